import { epochMs, type Fact, FootplateError, type Note, type Problem } from "@footplate/core";

const noteTypes = new Set<unknown>(["intent", "done", "dropped", "gone"]);

/** The facts as rows. Throws `invalid_input` naming everything that could not be read again as a fact. */
export function factRows(facts: readonly Fact[]): readonly { readonly id: string; readonly body: string }[] {
  const problems = facts.flatMap((fact, index) => factProblems(fact, `facts[${index}]`));
  refuse(problems);
  return facts.map((fact) => ({ id: fact.id, body: JSON.stringify(fact) }));
}

/** The note as text. Throws `invalid_input` when it could not be read again as a note. */
export function noteBody(note: Note): string {
  refuse(noteProblems(note, "note"));
  return JSON.stringify(note);
}

/** Whether a stored value is a fact as far as the journal needs it. */
export function isFact(value: unknown): value is Fact {
  return factProblems(value, "").length === 0;
}

/** Whether a stored value is a note as far as the journal needs it. */
export function isNote(value: unknown): value is Note {
  return noteProblems(value, "").length === 0;
}

function factProblems(value: unknown, path: string): readonly Problem[] {
  if (!isObject(value)) return [problem(path, value, "is not an object", "give a fact")];
  const by = isObject(value["by"]) ? value["by"] : {};
  return [
    ...(isText(value["id"]) ? [] : [problem(`${path}.id`, value["id"], "is not an id", "give a non-empty text")]),
    ...(isText(value["type"])
      ? []
      : [problem(`${path}.type`, value["type"], "is not a type", "name the kind of fact")]),
    ...(isMoment(value["at"])
      ? []
      : [problem(`${path}.at`, value["at"], "is not a moment", "write it as RFC 3339, such as 2026-11-25T22:00:00Z")]),
    ...(isText(by["person"]) || isText(by["bot"])
      ? []
      : [problem(`${path}.by`, value["by"], "names nobody", "give { person } or { bot }")]),
  ];
}

function noteProblems(value: unknown, path: string): readonly Problem[] {
  if (!isObject(value)) return [problem(path, value, "is not an object", "give a note")];
  return [
    ...(noteTypes.has(value["type"])
      ? []
      : [problem(`${path}.type`, value["type"], "is not a kind of note", "use intent, done, dropped or gone")]),
    ...(Number.isSafeInteger(value["generation"])
      ? []
      : [problem(`${path}.generation`, value["generation"], "is not a generation", "count from 1")]),
  ];
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const [first] = problems;
  throw new FootplateError({
    code: "invalid_input",
    message: `the journal refuses an entry: ${first?.path} ${first?.message}`,
    hint: first?.hint,
    problems,
  });
}

function problem(path: string, value: unknown, message: string, hint: string): Problem {
  return { path, value: (JSON.stringify(value) ?? "undefined").slice(0, 120), message, hint };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isMoment(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    epochMs(value);
    return true;
  } catch {
    return false;
  }
}
