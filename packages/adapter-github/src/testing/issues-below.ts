import { type FakeAnswer, invalid, isRecord, notFound, refuse } from "./answer.ts";
import { assignable, isAnswer, issueOf, namesOf, tooLong } from "./issues-fields.ts";
import { renderComment, renderIssue, renderLabel } from "./issues-render.ts";
import type { FakeIssue, IssueStore } from "./issues-store.ts";
import { page } from "./paging.ts";
import type { FakeContext, FakeRoute } from "./route.ts";

const ONE = "repos/{owner}/{repo}/issues/{number}";
const LABELS = "repos/{owner}/{repo}/labels";
const MOST_BELOW = 100;

/** What the fake does with what hangs on issues: comments, owners, labels, sub-issues. */
export function belowIssueRoutes(store: IssueStore): readonly FakeRoute[] {
  const on =
    (handle: (issue: FakeIssue, context: FakeContext) => FakeAnswer): FakeRoute["handle"] =>
    (context) => {
      const issue = issueOf(store, context.params["number"] ?? "");
      return isAnswer(issue) ? issue : handle(issue, context);
    };
  return [
    ...commentRoutes(store, on),
    ...assigneeRoutes(store, on),
    ...subIssueRoutes(store, on),
    ...labelRoutes(store),
  ];
}

type On = (handle: (issue: FakeIssue, context: FakeContext) => FakeAnswer) => FakeRoute["handle"];

function commentRoutes(store: IssueStore, on: On): readonly FakeRoute[] {
  const { world } = store;
  const path = `${ONE}/comments`;
  return [
    {
      method: "GET",
      path,
      handle: on((issue, context) => {
        const shown = store.listed().find(({ id }) => id === issue.id)?.comments ?? [];
        return page(
          context,
          shown.map((comment) => renderComment(world, issue, comment)),
        );
      }),
    },
    {
      method: "POST",
      path,
      handle: on((issue, { body, login, now }) => {
        const text = isRecord(body) ? body["body"] : undefined;
        if (typeof text !== "string" || text.trim() === "") return invalid("IssueComment", "body", "missing_field");
        const problem = tooLong("IssueComment", text);
        if (problem !== undefined) return problem;
        const comment = { id: world.nextId(), body: text, login, createdMs: now };
        store.change(issue, { comments: [...issue.comments, comment] });
        return { status: 201, body: renderComment(world, issue, comment) };
      }),
    },
  ];
}

function assigneeRoutes(store: IssueStore, on: On): readonly FakeRoute[] {
  const path = `${ONE}/assignees`;
  const change = (status: number, after: (issue: FakeIssue, logins: readonly string[]) => readonly string[]) =>
    on((issue, { body, apiVersion }) => {
      const logins = namesOf(isRecord(body) ? body["assignees"] : undefined, "login") ?? [];
      const assignees = store.options.mayTriage ? after(issue, logins) : issue.assignees;
      return { status, body: renderIssue(store, store.change(issue, { assignees }), apiVersion) };
    });
  return [
    {
      method: "POST",
      path,
      handle: change(201, (issue, logins) => assignable(store, [...new Set([...issue.assignees, ...logins])])),
    },
    {
      method: "DELETE",
      path,
      handle: change(200, (issue, logins) => {
        const leaving = new Set(logins.map((login) => login.toLowerCase()));
        return issue.assignees.filter((login) => !leaving.has(login.toLowerCase()));
      }),
    },
  ];
}

function subIssueRoutes(store: IssueStore, on: On): readonly FakeRoute[] {
  const path = `${ONE}/sub_issues`;
  const all: readonly FakeRoute[] = [
    {
      method: "GET",
      path,
      handle: on((issue, context) => {
        const listed = store.listed();
        const ids = listed.find(({ id }) => id === issue.id)?.below ?? [];
        const rows = ids.flatMap((id) => listed.find((one) => one.id === id && one.gone === undefined) ?? []);
        return page(
          context,
          rows.map((row) => renderIssue(store, row, context.apiVersion)),
        );
      }),
    },
    {
      method: "POST",
      path,
      handle: on((issue, { body, apiVersion }) => {
        const id = isRecord(body) ? body["sub_issue_id"] : undefined;
        const child = typeof id === "number" ? store.byId(id) : undefined;
        if (child === undefined || child.gone !== undefined) return notFound();
        if (store.all().some(({ below }) => below.includes(child.id)))
          return refuse(422, "An error occurred while adding the sub-issue. Sub issue may only have one parent");
        if (issue.below.length >= MOST_BELOW || child.id === issue.id)
          return refuse(422, "An error occurred while adding the sub-issue.");
        store.change(issue, { below: [...issue.below, child.id] });
        return { status: 201, body: renderIssue(store, child, apiVersion) };
      }),
    },
  ];
  return store.options.subIssues ? all : [];
}

function labelRoutes(store: IssueStore): readonly FakeRoute[] {
  const find = (name: unknown) =>
    store.labels.find((label) => typeof name === "string" && label.name.toLowerCase() === name.toLowerCase());
  return [
    {
      method: "GET",
      path: `${LABELS}/{name}`,
      handle: ({ params }) => {
        const label = find(params["name"]);
        return label === undefined ? notFound() : { status: 200, body: renderLabel(store.world, label) };
      },
    },
    {
      method: "POST",
      path: LABELS,
      handle: ({ body }) => {
        if (!store.options.mayTriage) return refuse(403, "Resource not accessible by integration");
        if (!isRecord(body) || typeof body["name"] !== "string") return invalid("Label", "name", "missing_field");
        const { name, color = "ededed", description } = body;
        if (find(name) !== undefined) return invalid("Label", "name", "already_exists");
        if (typeof color !== "string" || !/^[\da-f]{6}$/i.test(color)) return invalid("Label", "color");
        const text = typeof description === "string" ? description : null;
        const made = { id: store.world.nextId(), name, color, description: text };
        store.labels.push(made);
        return { status: 201, body: renderLabel(store.world, made) };
      },
    },
  ];
}
