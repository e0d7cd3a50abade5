import { hostname } from "node:os";
import { durationMs, FootplateError, type Journal, printable, type Problem, type TrainLine } from "@footplate/core";
import { type Board, board, conduct, formatBoard } from "@footplate/core/conduct";
import { problem, refuseIf } from "../bad-input.ts";
import type { Call, Command, Given, Outcome } from "../command.ts";
import { eventLine, shortEventLine } from "../conducting/event-line.ts";
import { liveView } from "../conducting/live-view.ts";
import { trainArgument } from "../conducting/train-argument.ts";
import { wakingClock } from "../conducting/waking-clock.ts";
import { conductPorts } from "../plan-ports.ts";
import { readLine } from "../read-line.ts";
import { stopping } from "../stopping.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, type Workplace, workplace } from "../workplace.ts";

/** Columns of a board on the widest terminal: longer lines are hard to read. */
const WIDEST = 100;

/** Conducts until it is stopped. */
export const conductCommand: Command = {
  name: "conduct",
  summary: "Conducts until it is stopped, with the board on a terminal",
  positionals: [{ name: "LINE.json" }, { name: "TRAIN", count: "optional" }],
  options: {
    "until-ended": { help: "stop once trains were under way and none is any more; with TRAIN, that one" },
    every: { value: "DURATION", help: "longest time between two ticks (default: PT1M)" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: [
    "Elsewhere than on a terminal each thing that happens is a line. Ctrl+C or SIGTERM ends it, and the exit code is 0.",
    "It may be stopped or killed at any moment, and started again, here or elsewhere.",
  ],
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "conduct");
    const problems: Problem[] = [];
    const everyMs = everyOf(call.given, problems);
    refuseIf(problems, "no train can be conducted");
    const train = trainArgument(call.given, line);
    const options = { ...(train !== undefined && { train }), ...(everyMs !== undefined && { everyMs }) };
    return place.withJournal("write", (journal) => follow(call, line, place, journal, options));
  },
};

interface Followed {
  readonly train?: string;
  readonly everyMs?: number;
}

async function follow(
  call: Call,
  line: TrainLine,
  place: Workplace,
  journal: Journal,
  options: Followed,
): Promise<Outcome> {
  const { io, out, given } = call;
  const stop = stopping(io.signal);
  const context = {
    line,
    ports: conductPorts(place.ports, journal),
    clock: wakingClock(place.clock, stop, async () => (await journal.facts(line.id)).length),
    ...place.rosterOptions,
  };
  const shownNow = async (): Promise<Board> =>
    board(line, await journal.facts(line.id), place.now(), {
      ...place.rosterOptions,
      ...(options.train !== undefined && { train: options.train }),
    });
  const { screen } = io;
  const view = screen === undefined || out.json ? undefined : liveView(out, screen);
  const draw = async (): Promise<void> => {
    // Once it stops, others write to the terminal.
    if (view === undefined || screen === undefined || io.signal?.aborted === true) return;
    view.draw(formatBoard(await shownNow(), { width: Math.min(WIDEST, screen().columns) }));
  };
  let ticks = 0;
  stop.begin();
  try {
    const all = {
      ...options,
      signal: stop.signal,
      untilEnded: given.flag("until-ended"),
      holder: `footplate ${hostname()} ${String(process.pid)}`,
    };
    if (view === undefined) out.tell(`Conducting ${printable(options.train ?? line.name)}. Ctrl+C or SIGTERM stops.\n`);
    await draw();
    for await (const event of conduct(context, all)) {
      if (event.type === "tick") ticks += 1;
      else if (view === undefined) out.tell(`${eventLine(line, event)}\n`);
      else view.happened(shortEventLine(line, event));
      await draw();
    }
  } finally {
    stop.end();
    stop.dispose();
  }
  const ended = io.signal?.aborted === true ? "stopped" : "ended";
  out.say(ended === "stopped" ? "Stopped; start it again whenever you like.\n" : "No train is under way any more.\n");
  return { exit: 0, value: { ended, ticks, board: await shownNow() } };
}

function everyOf(given: Given, problems: Problem[]): number | undefined {
  const text = given.text("every");
  if (text === undefined) return undefined;
  try {
    const everyMs = durationMs(text);
    if (everyMs >= 1000) return everyMs;
    problems.push(problem("--every", text, "it is too short", "write at least PT1S"));
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    problems.push(problem("--every", text, "it is no duration", error.hint ?? "write it as PT1M"));
  }
  return undefined;
}
