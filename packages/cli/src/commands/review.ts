import {
  type Fact,
  FootplateError,
  formatWindow,
  type Problem,
  span,
  timetable,
  type TrainLine,
  type Window,
  type WindowReviewed,
} from "@footplate/core";
import { AS_OPTION, authorProblems } from "../authors.ts";
import { problem, refuseIf } from "../bad-input.ts";
import type { Call, Command } from "../command.ts";
import { nameHint } from "../nearest.ts";
import { namesRange, RANGE_OPTIONS, rangeOf } from "../range.ts";
import { readLine } from "../read-line.ts";
import { record } from "../record.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, type Workplace, workplace } from "../workplace.ts";

/** Says that windows are right as they stand (R7). */
export const reviewCommand: Command = {
  name: "review",
  summary: "Records that windows are right, so that they may be announced",
  positionals: [{ name: "LINE.json" }, { name: "WINDOW", count: "any" }],
  options: {
    ...AS_OPTION,
    all: { help: "every draft window of the range" },
    ...RANGE_OPTIONS,
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: [
    "WINDOW is the id of a window (timetable --ids shows it), or what it begins with: retail/2026.6 is a whole train.",
    "With --all the default range is eight weeks. A window that moves later needs a new review.",
  ],
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "record");
    return place.withJournal("write", async (journal) => {
      const facts = await journal.facts(line.id);
      const { windows, skipped } = chosen(call, line, facts, place);
      const drafts = windows.filter(({ status }) => status === "draft");
      const person = call.given.text("as") ?? "";
      await record(
        journal,
        line,
        drafts.map((window) => review(window, facts, person, place)),
      );
      const lines = [
        ...drafts.map((window) => `✓ ${formatWindow({ ...window, status: "reviewed" })}`),
        ...windows
          .filter(({ status }) => status === "reviewed")
          .map((window) => `  already reviewed: ${formatWindow(window)}`),
        ...skipped.map((window) => `! not reviewed: ${formatWindow(window)}`),
        `${String(drafts.length)} reviewed.`,
      ];
      call.out.say(`${lines.join("\n")}\n`);
      const ids = (some: readonly Window[]): readonly string[] => some.map(({ id }) => id);
      const already = windows.filter(({ status }) => status === "reviewed");
      const value = { reviewed: ids(drafts), already: ids(already), blocked: ids(skipped) };
      return { exit: skipped.length > 0 ? 2 : 0, value };
    });
  },
};

/** The windows that are meant. Throws `invalid_input` with all that is wrong with author, range and names. */
function chosen(
  { given }: Call,
  line: TrainLine,
  facts: readonly Fact[],
  place: Workplace,
): { readonly windows: readonly Window[]; readonly skipped: readonly Window[] } {
  const names = given.positionals.slice(1);
  const problems = [...authorProblems(line, given.text("as"), ["windowReviewed"])];
  if (given.flag("all") === names.length > 0) {
    const hint = "name windows, or write --all";
    problems.push(
      problem(
        "WINDOW",
        names.length > 0 ? names.join(" ") : undefined,
        names.length > 0 ? "windows are named, and --all is given" : "no window is named",
        hint,
      ),
    );
  }
  // A named window may lie well ahead of what --all takes.
  const days = names.length > 0 ? 400 : 56;
  let windows: readonly Window[] = [];
  try {
    const range =
      namesRange(given) || names.length === 0 ? rangeOf(given, line, place.now(), days) : span(place.now(), "P400D");
    windows = timetable(line, facts, range, place.rosterOptions).windows.filter(({ kind }) => kind !== "guest");
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    problems.push(...error.problems);
  }
  if (names.length > 0) problems.push(...names.flatMap((name) => nameProblems(name, windows)));
  refuseIf(problems, "nothing was reviewed");
  const meant =
    names.length > 0
      ? windows.filter((window) => names.some((name) => isNamed(window, name)))
      : windows.filter(({ status }) => status === "draft");
  return {
    windows: meant.filter(({ blocked }) => blocked === undefined),
    skipped: meant.filter(({ blocked }) => blocked !== undefined),
  };
}

/** Whether the name is the window's id or stands before a slash in it, or is the train that a one-off window serves. */
function isNamed({ id, train }: Window, name: string): boolean {
  return id === name || id.startsWith(`${name}/`) || train === name;
}

function nameProblems(name: string, windows: readonly Window[]): readonly Problem[] {
  const window = windows.find(({ id }) => id === name);
  if (window === undefined) {
    if (windows.some((one) => isNamed(one, name))) return [];
    const trains = new Set(windows.map(({ train }) => train ?? ""));
    const known = [...windows.map(({ id }) => id), ...trains].filter((one) => one !== "");
    return [problem("WINDOW", name, "no window of this name starts in the range", nameHint(name, known))];
  }
  if (window.blocked === undefined) return [];
  return [
    problem(
      "WINDOW",
      name,
      `its times are not clear: ${window.blocked}`,
      "say on the line what such a time means, or move the window",
    ),
  ];
}

/** The same review is the same fact, until the window moves. */
function review({ id, start, end }: Window, facts: readonly Fact[], person: string, place: Workplace): WindowReviewed {
  const moves = facts.filter((fact) => fact.type === "windowMoved" && fact.window === id).length;
  return {
    id: `reviewed/${id}/${String(moves)}/${start}/${end}`,
    type: "windowReviewed",
    at: place.now(),
    by: { person },
    window: id,
    start,
    end,
  };
}
