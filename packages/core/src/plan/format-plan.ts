import type { JsonValue } from "../json.ts";
import type { MirrorName } from "../ports/ports.ts";
import { printable } from "../text.ts";
import type { FieldChange, Operation, Plan, Question } from "./plan.ts";

const MIRRORS: Readonly<Record<MirrorName, string>> = {
  noticeBoard: "Notice board",
  calendar: "Calendar",
  onCall: "On-call schedule",
};
const THE: Readonly<Record<MirrorName, string>> = {
  noticeBoard: "the notice board",
  calendar: "the calendar",
  onCall: "the on-call schedule",
};
const SIGNS: Readonly<Record<Operation["action"], string>> = {
  create: "+",
  update: "~",
  remove: "-",
  "remove-orphan": "-",
  note: "=",
};

/** Longest excerpt of a value, and how much of what is equal is shown before a difference, in characters. */
const LONGEST = 80;
const CONTEXT = 16;

/** The plan as text for a terminal: one line for each thing by name, then what waits, then a summary. Control characters are stripped. */
export function formatPlan(plan: Plan): string {
  const lines: string[] = plan.refusals.flatMap(({ message, hint }) => [`! Refused: ${message}`, `  ${hint}`, ""]);
  for (const fact of plan.facts) {
    if (fact.type === "windowMoved")
      lines.push(`! ${fact.window} ${fact.reason ?? "moved"}: ${fact.start} to ${fact.end}`);
    else lines.push(`! ${fact.type} ${"key" in fact ? fact.key : ""}`);
  }
  for (const mirror of ["noticeBoard", "calendar", "onCall"] as const) {
    const operations = plan.operations.filter((operation) => operation.mirror === mirror);
    const same = plan.unchanged[mirror];
    if (operations.length === 0 && same === undefined) continue;
    lines.push("", `${MIRRORS[mirror]} (${String(same ?? 0)} as they should be)`);
    for (const operation of operations) lines.push(...formatOperation(operation).map((one) => `  ${one}`));
  }
  if (plan.questions.length > 0) {
    const drafts = plan.questions.filter(({ type }) => type === "review");
    const others = plan.questions.filter(({ type }) => type !== "review");
    lines.push("", "Waiting", ...[...others.flatMap(formatQuestion), ...formatDrafts(drafts)].map((one) => `  ${one}`));
  }
  if (plan.conflicts.length > 0) {
    lines.push("", "At the same time in the calendar");
    for (const { window, title, start, end } of plan.conflicts)
      lines.push(`  ! ${window}: "${title}" ${start} to ${end}`);
  }
  if (plan.copies.length > 0) {
    lines.push("", "Copies that somebody made, left alone");
    for (const { mirror, key, id } of plan.copies) lines.push(`  ! ${MIRRORS[mirror]} ${id}: copy of ${key}`);
  }
  lines.push("", summary(plan));
  return lines.map(printable).join("\n").replace(/^\n+/, "");
}

/** An operation in one line, and a line for each changed field. */
export function formatOperation(operation: Operation): readonly string[] {
  const head = `${SIGNS[operation.action]} ${operation.label}`;
  switch (operation.action) {
    case "create":
      return [operation.generation > 1 ? `${head} (made again)` : head];
    case "update":
      return [head, ...operation.changes.map(formatChange)];
    case "remove":
      return [`${head}, because ${operation.explained ?? "the line no longer wants it"}`];
    case "remove-orphan":
      return [`${head}, left behind by an earlier run`];
    case "note":
      return [`${head}: ${operation.outcome} (journal only)`];
  }
}

/** Windows that nobody reviewed, together: they are answered together as well. */
function formatDrafts(drafts: readonly Question[]): readonly string[] {
  if (drafts.length === 0) return [];
  return [
    `? not reviewed yet, so not announced: ${String(drafts.length)} ${drafts.length === 1 ? "window" : "windows"}`,
    ...drafts.flatMap((draft) => (draft.type === "review" ? [`    ${draft.label}`, `      ${draft.key}`] : [])),
    "    when they are right: footplate review LINE.json --all --as PERSON, or name windows instead of --all",
  ];
}

function formatQuestion(question: Question): readonly string[] {
  switch (question.type) {
    case "drift":
      return [
        `? edited by hand in ${THE[question.mirror]}: ${question.label}`,
        ...question.changes.map(formatChange),
        `    take it over: --adopt ${question.key}   put it back: --revert ${question.key}`,
      ];
    case "ended":
      return [
        `? ${question.how} by hand in ${THE[question.mirror]}: ${question.label}`,
        `    make it again: --recreate ${question.key}   leave it so: --dismiss ${question.key}`,
      ];
    case "review":
      return formatDrafts([question]);
    case "blocked":
      return [`? ${question.label}`, `    ${question.why}`];
    case "missed":
      return [`? began before it was published in ${THE[question.mirror]}: ${question.label}`];
    case "settling":
      return [`… certain from ${question.until}: ${question.label} (${MIRRORS[question.mirror]})`];
    case "unseen":
      return [
        `! ${MIRRORS[question.mirror]} could not be seen whole: ${question.why}`,
        `    ${String(question.waiting)} things wait; nothing is made or removed there`,
      ];
  }
}

function formatChange({ field, from, to }: FieldChange): string {
  const [before, after] = [text(from), text(to)];
  const same = commonStart(before, after);
  return `    ${field}: ${excerpt(before, same)} → ${excerpt(after, same)}`;
}

/** How much of a long text is cut in front: what both have in common, but for a few words. */
function commonStart(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return Math.max(a.length, b.length) > LONGEST && same > CONTEXT ? same - CONTEXT : 0;
}

function excerpt(value: string, from: number): string {
  const shown = value.slice(from, from + LONGEST);
  return `${from > 0 ? "…" : ""}${shown}${from + LONGEST < value.length ? "…" : ""}`;
}

function text(value: JsonValue | undefined): string {
  return value === undefined ? "–" : JSON.stringify(value);
}

/** The plan in one sentence. */
export function summary(plan: Plan): string {
  const count = (action: Operation["action"]): number =>
    plan.operations.filter((operation) => operation.action === action).length;
  const parts = [
    [count("create"), "to create"],
    [count("update"), "to change"],
    [count("remove") + count("remove-orphan"), "to cancel"],
    [count("note"), "to note"],
    [plan.questions.length, "waiting"],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, what]) => `${String(number)} ${what}`);
  return said.length === 0 && plan.facts.length === 0
    ? "Nothing to change: everything is as it should be."
    : `Plan: ${said.join(", ")}.`;
}
