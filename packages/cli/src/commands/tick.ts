import { hostname } from "node:os";
import { formatMoment, printable, type TrainLine } from "@footplate/core";
import { tick, type Ticked } from "@footplate/core/conduct";
import type { Command } from "../command.ts";
import { eventText } from "../conducting/event-line.ts";
import { trainArgument } from "../conducting/train-argument.ts";
import { conductPorts } from "../plan-ports.ts";
import { readLine } from "../read-line.ts";
import { stopping } from "../stopping.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** One step of conducting, for cron. */
export const tickCommand: Command = {
  name: "tick",
  summary: "Conducts by one step of time, and says when the next is due",
  positionals: [{ name: "LINE.json" }, { name: "TRAIN", count: "optional" }],
  options: {
    "no-mirrors": { help: "leave notices, calendar, tickets and on-call schedule as they are" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: [
    "The exit code is 0 also while a train waits, and 3 when a service did not do as asked: the next tick tries again.",
    "It may be called at any time, by cron or a webhook, and again after a crash: nothing is done twice.",
  ],
  async run(call) {
    const { given, io, out } = call;
    const line = await readLine(call);
    const place = await workplace(call, "conduct");
    const train = trainArgument(given, line);
    const stop = stopping(io.signal);
    stop.begin();
    try {
      const ticked = await place.withJournal("write", (journal) =>
        tick(
          {
            line,
            ports: conductPorts(place.ports, journal),
            clock: place.clock,
            ...place.rosterOptions,
            signal: stop.signal,
          },
          {
            holder: `footplate ${hostname()} ${String(process.pid)}`,
            ...(train !== undefined && { train }),
            ...(given.flag("no-mirrors") && { mirrors: false }),
          },
        ),
      );
      out.say(tickText(line, ticked));
      return { exit: ticked.events.some(({ type }) => type === "trouble") ? 3 : 0, value: ticked };
    } finally {
      stop.end();
      stop.dispose();
    }
  },
};

function tickText(line: TrainLine, { at, events, trains, wakeAt }: Ticked): string {
  const lines = [
    `${line.name}, ${formatMoment(at, line.zone)}`,
    ...(trains.length === 0 ? ["No train is under way."] : []),
    ...events.map(eventText),
    `The next tick is due ${formatMoment(wakeAt, line.zone)}, or when something happens.`,
  ];
  return lines.map((one) => `${printable(one)}\n`).join("");
}
