import type { CallOptions } from "@footplate/core";
import { answerFor, type HttpAnswer, type NumberedPage } from "@footplate/http";
import { ADAPTER, fault } from "../fault.ts";
import { createKeptAnswers } from "../kept-answers.ts";
import { nextPage } from "../link.ts";
import { repositoryAnswers } from "../repository-answers.ts";
import type { GitHubClient } from "../transport.ts";
import {
  type CommentRow,
  commentSchema,
  commentsSchema,
  type IssueRow,
  issueSchema,
  parseIssue,
  rowsSchema,
} from "./wire.ts";

/** The fields of a body. */
export type Fields = Readonly<Record<string, unknown>>;

/** The service's operations on issues that we use, one method each. */
export interface Issues {
  /** `undefined` only when the service says that it is gone or never was, and shows the repository. */
  issue(id: string, call: CallOptions): Promise<IssueRow | undefined>;
  /**
   * A page of all issues and pull requests that carry the label and were touched since, open and closed, oldest first. One that
   * did not change costs nothing of the limit. `undefined` where the server does not number the pages of so long a list.
   */
  labelledPage(
    label: string,
    since: string,
    page: NumberedPage,
    call: CallOptions,
  ): Promise<{ readonly rows: readonly unknown[]; readonly last: boolean } | undefined>;
  /** The whole of that list, as the server's links lead through it. */
  labelled(label: string, since: string, call: CallOptions): Promise<readonly unknown[]>;
  create(fields: Fields, call: CallOptions): Promise<IssueRow>;
  change(id: string, fields: Fields, call: CallOptions): Promise<IssueRow>;
  comments(id: string, call: CallOptions): Promise<readonly CommentRow[]>;
  addComment(id: string, body: string, call: CallOptions): Promise<CommentRow>;
  isAssignable(login: string, call: CallOptions): Promise<boolean>;
  addAssignee(id: string, login: string, call: CallOptions): Promise<IssueRow>;
  removeAssignees(id: string, logins: readonly string[], call: CallOptions): Promise<IssueRow>;
  hasLabel(name: string, call: CallOptions): Promise<boolean>;
  /** One that is there already is success. */
  makeLabel(name: string, description: string, color: string, call: CallOptions): Promise<void>;
  /** `undefined` when the server knows no sub-issues. */
  subIssues(id: string, call: CallOptions): Promise<readonly IssueRow[] | undefined>;
  /** Puts an issue below another. False when the server has no sub-issues, or refuses this one. */
  attach(id: string, child: IssueRow, call: CallOptions): Promise<boolean>;
}

const ALL = "repos/{owner}/{repo}/issues";
const ONE = "repos/{owner}/{repo}/issues/{number}";
const GONE = [404, 410] as const;

