import { type FakeAnswer, isRecord, refuse } from "./answer.ts";
import type { GitStore } from "./git-store.ts";
import { page } from "./paging.ts";
import { repositoryOf } from "./repository.ts";
import type { FakeContext, FakeRoute } from "./route.ts";
import { type FakeWorld, userOf } from "./world.ts";

/** A pull request as the fake holds it. */
export interface FakePull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  readonly login: string;
  readonly state: "open" | "closed";
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly closedAt?: number;
  readonly merged: boolean;
  /** The commit that the branch stood at when it was last looked at. */
  readonly sha: string;
}

export function pullRoutes(git: GitStore, pulls: FakePull[]): readonly FakeRoute[] {
  const path = "repos/{owner}/{repo}/pulls";
  return [
    { method: "GET", path, handle: (context) => list(context, pulls) },
    { method: "POST", path, handle: (context) => open(git, context, pulls) },
  ];
}

function list(context: FakeContext, pulls: readonly FakePull[]): FakeAnswer {
  const { world, query, now } = context;
  const state = query.get("state") ?? "open";
  const [head, base] = [query.get("head"), query.get("base")];
  const rows = pulls
    .filter((one) => one.createdAt <= now - world.lagMs)
    .filter((one) => state === "all" || one.state === state)
    .filter((one) => head === null || head === `${world.owner}:${one.head}`)
    .filter((one) => base === null || base === one.base)
    .toSorted((one, other) => other.number - one.number);
  const ordered = query.get("direction") === "asc" ? rows.toReversed() : rows;
  return page(
    context,
    ordered.map((one) => render(world, one)),
  );
}

function open(git: GitStore, { world, body, login, now }: FakeContext, pulls: FakePull[]): FakeAnswer {
  if (!isRecord(body) || typeof body["title"] !== "string") return refuse(422, "Validation Failed");
  const head = String(body["head"]).replace(`${world.owner}:`, "");
  const base = String(body["base"]);
  const custom = (message: string): FakeAnswer =>
    refuse(422, "Validation Failed", [{ resource: "PullRequest", code: "custom", message }]);
  const [from, to] = [git.branches.has(head) ? git.resolve(head) : undefined, git.resolve(base)];
  if (from === undefined || to === undefined)
    return refuse(422, "Validation Failed", [{ resource: "PullRequest", field: "head", code: "invalid" }]);
  if (pulls.some((one) => one.state === "open" && one.head === head && one.base === base))
    return custom(`A pull request already exists for ${world.owner}:${head}.`);
  if (git.between(to, from).length === 0) return custom(`No commits between ${base} and ${head}`);
  const text = typeof body["body"] === "string" ? body["body"] : "";
  const number = world.nextId();
  const made = { number, title: body["title"], body: text, head, base, login, createdAt: now, sha: from.sha };
  const pull: FakePull = { ...made, state: "open", merged: false };
  pulls.push(pull);
  return { status: 201, body: { ...render(world, pull), ...whole } };
}

/** What only a pull request that is shown alone has. */
const whole = {
  additions: 1,
  deletions: 1,
  changed_files: 1,
  commits: 1,
  comments: 0,
  review_comments: 0,
  maintainer_can_modify: false,
  mergeable: null,
  mergeable_state: "unknown",
  merged: false,
  merged_by: null,
};

function render(world: FakeWorld, pull: FakePull): Readonly<Record<string, unknown>> {
  const [url, site] = [`${world.api}/pulls/${pull.number}`, `${world.site}/pull/${pull.number}`];
  const issue = `${world.api}/issues/${pull.number}`;
  const closedAt = pull.closedAt === undefined ? null : world.stamp(pull.closedAt);
  const side = (ref: string): unknown => ({
    label: `${world.owner}:${ref}`,
    ref,
    sha: pull.sha,
    user: userOf(world.owner),
    repo: repositoryOf(world),
  });
  const links = {
    self: url,
    html: site,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${world.api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${world.api}/statuses/${pull.sha}`,
  };
  return {
    id: pull.number,
    node_id: `PR_${pull.number}`,
    number: pull.number,
    url,
    html_url: site,
    diff_url: `${site}.diff`,
    patch_url: `${site}.patch`,
    issue_url: issue,
    comments_url: links.comments,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    statuses_url: links.statuses,
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    state: pull.state,
    locked: false,
    title: pull.title,
    body: pull.body === "" ? null : pull.body,
    user: userOf(pull.login),
    labels: [],
    assignee: null,
    milestone: null,
    author_association: "MEMBER",
    auto_merge: null,
    merge_commit_sha: null,
    created_at: world.stamp(pull.createdAt),
    updated_at: world.stamp(pull.closedAt ?? pull.createdAt),
    closed_at: closedAt,
    merged_at: pull.merged ? closedAt : null,
    head: side(pull.head),
    base: side(pull.base),
  };
}
