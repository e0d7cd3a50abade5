import type { JsonValue } from "../json.ts";
import type { MirrorName } from "../ports/ports.ts";
import { printable } from "../text.ts";
import type { FieldChange, Operation, Plan, Question } from "./plan.ts";

const MIRRORS: Readonly<Record<MirrorName, string>> = { noticeBoard: "Notice board", calendar: "Calendar" };
const SIGNS: Readonly<Record<Operation["action"], string>> = {
  create: "+",
  update: "~",
  remove: "-",
  "remove-orphan": "-",
  note: "=",
};

/** The plan as text for a terminal: one line for each thing by name, then what waits, then a summary. Control characters are stripped. */
export function formatPlan(plan: Plan): string {
  const lines: string[] = [];
  for (const fact of plan.facts) {
    if (fact.type === "windowMoved")
      lines.push(`! ${fact.window} ${fact.reason ?? "moved"}: ${fact.start} to ${fact.end}`);
    else lines.push(`! ${fact.type} ${"key" in fact ? fact.key : ""}`);
  }
  for (const mirror of ["noticeBoard", "calendar"] as const) {
    const operations = plan.operations.filter((operation) => operation.mirror === mirror);
    const same = plan.unchanged[mirror];
    if (operations.length === 0 && same === undefined) continue;
    lines.push("", `${MIRRORS[mirror]} (${String(same ?? 0)} as they should be)`);
    for (const operation of operations) lines.push(...formatOperation(operation).map((text) => `  ${text}`));
  }
  if (plan.questions.length > 0)
    lines.push("", "Waiting", ...plan.questions.flatMap(formatQuestion).map((text) => `  ${text}`));
  if (plan.conflicts.length > 0) {
    lines.push("", "At the same time in the calendar");
    for (const { window, title, start, end } of plan.conflicts)
      lines.push(`  ! ${window}: "${title}" ${start} to ${end}`);
  }
  if (plan.copies.length > 0) {
    lines.push("", "Copies that somebody made, left alone");
    for (const { mirror, key, id } of plan.copies) lines.push(`  ! ${MIRRORS[mirror]} ${id}: copy of ${key}`);
  }
  for (const { message, hint } of plan.refusals) lines.push("", `! Refused: ${message}`, `  ${hint}`);
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

function formatQuestion(question: Question): readonly string[] {
  switch (question.type) {
    case "drift":
      return [
        `? edited by hand on ${MIRRORS[question.mirror]}: ${question.label}`,
        ...question.changes.map(formatChange),
        `    take it over: --adopt ${question.key}   put it back: --revert ${question.key}`,
      ];
    case "ended":
      return [
        `? ${question.how} by hand on ${MIRRORS[question.mirror]}: ${question.label}`,
        `    make it again: --recreate ${question.key}   leave it so: --dismiss ${question.key}`,
      ];
    case "review":
      return [`? not reviewed yet: ${question.label}`, `    footplate review LINE.json ${question.key}`];
    case "blocked":
      return [`? ${question.label}`, `    ${question.why}`];
    case "missed":
      return [`? began before it was published on ${MIRRORS[question.mirror]}: ${question.label}`];
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
  return `    ${field}: ${text(from)} → ${text(to)}`;
}

function text(value: JsonValue | undefined): string {
  const json = value === undefined ? "–" : JSON.stringify(value);
  return json.length > 100 ? `${json.slice(0, 97)}…` : json;
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
