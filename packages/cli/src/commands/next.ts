import {
  durationMs,
  FootplateError,
  formatWindow,
  type Instant,
  instant,
  localText,
  nextWindowFor,
  printable,
  type Problem,
  type TrainLine,
} from "@footplate/core";
import { problem, refuseIf } from "../bad-input.ts";
import type { Command, Given } from "../command.ts";
import { nameHint } from "../nearest.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** Where a change that is no part of a train can go along (R31). */
export const nextCommand: Command = {
  name: "next",
  summary: "The first window in which a change can go along",
  positionals: [{ name: "LINE.json" }],
  options: {
    length: { value: "DURATION", help: "how long the change needs, such as PT30M" },
    target: { value: "STOP/TARGET", repeated: true, help: "where it may go (default: anywhere)" },
    from: { value: "INSTANT", help: "not before, such as 2026-11-25T22:00:00Z (default: now)" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: ["The exit code is 2 when there is no such window within eight weeks."],
  async run(call) {
    const { given } = call;
    const line = await readLine(call);
    const place = await workplace(call, "read");
    const length = given.text("length") ?? "";
    const targets = given.texts("target");
    refuseIf(inputProblems(given, line), "no window can be looked for");
    const from: Instant = instant(given.text("from") ?? place.now());
    const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
    const found = nextWindowFor(
      { line, facts, from, length, ...(targets.length > 0 && { targets }) },
      place.rosterOptions,
    );
    if ("none" in found) {
      call.out.say(`${printable(found.none)}\n`);
      return { exit: 2, value: found };
    }
    const { window, start, end } = found;
    const [localStart, localEnd] = [localText(start, window.zone), localText(end, window.zone)];
    const own = `${localStart.slice(0, 16).replace("T", " ")}–${localEnd.slice(11, 16)} ${window.zone} (${start} to ${end})`;
    call.out.say(`${printable(own)}\n  in ${formatWindow(window)}\n  ${printable(window.id)}\n`);
    return { exit: 0, value: { window, start, end, localStart, localEnd, zone: window.zone } };
  },
};

function inputProblems(given: Given, line: TrainLine): readonly Problem[] {
  const targets = line.stops.flatMap((stop) => stop.targets.map(({ id }) => `${stop.id}/${id}`));
  const from = given.text("from");
  return [
    ...refused("--length", given.text("length"), "it is no duration", (text) => durationMs(text ?? "")),
    ...(from === undefined ? [] : refused("--from", from, "it is no moment", () => instant(from))),
    ...given
      .texts("target")
      .filter((target) => !targets.includes(target))
      .map((target) => problem("--target", target, "the line has no such target", nameHint(target, targets))),
  ];
}

function refused(
  path: string,
  text: string | undefined,
  message: string,
  read: (text: string | undefined) => unknown,
): readonly Problem[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    return [problem(path, text, text === undefined ? "it is missing" : message, error.hint ?? "")];
  }
}
