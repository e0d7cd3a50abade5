import { briefing, formatMoment, onDuty, printable, type Problem, roster, whoToAsk } from "@footplate/core";
import { problem, refuseIf } from "../bad-input.ts";
import type { Command } from "../command.ts";
import { nameHint } from "../nearest.ts";
import { gapLines, gapsFrom } from "../people/gaps.ts";
import { momentOf } from "../people/moment.ts";
import { briefingText, pairLines } from "../people/pair-lines.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** Who is on each live train, whom to ask and where, and what is nobody's (R50, R51). */
export const pairCommand: Command = {
  name: "pair",
  summary: "Who is on each live train, whom to ask, and what is nobody's",
  positionals: [{ name: "LINE.json" }],
  options: {
    at: { value: "INSTANT|DATE", help: "the moment that is asked about (default: now)" },
    as: { value: "PERSON", help: "who asks, and is not told to ask themselves" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: [
    "The exit code is 2 when a duty is nobody's, now or in a window of the next two weeks and while it is watched.",
  ],
  async run(call) {
    const { given } = call;
    const line = await readLine(call);
    const place = await workplace(call, "read");
    const problems: Problem[] = [];
    const at = momentOf(given, "at", line.zone, problems, false) ?? place.now();
    const asker = given.text("as");
    const people = line.people.map(({ id }) => id);
    if (asker !== undefined && !people.includes(asker))
      problems.push(problem("--as", asker, "the line has no such person", nameHint(asker, people)));
    refuseIf(problems, "nobody can be looked for");
    const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
    const now = roster(line, facts, place.rosterOptions);
    const asks = new Map(whoToAsk(now, at, asker).map((ask) => [ask.train, ask]));
    const briefings = briefing(now, at);
    const live = onDuty(now, at);
    const found = gapsFrom(now, at);
    const others = briefings.filter(({ train }) => live.every((one) => one.train !== train));
    const lines = [
      `${line.name}, ${formatMoment(at, line.zone)}`,
      "",
      ...(live.length === 0 ? ["No train is under way."] : []),
      ...live.flatMap((one) => [
        ...pairLines(
          line,
          one,
          asks.get(one.train),
          briefings.find(({ train }) => train === one.train),
        ),
        "",
      ]),
      ...others.flatMap((one) => [`${one.number ?? one.train}: ${briefingText(line, one)}`, ""]),
      ...(found.gaps.length === 0
        ? ["Every duty in the windows of the next two weeks is somebody's."]
        : ["Gaps in the windows of the next two weeks", ...gapLines(line, found).map((text) => `  ${text}`)]),
    ];
    call.out.say(`${lines.map(printable).join("\n")}\n`);
    const trains = live.map((one) => ({ ...one, ask: asks.get(one.train) }));
    const nobody = live.some(({ duties }) => duties.some(({ person }) => person === undefined));
    const value = { at, trains, briefings, range: found.range, gaps: found.gaps };
    return { exit: found.gaps.length > 0 || nobody ? 2 : 0, value };
  },
};
