import { type FakeAnswer, invalid, isRecord, type JsonRecord, notFound, refuse } from "./answer.ts";
import type { FakeIssue, IssueStore } from "./issues-store.ts";

const MOST_TITLE = 256;
const MOST_TEXT = 65_536;
const MOST_ASSIGNEES = 10;

/** An answer that ends a request early. */
export function isAnswer(value: object): value is FakeAnswer {
  return "status" in value;
}

/** The issue of a path, or what GitHub says when there is none. */
export function issueOf(store: IssueStore, number: string): FakeIssue | FakeAnswer {
  const issue = store.find(number);
  if (issue === undefined) return notFound();
  if (issue.gone === undefined) return issue;
  const { to } = issue.gone;
  if (to === undefined) return refuse(410, "This issue was deleted");
  return { ...refuse(301, "Moved Permanently"), headers: { location: to } };
}

/** What a body changes in an issue. Labels and assignees of somebody who may not set them are dropped in silence. */
export function fieldsOf(store: IssueStore, body: unknown): Partial<FakeIssue> | FakeAnswer {
  if (!isRecord(body)) return refuse(400, "Problems parsing JSON");
  const problem = textProblem(body);
  if (problem !== undefined) return problem;
  const { title, body: text } = body;
  const people = peopleOf(store, body);
  if (isAnswer(people)) return people;
  const labels = store.options.mayTriage ? namesOf(body["labels"], "name") : undefined;
  return {
    ...(typeof title === "string" && { title: title.trim() }),
    ...((typeof text === "string" || text === null) && { body: text }),
    ...(labels !== undefined && { labels: labels.map((name) => store.label(name).name) }),
    ...people,
  };
}

/** The names in a list of names or of objects; `undefined` when it is no list. */
export function namesOf(value: unknown, field: "name" | "login"): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.map((one: unknown) => (isRecord(one) ? one[field] : one));
  return [...new Set(names.filter((one) => typeof one === "string"))];
}

/** Whose logins can be assigned, written as the people themselves do. */
export function assignable(store: IssueStore, logins: readonly string[]): readonly string[] {
  const known = logins.flatMap(
    (login) => store.world.members.find((member) => member.toLowerCase() === login.toLowerCase()) ?? [],
  );
  return known.slice(0, MOST_ASSIGNEES);
}

/** What is wrong with a text. */
export function tooLong(resource: string, text: unknown): FakeAnswer | undefined {
  if (typeof text !== "string" || text.length <= MOST_TEXT) return undefined;
  const message = `body is too long (maximum is ${MOST_TEXT} characters)`;
  return refuse(422, "Validation Failed", [{ resource, code: "custom", field: "body", message }]);
}

function textProblem({ title, body }: JsonRecord): FakeAnswer | undefined {
  if (title !== undefined && (typeof title !== "string" || title.trim() === ""))
    return invalid("Issue", "title", "missing_field");
  if (typeof title === "string" && title.length > MOST_TITLE) {
    const message = `title is too long (maximum is ${MOST_TITLE} characters)`;
    return refuse(422, "Validation Failed", [{ resource: "Issue", code: "custom", field: "title", message }]);
  }
  return tooLong("Issue", body);
}

function peopleOf(store: IssueStore, body: JsonRecord): Partial<FakeIssue> | FakeAnswer {
  const logins = namesOf(body["assignees"], "login");
  if (logins === undefined || !store.options.mayTriage) return {};
  const known = assignable(store, logins);
  return known.length === logins.length ? { assignees: known } : invalid("Issue", "assignees");
}
