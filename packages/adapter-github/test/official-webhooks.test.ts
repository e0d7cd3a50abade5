import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sign } from "@octokit/webhooks-methods";
import { describe, expect, test } from "vitest";
import { type GitHubHint, githubWebhook } from "@footplate/adapter-github";

const require = createRequire(import.meta.url);
// Read and not imported: four megabytes that need not be made into a module.
const text = readFileSync(require.resolve("@octokit/webhooks-examples"), "utf8");
const examples = JSON.parse(text) as readonly { readonly name: string; readonly examples: readonly unknown[] }[];

const SECRET = "s3cret";
/** What a hint is about, by the events that we know. */
const kinds: Readonly<Record<string, string>> = {
  create: "ref",
  delete: "ref",
  deployment: "deployment",
  deployment_review: "run",
  deployment_status: "deployment",
  issue_comment: "comment",
  issues: "issue",
  pull_request: "pull-request",
  pull_request_review: "pull-request",
  push: "ref",
  release: "release",
  workflow_job: "job",
  workflow_run: "run",
};

/** An example as GitHub would deliver it, signed by its own code. */
async function delivered(event: string, body: string): Promise<Request> {
  return new Request("https://footplate.example.com/github", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-delivery": "0b989ba4-242f-11e5-81e1-c7b6966d2516",
      "x-github-event": event,
      "x-hub-signature-256": await sign(SECRET, body),
    },
    body,
  });
}

/** The answer to an example, what came out of it, and what went wrong. */
async function received(event: string, body: unknown) {
  const hints: GitHubHint[] = [];
  const errors: unknown[] = [];
  const handle = githubWebhook({
    secrets: [SECRET],
    onHint: (hint) => void hints.push(hint),
    onError: (error) => void errors.push(error),
  });
  const { status } = await handle(await delivered(event, JSON.stringify(body)));
  return { status, hints, errors };
}

function member(of: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    of,
  );
}

/** The ids in an example, read without our schemas. */
const subjects: Readonly<Record<string, (body: unknown) => unknown>> = {
  run: (body) => ({ id: String(member(body, "workflow_run", "id")) }),
  job: (body) => ({
    id: String(member(body, "workflow_job", "id")),
    run: String(member(body, "workflow_job", "run_id")),
  }),
  issue: (body) => ({ number: String(member(body, "issue", "number")) }),
  comment: (body) => ({
    id: String(member(body, "comment", "id")),
    issue: String(member(body, "issue", "number")),
  }),
  deployment: (body) => ({ id: String(member(body, "deployment", "id")) }),
  release: (body) => ({ id: String(member(body, "release", "id")), tag: member(body, "release", "tag_name") }),
  "pull-request": (body) => ({ number: String(member(body, "pull_request", "number")) }),
  ref: (body) => ({ name: member(body, "ref") }),
};

describe("every example of a webhook that GitHub publishes, signed by its own code", () => {
  test("they are many, and every event that we know is among them", () => {
    const names = examples.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual(expect.arrayContaining(Object.keys(kinds)));
  });

  test.each(examples.map(({ name, examples: bodies }) => [name, bodies] as const))(
    "F10 %s is taken, a hint where it is none of a ping, and names what we know",
    async (event, bodies) => {
      expect(bodies.length).toBeGreaterThan(0);
      for (const body of bodies) {
        const { status, hints, errors } = await received(event, body);
        expect(errors).toEqual([]);
        if (event === "ping") {
          expect([status, hints]).toEqual([200, []]);
          continue;
        }
        expect(status).toBe(202);
        const [hint, ...others] = hints;
        expect(others).toEqual([]);
        expect(hint).toMatchObject({ event, secret: 0 });
        expect(hint?.action).toBe(member(body, "action") ?? undefined);
        expect(hint?.repository).toBe(member(body, "repository", "full_name"));
        const kind = kinds[event];
        if (kind === undefined) expect(hint?.about).toBeUndefined();
        else expect(hint?.about).toMatchObject({ kind, ...Object(subjects[kind]?.(body)) });
      }
    },
  );

  test("F51 one byte more, and it is refused", async () => {
    const request = await delivered("issues", "{}");
    const handle = githubWebhook({ secrets: [SECRET], onHint: () => undefined });
    const changed = new Request(request.url, { method: "POST", headers: request.headers, body: "{} " });
    expect((await handle(changed)).status).toBe(401);
  });
});
