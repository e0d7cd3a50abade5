import {
  coverRequests,
  type CoverProposal,
  epochMs,
  fromEpochMs,
  interval,
  printable,
  type Problem,
  type TrainLine,
} from "@footplate/core";
import type { Command as Act } from "@footplate/core/conduct";
import { AS_OPTION } from "../authors.ts";
import { problem } from "../bad-input.ts";
import type { Call, Command } from "../command.ts";
import { nameHint } from "../nearest.ts";
import { MOMENT_NOTE, momentOf, spanText } from "../people/moment.ts";
import { nameOf, zoneOf } from "../people/names.ts";
import { type Recorded, sendAct } from "../people/send-command.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION } from "../workplace.ts";

/** A window that started so long before an absence may still last or be watched in it. */
const BEFORE_MS = 3 * 86_400_000;

/** Says that somebody is away, and what has to be covered (R44). */
export const absentCommand: Command = {
  name: "absent",
  summary: "Records that somebody is away, and says what wants a cover",
  positionals: [{ name: "LINE.json" }],
  options: {
    ...AS_OPTION,
    from: { value: "INSTANT|DATE", help: "from when" },
    to: { value: "INSTANT|DATE", help: "until when, exclusive: the day after the last" },
    reason: { value: "TEXT", help: "why" },
    for: { value: "PERSON", help: "who is away (default: the author)" },
    withdraw: { value: "ABSENCE", help: "takes an absence back, by the id that was said when it was recorded" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: ["The exit code is 2 while duties in the absence want a cover.", MOMENT_NOTE],
  async run(call) {
    const line = await readLine(call);
    const problems: Problem[] = [];
    const recorded = await sendAct(call, line, actOf(call, line, problems), problems);
    const wanted = following(recorded);
    call.out.say(wanted.map((one) => `${proposalLines(call, line, one).map(printable).join("\n")}\n`).join(""));
    const { recorded: fact, already } = recorded;
    return { exit: wanted.length > 0 ? 2 : 0, value: { recorded: fact, already, covers: wanted } };
  },
};

function actOf({ given }: Call, line: TrainLine, problems: Problem[]): Act {
  const by = given.text("as") ?? "";
  const [reason, person, absence] = [given.text("reason"), given.text("for"), given.text("withdraw")];
  const why = reason === undefined ? {} : { reason };
  if (absence !== undefined) {
    for (const name of ["from", "to", "for"]) {
      const text = given.text(name);
      if (text !== undefined)
        problems.push(problem(`--${name}`, text, "an absence is withdrawn whole", "leave it out"));
    }
    return { act: "absentWithdrawn", by, absence, ...why };
  }
  const people = line.people.map(({ id }) => id);
  if (person !== undefined && !people.includes(person))
    problems.push(problem("--for", person, "the line has no such person", nameHint(person, people)));
  const zone = zoneOf(line, person ?? by);
  const start = momentOf(given, "from", zone, problems, true);
  const end = momentOf(given, "to", zone, problems, true);
  if (start !== undefined && end !== undefined && epochMs(end) <= epochMs(start))
    problems.push(problem("--to", given.text("to"), "it is not after --from", "name the moment or day after the last"));
  return {
    act: "absent",
    by,
    start: start ?? fromEpochMs(0),
    end: end ?? fromEpochMs(0),
    ...(person !== undefined && { person }),
    ...why,
  };
}

/** What has to be covered for who is away while the absence lasts. */
function following({ recorded, roster }: Recorded): readonly CoverProposal[] {
  if (recorded.type !== "absenceDeclared") return [];
  const { person, start, end } = recorded;
  return coverRequests(roster, interval(fromEpochMs(epochMs(start) - BEFORE_MS), end)).filter(
    (one) => one.for === person && epochMs(one.start) < epochMs(end) && epochMs(start) < epochMs(one.end),
  );
}

function proposalLines({ given }: Call, line: TrainLine, one: CoverProposal): readonly string[] {
  const { train, duties, for: whose, asked, cover, start, end } = one;
  const what = `! a cover is wanted for ${duties.join(", ")} of ${train}, ${spanText(one, zoneOf(line, whose))}`;
  if (cover !== undefined) return [what, `    ${cover} is requested and not taken yet`];
  const named = duties.map((duty) => `--duty ${quoted(duty)}`).join(" ");
  const who = asked === undefined ? "" : ` --asked ${asked}`;
  const file = quoted(given.positionals[0] ?? "LINE.json");
  return [
    what,
    ...(asked === undefined ? [] : [`    the partner is ${nameOf(line, asked)}`]),
    `    footplate cover ${file} request ${train} ${named} --from ${start} --to ${end} --for ${whose}${who} --as ${given.text("as") ?? whose}`,
  ];
}

/** A word for a shell. */
function quoted(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
