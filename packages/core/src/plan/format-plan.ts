import type { JsonValue } from "../json.ts";
import type { MirrorName } from "../ports/ports.ts";
import { printable } from "../text.ts";
import { instant } from "../time/instant.ts";
import { formatMoment, formatTimes } from "../timetable/format-moment.ts";
import type { FieldChange, Operation, Plan, Question, Unannounced } from "./plan.ts";

const MIRRORS: Readonly<Record<MirrorName, string>> = {
  noticeBoard: "Notice board",
  calendar: "Calendar",
  onCall: "On-call schedule",
  trainTickets: "Tickets",
};
/** A mirror as a heading for people. */
export function mirrorName(mirror: MirrorName): string {
  return MIRRORS[mirror];
}

const THE: Readonly<Record<MirrorName, string>> = {
  noticeBoard: "the notice board",
  calendar: "the calendar",
  onCall: "the on-call schedule",
  trainTickets: "the tickets",
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
  return [...planLines(plan)].join("\n");
}

/** The lines of `formatPlan`, each made when it is asked for, so that a plan of any size can be printed. */
export function* planLines(plan: Plan): Generator<string, void, void> {
  let begun = false;
  for (const line of allLines(plan)) {
    begun ||= line !== "";
    if (begun) yield printable(line);
  }
}

function* allLines(plan: Plan): Generator<string, void, void> {
  const { zone } = plan;
  for (const { message, hint } of plan.refusals) yield* [`! Refused: ${message}`, `  ${hint}`, ""];
  for (const fact of plan.facts) {
    if (fact.type === "windowMoved") yield `! ${fact.window} ${fact.reason ?? "moved"}: ${formatTimes(fact, zone)}`;
    else yield `! ${fact.type} ${"key" in fact ? fact.key : ""}`;
  }
  for (const mirror of ["noticeBoard", "calendar", "onCall", "trainTickets"] as const) yield* mirrorLines(plan, mirror);
  if (plan.questions.length > 0) {
    yield* ["", "Waiting"];
    for (const line of questionLines(plan.questions, zone)) yield `  ${line}`;
  }
  if (plan.unannounced !== undefined) yield* ["", ...formatUnannounced(plan.unannounced)];
  if (plan.conflicts.length > 0) {
    yield* ["", "At the same time in the calendar"];
    for (const conflict of plan.conflicts)
      yield `  ! ${conflict.window}: "${conflict.title}" ${formatTimes(conflict, zone)}`;
  }
  if (plan.copies.length > 0) {
    yield* ["", "Copies that somebody made, left alone"];
    for (const { mirror, key, id } of plan.copies) yield `  ! ${MIRRORS[mirror]} ${id}: copy of ${key}`;
  }
  yield* ["", summary(plan)];
}

function* mirrorLines({ operations, unchanged, zone }: Plan, mirror: MirrorName): Generator<string, void, void> {
  const same = unchanged[mirror];
  if (same === undefined && !operations.some((operation) => operation.mirror === mirror)) return;
  yield* ["", `${MIRRORS[mirror]} (${String(same ?? 0)} as they should be)`];
  for (const operation of operations)
    if (operation.mirror === mirror) for (const line of formatOperation(operation, zone)) yield `  ${line}`;
}

function* questionLines(questions: readonly Question[], zone: string): Generator<string, void, void> {
  const isDraft = (question: Question): boolean => question.type === "review" && question.announced === undefined;
  for (const question of questions) if (!isDraft(question)) yield* formatQuestion(question, zone);
  const since = (draft: Question): string => ("start" in draft ? draft.start : "");
  yield* formatDrafts(
    questions.filter(isDraft).toSorted((a, b) => (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0)),
  );
}

/** An operation in one line, and a line for each changed field. Times are shown in the zone and in UTC. */
export function formatOperation(operation: Operation, zone: string = "UTC"): readonly string[] {
  const head = `${SIGNS[operation.action]} ${operation.label}`;
  switch (operation.action) {
    case "create":
      return [operation.generation > 1 ? `${head} (made again)` : head];
    case "update":
      return [head, ...formatChanges(operation.changes, zone)];
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
    `? not reviewed yet, so neither announced nor promoted in: ${String(drafts.length)} ${drafts.length === 1 ? "window" : "windows"}`,
    ...drafts.flatMap((draft) => (draft.type === "review" ? [`    ${draft.label}`, `      ${draft.key}`] : [])),
    "    when they are right: footplate review LINE.json --all --as PERSON, or name windows instead of --all",
  ];
}

/** A notice that goes its way while nobody has reviewed where its window went. */
function formatAnnounced(question: Extract<Question, { type: "review" }>, zone: string): readonly string[] {
  const { key, label, start, end, announced = { start, end } } = question;
  const same = announced.start === start && announced.end === end;
  const times = formatTimes(announced, zone);
  return [
    same
      ? `? announced, though nobody reviewed it, so that nothing is promoted in it: ${label}`
      : `? still announced for ${times}, and begins by itself then: ${label}`,
    `    ${same ? "when it is" : "customers learn the new times once somebody reviews them; when they are"} right: footplate review LINE.json ${key} --as PERSON`,
  ];
}

/** What stays off the notice board, for information. */
function formatUnannounced({ targets, all, ref }: Unannounced): readonly string[] {
  const add = `add ${ref ?? "its component to the refs of the target"}`;
  return all === true
    ? [
        "Not on the notice board: anything, since no target of the line names a component there",
        `  to announce one: ${add}`,
      ]
    : [
        `Not on the notice board, since their refs name no component there: ${targets.join(", ")}`,
        `  to announce one: ${add}`,
      ];
}

function formatQuestion(question: Question, zone: string): readonly string[] {
  switch (question.type) {
    case "drift":
      return [
        `? edited by hand in ${THE[question.mirror]}: ${question.label}`,
        ...formatChanges(question.changes, zone),
        `    take it over: --adopt ${question.key}   put it back: --revert ${question.key}`,
      ];
    case "ended":
      return [
        `? ${question.mirror === "trainTickets" ? "closed" : question.how} by hand in ${THE[question.mirror]}: ${question.label}`,
        `    make it again: --recreate ${question.key}   leave it so: --dismiss ${question.key}`,
      ];
    case "review":
      return question.announced === undefined ? formatDrafts([question]) : formatAnnounced(question, zone);
    case "blocked":
      return [`? ${question.label}`, `    ${question.why}`];
    case "missed":
      return [`? began before it was published in ${THE[question.mirror]}: ${question.label}`];
    case "settling":
      return [`… certain from ${formatMoment(question.until, zone)}: ${question.label} (${MIRRORS[question.mirror]})`];
    case "unseen":
      return [
        `! ${MIRRORS[question.mirror]} could not be seen whole: ${question.why}`,
        `    ${String(question.waiting)} things wait; nothing is made or removed there`,
      ];
  }
}

/** The start before the end, whatever the alphabet says. */
function formatChanges(changes: readonly FieldChange[], zone: string): readonly string[] {
  const rank = ({ field }: FieldChange): number => ["start", "end"].indexOf(field) + 1 || 3;
  return changes.toSorted((a, b) => rank(a) - rank(b)).map((change) => formatChange(change, zone));
}

function formatChange({ field, from, to }: FieldChange, zone: string): string {
  const moment = field === "start" || field === "end";
  const shown = (value: JsonValue | undefined): string =>
    moment && typeof value === "string" ? formatMoment(instant(value), zone) : text(value);
  const [before, after] = [shown(from), shown(to)];
  if (moment) return `    ${field}: ${before} → ${after}`;
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
