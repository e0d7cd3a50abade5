import { FootplateError, type Page, type Problem, type Responder } from "@footplate/core";
import { alertAlias, isUsableAlias } from "./alert-alias.ts";
import { ADAPTER } from "./fault.ts";

const MOST_KEY = 512;
const MOST_MESSAGE = 130;
const MOST_DESCRIPTION = 15_000;
const MOST_NOTE = 25_000;
const MOST_RESPONDERS = 50;
const MOST_DETAILS = 8000;

/** The body that raises an alert. Texts are cut; what cutting would change is refused, all at once. */
export function pageBody(page: Page): Readonly<Record<string, unknown>> {
  const { key, message, description, priority, to, details = {} } = page;
  const detailsLength = Object.entries(details).reduce((sum, [name, text]) => sum + name.length + text.length, 0);
  refuse([
    ...keyProblems(key),
    ...(message.trim() === "" ? [problem("message", message, "is empty", "say in one line what is wrong")] : []),
    ...(to.length > MOST_RESPONDERS
      ? [problem("to", to.length, `names more than ${MOST_RESPONDERS} responders`, "name a team instead")]
      : []),
    ...(detailsLength > MOST_DETAILS
      ? [problem("details", detailsLength, `has more than ${MOST_DETAILS} characters`, "put a link there instead")]
      : []),
    ...(priority !== undefined && ![1, 2, 3, 4, 5].includes(priority)
      ? [problem("priority", priority, "is no priority", "give 1 for the most urgent to 5")]
      : []),
  ]);
  return {
    alias: alertAlias(key),
    message: cut(message, MOST_MESSAGE),
    ...(description !== undefined && { description: cut(description, MOST_DESCRIPTION) }),
    ...(priority !== undefined && { priority: `P${priority}` }),
    ...(to.length > 0 && { responders: to.map(recipient) }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

/** Throws `invalid_input` when the key cannot be an alias. */
export function checkKey(key: string): void {
  refuse(keyProblems(key));
}

/** A note as the service can hold it. */
export function noteBody(note: string): Readonly<Record<string, unknown>> {
  return note === "" ? {} : { note: cut(note, MOST_NOTE) };
}

/** A responder in the service's words. */
export function recipient({ type, id }: Responder): { readonly type: string; readonly id: string } {
  return { type: type === "person" ? "user" : type, id };
}

/** The text, or its beginning and an ellipsis, and never half of a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function keyProblems(key: string): readonly Problem[] {
  if (key === "") return [problem("key", key, "is empty", "name what the alert is about")];
  const alias = alertAlias(key);
  if (!isUsableAlias(alias))
    return [
      problem("key", key, "cannot stand in a path", "use letters, digits and plain punctuation, without \\ and %"),
    ];
  return alias.length > MOST_KEY
    ? [
        problem(
          "key",
          key,
          `has more than ${MOST_KEY} characters`,
          "cut, it would name another alert: give a shorter one",
        ),
      ]
    : [];
}

function problem(path: string, value: unknown, message: string, hint: string): Problem {
  return { path, value: JSON.stringify(value).slice(0, 120), message, hint };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new FootplateError({
    code: "invalid_input",
    adapter: ADAPTER,
    message: `page: ${problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`,
    written: "no",
    hint: problems[0]?.hint,
    problems,
  });
}
