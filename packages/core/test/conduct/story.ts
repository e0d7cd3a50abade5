import { expect } from "vitest";
import {
  type ConductPolicy,
  epochMs,
  type Fact,
  type Instant,
  instant,
  takeOver,
  type TrainLine,
} from "@footplate/core";
import { type Command, type ConductCommand, type Sent, tick, type Ticked } from "@footplate/core/conduct";
import type { MemoryNotice } from "@footplate/testkit";
import type { TrainState } from "../../src/train/train-state.ts";
import { trainIn } from "../../src/train/train-in.ts";
import { openView, type TrainView } from "../../src/train/view.ts";
import { A, PLANNED, shuttle, START, TRAIN } from "./shuttle.ts";
import { station } from "./station.ts";

type Era = TrainLine["eras"][number];

/** The shuttle with other rules. */
export interface Rules {
  readonly policy?: ConductPolicy;
  readonly era?: Partial<Era>;
  readonly line?: Partial<TrainLine>;
}

export function shuttleWith({ policy = {}, era = {}, line = {} }: Rules): TrainLine {
  const eras = shuttle.eras.map((one) => ({ ...one, ...era, conduct: { ...one.conduct, ...policy } }));
  return { ...shuttle, eras, ...line };
}

/** A moment of the day of the train, in UTC. */
export function at(time: string): Instant {
  return instant(`2026-11-23T${time.length === 5 ? `${time}:00` : time}Z`);
}

/** The window of client A. */
export const WINDOW: string = `${TRAIN}/${A}/primary`;

/** A day of the shuttle on which something happens. The windows are from 11:00 to 12:00, and deploys take five minutes. */
export function story(rules: Rules = {}) {
  const world = station({ line: shuttleWith(rules), start: START });
  const { line, clock, memory, ports, nonce } = world;
  const facts = (): Promise<readonly Fact[]> => memory.journal.facts(line.id);
  // As `conduct` does: anew when something was recorded, and now and then.
  let known = -1;
  let mirroredMs = 0;
  const now = async (): Promise<Ticked> => {
    const due = (await facts()).length !== known || clock.epochMs() - mirroredMs >= 900_000;
    const ticked = await tick({ line, ports, clock }, { nonce, mirrors: due && PLANNED });
    known = (await facts()).length;
    if (ticked.mirrored) mirroredMs = clock.epochMs();
    return ticked;
  };
  const view = async (): Promise<TrainView> => openView(line, await facts());
  return {
    ...world,
    facts,
    view,
    /** Ticks at once. */
    now,
    /** Ticks whenever it is due, and at the moment itself. */
    async to(time: string): Promise<Ticked> {
      for (let ticks = 0; ticks < 500; ticks += 1) {
        const { wakeAt } = await now();
        if (epochMs(wakeAt) >= epochMs(at(time))) break;
        if (epochMs(wakeAt) > clock.epochMs()) clock.set(wakeAt);
      }
      clock.set(at(time));
      return now();
    },
    state: async (): Promise<TrainState> => trainIn(line, (await view()).movements, TRAIN),
    async status(target = A): Promise<string | undefined> {
      const { targets } = trainIn(line, (await view()).movements, TRAIN);
      return targets.find((one) => one.target === target)?.status;
    },
    /** Somebody does something, and may. */
    async act(command: Command | ConductCommand): Promise<Sent> {
      const sent = await world.send(command);
      expect(sent, JSON.stringify(command)).toMatchObject({ ok: true });
      return sent;
    },
    /** What was said in a channel, oldest first. */
    said: (channel: string): readonly string[] =>
      memory.chat.world
        .seen()
        .messages.filter((message) => message.channel === channel && message.author === "bot")
        .map(({ text }) => text),
    notice(window = WINDOW): MemoryNotice {
      const { notices } = memory.noticeBoard.world.seen();
      const found = notices.find(({ mark, id }) => mark?.key === window || id === window);
      if (found === undefined) throw new Error(`no notice of ${window}`);
      return found;
    },
    component: (id: string): string | undefined =>
      memory.noticeBoard.world.seen().components.find((one) => one.id === id)?.status,
    /** The train's ticket, and what is written on it. */
    ticket() {
      const [found] = memory.trainTickets.world.seen();
      if (found === undefined) throw new Error("no ticket");
      return found;
    },
    runs: () => memory.deployRunner.world.seen(),
    /** A maintenance made by hand for the window of client A that closes by itself at its end, taken over. Its id. */
    async madeByHand(): Promise<string> {
      const id = memory.noticeBoard.world.addForeign({
        title: "Maintenance",
        body: "We work on it.",
        cancellation: "It does not take place.",
        start: at("11:00"),
        end: at("12:00"),
        components: ["component-a"],
        notify: true,
      });
      memory.noticeBoard.world.humanArm(id);
      await takeOver({ line, ports, clock }, { window: WINDOW, id });
      return id;
    },
  };
}

export type Story = ReturnType<typeof story>;

/** A day on which the first deploy to client A ends otherwise. */
export function troubled(
  script: Parameters<Story["memory"]["deployRunner"]["world"]["script"]>[1],
  rules: Rules = {},
): Story {
  const day = story(rules);
  day.memory.deployRunner.world.script(`${TRAIN}/${A}/promote/1`, script);
  return day;
}

/** Id of the one problem that is open. */
export async function problemOf(day: Story): Promise<string> {
  const open = (await day.state()).problems.filter(({ closedAt }) => closedAt === undefined);
  expect(open).toHaveLength(1);
  return open[0]?.problem ?? "";
}
