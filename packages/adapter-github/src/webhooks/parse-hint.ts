import * as z from "zod/mini";
import type { GitHubHint, HintSubject } from "./hint.ts";

const id = z.int();
/** Names are somebody's own words, and may be printed. */
const name = z.string().check(z.regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}]{0,1000}$/u));
const run = z.object({ id, run_attempt: z.nullish(z.int()) });
const job = z.object({ id, run_id: z.int() });
const numbered = z.object({ number: z.int() });
const deployment = z.object({ id, environment: z.nullish(name) });

const common = z.object({
  action: z.nullish(name),
  repository: z.nullish(z.object({ full_name: name })),
});

type Reader = (body: unknown) => HintSubject | undefined;

/** Reads a body by its schema, and says what it is about. */
function reader<Body>(schema: z.ZodMiniType<Body>, toSubject: (body: Body) => HintSubject | undefined): Reader {
  return (body) => {
    const found = z.safeParse(schema, body);
    return found.success ? toSubject(found.data) : undefined;
  };
}

const ofRun = reader(z.object({ workflow_run: run }), ({ workflow_run: { id: of, run_attempt: attempt } }) => ({
  kind: "run",
  id: String(of),
  ...(typeof attempt === "number" && { attempt }),
}));
const ofDeployment = reader(z.object({ deployment }), ({ deployment: { id: of, environment } }) => ({
  kind: "deployment",
  id: String(of),
  ...(typeof environment === "string" && environment !== "" && { environment }),
}));
const ofIssue = reader(z.object({ issue: numbered }), ({ issue }) => ({ kind: "issue", number: String(issue.number) }));
const ofPull = reader(z.object({ pull_request: numbered }), ({ pull_request: { number } }) => ({
  kind: "pull-request",
  number: String(number),
}));
const ofRef = reader(z.object({ ref: name }), ({ ref }) => ({ kind: "ref", name: ref }));

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["workflow_run", ofRun],
  // A review names the run that waits for it.
  ["deployment_review", ofRun],
  ["deployment_protection_rule", ofDeployment],
  [
    "workflow_job",
    reader(z.object({ workflow_job: job }), ({ workflow_job: { id: of, run_id: by } }) => ({
      kind: "job",
      id: String(of),
      run: String(by),
    })),
  ],
  ["deployment", ofDeployment],
  ["deployment_status", ofDeployment],
  ["issues", ofIssue],
  [
    "sub_issues",
    reader(z.object({ parent_issue: numbered }), ({ parent_issue: { number } }) => ({
      kind: "issue",
      number: String(number),
    })),
  ],
  [
    "issue_comment",
    reader(z.object({ comment: z.object({ id }), issue: numbered }), ({ comment, issue }) => ({
      kind: "comment",
      id: String(comment.id),
      issue: String(issue.number),
    })),
  ],
  [
    "release",
    reader(z.object({ release: z.object({ id, tag_name: name }) }), ({ release }) => ({
      kind: "release",
      id: String(release.id),
      tag: release.tag_name,
    })),
  ],
  ["pull_request", ofPull],
  ["pull_request_review", ofPull],
  ["push", ofRef],
  ["create", ofRef],
  ["delete", ofRef],
]);

/** The hint in a body. A body that lacks what we look for is a hint all the same: something happened. */
export function parseHint(body: unknown, from: Pick<GitHubHint, "delivery" | "event" | "secret">): GitHubHint {
  const { delivery, event, secret } = from;
  const { action, repository } = z.safeParse(common, body).data ?? {};
  const about = READERS.get(event)?.(body);
  return {
    delivery,
    event,
    ...(typeof action === "string" && action !== "" && { action }),
    ...(repository && { repository: repository.full_name }),
    ...(about !== undefined && { about }),
    secret,
  };
}
