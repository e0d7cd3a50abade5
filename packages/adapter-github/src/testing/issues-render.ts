import type { JsonRecord } from "./answer.ts";
import type { FakeComment, FakeIssue, FakeLabel, IssueStore } from "./issues-store.ts";
import { type FakeWorld, userOf } from "./world.ts";

/** An issue as GitHub shows it. */
export function renderIssue(store: IssueStore, issue: FakeIssue, apiVersion: string): JsonRecord {
  const { world } = store;
  const { number, assignees, closedMs } = issue;
  const [api, site] =
    issue.elsewhere === undefined
      ? [world.api, world.site]
      : [`https://api.github.com/repos/${issue.elsewhere}`, `https://github.com/${issue.elsewhere}`];
  const url = `${api}/issues/${number}`;
  const page = `${site}/${issue.isPullRequest ? "pull" : "issues"}/${number}`;
  return {
    id: issue.id,
    node_id: `I_${issue.id}`,
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: userOf(issue.login),
    labels: issue.labels.map((name) => renderLabel(world, store.label(name))),
    // The newer version of the API has the plural alone.
    ...(apiVersion < "2026-03-10" && { assignee: assignees[0] === undefined ? null : userOf(assignees[0]) }),
    assignees: assignees.map(userOf),
    milestone: null,
    locked: false,
    active_lock_reason: null,
    reactions: reactionsTo(url),
    comments: issue.comments.length,
    created_at: world.stamp(issue.createdMs),
    updated_at: world.stamp(issue.updatedMs),
    closed_at: closedMs === null ? null : world.stamp(closedMs),
    author_association: "MEMBER",
    ...(issue.isPullRequest && {
      pull_request: {
        url: `${api}/pulls/${number}`,
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
      },
    }),
  };
}

/** A comment as GitHub shows it. */
export function renderComment({ api, site, stamp }: FakeWorld, issue: FakeIssue, comment: FakeComment): JsonRecord {
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${site}/issues/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${issue.number}`,
    body: comment.body,
    user: userOf(comment.login),
    created_at: stamp(comment.createdMs),
    updated_at: stamp(comment.createdMs),
    author_association: "MEMBER",
    performed_via_github_app: null,
    reactions: reactionsTo(`${api}/issues/comments/${comment.id}`),
  };
}

/** Nobody reacts to anything here. */
function reactionsTo(url: string): JsonRecord {
  const kinds = ["total_count", "+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket"];
  return { url: `${url}/reactions`, ...Object.fromEntries(kinds.map((kind) => [kind, 0])) };
}

/** A label as GitHub shows it. */
export function renderLabel({ api }: FakeWorld, label: FakeLabel): JsonRecord {
  const { id, name, color, description } = label;
  return {
    id,
    node_id: `LA_${id}`,
    url: `${api}/labels/${encodeURIComponent(name)}`,
    name,
    color,
    default: false,
    description,
  };
}
