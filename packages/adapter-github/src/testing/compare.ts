import { type FakeAnswer, notFound } from "./answer.ts";
import { renderCommit } from "./git-render.ts";
import type { FakeCommit, GitStore } from "./git-store.ts";
import { page } from "./paging.ts";
import type { FakeContext, FakeRoute } from "./route.ts";

/** Most commits of a comparison that is not asked for in pages. */
const MOST_UNPAGED = 250;

export function compareRoutes(git: GitStore): readonly FakeRoute[] {
  const path = "repos/{owner}/{repo}/compare/{basehead*}";
  return [{ method: "GET", path, handle: (context) => compare(git, context) }];
}

function compare(git: GitStore, context: FakeContext): FakeAnswer {
  const { world, query, params } = context;
  const [base = "", head = ""] = (params["basehead"] ?? "").split("...");
  const [from, to] = [git.resolve(base), git.resolve(head)];
  if (from === undefined || to === undefined) return notFound();
  const [ahead, behind] = [git.between(from, to), git.between(to, from)];
  const shared = git.between(undefined, to).findLast((one) => !ahead.includes(one)) ?? from;
  const address = `${world.site}/compare/${base}...${head}`;
  const wrap = (commits: readonly FakeCommit[]): unknown => ({
    url: `${world.api}/compare/${base}...${head}`,
    html_url: address,
    permalink_url: `${world.site}/compare/${world.owner}:${from.sha}...${world.owner}:${to.sha}`,
    diff_url: `${address}.diff`,
    patch_url: `${address}.patch`,
    base_commit: renderCommit(world, from),
    merge_base_commit: renderCommit(world, shared),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: commits.map((one) => renderCommit(world, one)),
    files: [],
  });
  if (query.has("page") || query.has("per_page")) return page(context, ahead, wrap);
  return { status: 200, body: wrap(ahead.slice(-MOST_UNPAGED)) };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead === 0) return behind === 0 ? "identical" : "behind";
  return behind === 0 ? "ahead" : "diverged";
}
