import { type FakeAnswer, invalid, isRecord, notFound, refuse } from "./answer.ts";
import { fieldsOf, isAnswer, issueOf } from "./issues-fields.ts";
import { renderIssue } from "./issues-render.ts";
import type { FakeIssue, IssueStore } from "./issues-store.ts";
import { page } from "./paging.ts";
import type { FakeContext, FakeRoute } from "./route.ts";

const ALL = "repos/{owner}/{repo}/issues";
const ONE = "repos/{owner}/{repo}/issues/{number}";

/** What the fake does with issues themselves. */
export function issueRoutes(store: IssueStore): readonly FakeRoute[] {
  const { world } = store;
  return [
    {
      method: "GET",
      path: ALL,
      handle: (context) =>
        page(
          context,
          listed(store, context).map((issue) => renderIssue(store, issue, context.apiVersion)),
        ),
    },
    {
      method: "POST",
      path: ALL,
      handle: ({ body, login, apiVersion }) => {
        if (!isRecord(body) || body["title"] === undefined) return invalid("Issue", "title", "missing_field");
        const fields = fieldsOf(store, body);
        if (isAnswer(fields)) return fields;
        const issue = store.add({ title: "", login, ...fields });
        return { status: 201, body: renderIssue(store, issue, apiVersion) };
      },
    },
    {
      method: "GET",
      path: ONE,
      handle: ({ params, apiVersion }) => {
        const issue = issueOf(store, params["number"] ?? "");
        return isAnswer(issue) ? issue : { status: 200, body: renderIssue(store, issue, apiVersion) };
      },
    },
    {
      method: "PATCH",
      path: ONE,
      handle: ({ params, body, login, apiVersion, now }) => {
        const issue = issueOf(store, params["number"] ?? "");
        if (isAnswer(issue)) return issue;
        if (!store.options.mayTriage && issue.login !== login)
          return refuse(403, "Must have admin rights to Repository.");
        const fields = fieldsOf(store, body);
        if (isAnswer(fields)) return fields;
        const state = stateOf(issue, body, now);
        if (isAnswer(state)) return state;
        return { status: 200, body: renderIssue(store, store.change(issue, { ...fields, ...state }), apiVersion) };
      },
    },
    {
      method: "GET",
      path: "repos/{owner}/{repo}/assignees/{assignee}",
      handle: ({ params }) => {
        const wanted = params["assignee"]?.toLowerCase();
        return world.members.some((member) => member.toLowerCase() === wanted) ? { status: 204 } : notFound();
      },
    },
  ];
}

function listed(store: IssueStore, { query }: FakeContext): readonly FakeIssue[] {
  const state = query.get("state") ?? "open";
  const labels = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
  const since = Date.parse(query.get("since") ?? "1970-01-01T00:00:00Z");
  const order = query.get("sort") === "updated" ? "updatedMs" : "createdMs";
  const sign = query.get("direction") === "asc" ? 1 : -1;
  return store
    .listed()
    .filter(
      (issue) =>
        issue.gone === undefined &&
        issue.elsewhere === undefined &&
        (state === "all" || issue.state === state) &&
        issue.updatedMs >= since &&
        labels.every((label) => issue.labels.some((name) => name.toLowerCase() === label.toLowerCase())),
    )
    .toSorted((a, b) => sign * (a[order] - b[order] || a.number - b.number));
}

function stateOf(issue: FakeIssue, body: unknown, now: number): Partial<FakeIssue> | FakeAnswer {
  const state = isRecord(body) ? body["state"] : undefined;
  if (state === undefined || state === issue.state) return {};
  const reason = isRecord(body) ? body["state_reason"] : undefined;
  if (state === "open") return { state, stateReason: "reopened", closedMs: null };
  if (state !== "closed") return invalid("Issue", "state");
  return { state, stateReason: typeof reason === "string" ? reason : "completed", closedMs: now };
}