export function createIssues(client: GitHubClient): Issues {
  const kept = createKeptAnswers(client);
  return {
    issue: async (number, call) => {
      const { status, data } = await kept.request({
        ...call,
        method: "GET",
        path: ONE,
        params: { number },
        schema: issueSchema,
        accept: GONE,
      });
      if (status !== 404 && status !== 410) return answerFor(ADAPTER, number, String(data.number), data);
      await repositoryAnswers(client, "issues", call);
      return undefined;
    },
    labelledPage: async (labels, since, { page, size }, call) => {
      const query = { ...labelledQuery(labels, since), per_page: size, page };
      // What follows a full page is told by its header alone, of which nobody says that the tag stands for it as well.
      const mayKeep = ({ data, headers }: HttpAnswer<readonly unknown[]>): boolean =>
        data.length < size || nextPage(headers.get("link")) === "numbered";
      // Numbers are refused beyond a page that GitHub does not tell.
      const accept = page > 1 ? [422] : [];
      const request = { ...call, method: "GET", path: ALL, query, schema: rowsSchema, accept } as const;
      const { status, data, headers } = await kept.request(request, mayKeep);
      if (status === 422) return undefined;
      const next = nextPage(headers.get("link"));
      if (next === "unnumbered") return undefined;
      return { rows: data, last: next === "none" && (status !== 304 || data.length < size) };
    },
    labelled: async (labels, since, call) => {
      const found: unknown[] = [];
      const query = labelledQuery(labels, since);
      for await (const rows of client.paged<unknown>({ ...call, path: ALL, query, schema: rowsSchema }))
        found.push(...rows);
      return found;
    },
    create: async (json, call) =>
      (await client.request({ ...call, method: "POST", path: ALL, json, schema: issueSchema })).data,
    change: async (number, json, call) => {
      const { data } = await client.request({
        ...call,
        method: "PATCH",
        path: ONE,
        params: { number },
        json,
        schema: issueSchema,
      });
      return answerFor(ADAPTER, number, String(data.number), data, "maybe");
    },
    comments: async (number, call) => {
      const found: CommentRow[] = [];
      const path = `${ONE}/comments`;
      for await (const rows of client.paged<CommentRow>({ ...call, path, params: { number }, schema: commentsSchema }))
        found.push(...rows);
      return found;
    },
    addComment: async (number, body, call) => {
      const path = `${ONE}/comments`;
      return (
        await client.request({
          ...call,
          method: "POST",
          path,
          params: { number },
          json: { body },
          schema: commentSchema,
        })
      ).data;
    },
    isAssignable: async (assignee, call) => {
      const path = "repos/{owner}/{repo}/assignees/{assignee}";
      const { status } = await client.request({ ...call, method: "GET", path, params: { assignee }, accept: [404] });
      return status !== 404;
    },
    addAssignee: async (number, login, call) => {
      const path = `${ONE}/assignees`;
      const json = { assignees: [login] };
      return (await client.request({ ...call, method: "POST", path, params: { number }, json, schema: issueSchema }))
        .data;
    },
    removeAssignees: async (number, logins, call) => {
      const path = `${ONE}/assignees`;
      const json = { assignees: logins };
      return (await client.request({ ...call, method: "DELETE", path, params: { number }, json, schema: issueSchema }))
        .data;
    },
    hasLabel: async (name, call) => {
      const path = "repos/{owner}/{repo}/labels/{name}";
      const { status } = await client.request({ ...call, method: "GET", path, params: { name }, accept: [404] });
      return status !== 404;
    },
    makeLabel: async (name, description, color, call) => {
      const json = { name, description, color };
      await client.request({ ...call, method: "POST", path: "repos/{owner}/{repo}/labels", json, accept: [422] });
    },
    subIssues: async (number, call) => {
      const found: IssueRow[] = [];
      const path = `${ONE}/sub_issues`;
      const request = { ...call, path, params: { number }, schema: rowsSchema, accept: GONE };
      // An answer that is accepted without being one has no body.
      const rows = (body: readonly unknown[] | undefined): readonly unknown[] => body ?? [undefined];
      for await (const page of client.paged<unknown>({ ...request, rows })) {
        if (page.length === 1 && page[0] === undefined) return undefined;
        for (const row of page) found.push(understood(row));
      }
      return found;
    },
    attach: async (number, { id }, call) => {
      const path = `${ONE}/sub_issues`;
      const json = { sub_issue_id: id };
      const accept = [...GONE, 422];
      const { status } = await client.request({ ...call, method: "POST", path, params: { number }, json, accept });
      return status < 400;
    },
  };
}

function labelledQuery(labels: string, since: string): Readonly<Record<string, string>> {
  return { labels, since, state: "all", sort: "created", direction: "asc" };
}

/** A blocker that cannot be read must not be passed over: the train would run in spite of it. */
function understood(raw: unknown): IssueRow {
  const row = parseIssue(raw);
  if (row !== undefined) return row;
  throw fault({
    code: "invalid_response",
    message: "a sub-issue of the ticket cannot be read",
    hint: "look at the ticket's sub-issues",
  });
}
