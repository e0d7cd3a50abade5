import type { Effect } from "../../src/conduct/effect.ts";
import { effectStreams } from "../../src/conduct/effect-notes.ts";
import { type Performed, performEffects } from "../../src/conduct/perform-effects.ts";
import type { EffectPorts, EffectWork } from "../../src/conduct/perform-effect-work.ts";
import type { Clock, Fact, Journal, TrainLine } from "../../src/index.ts";
import { instant } from "../../src/time/instant.ts";
import { openView } from "../../src/train/view.ts";
import {
  faults,
  memoryChangeControl,
  memoryChat,
  memoryDeployRunner,
  memoryJournal,
  memoryLogBook,
  memoryPager,
  memoryTargets,
  memoryTrainTickets,
  virtualClock,
  wrapPort,
} from "@footplate/testkit";
import { journey } from "../train/journey.ts";
import { express } from "./station.ts";

export const TRAIN = "express/e1.0";
export const STAGE = "test/stage";
/** In the window of the test stop, ten minutes after a promotion to it was ordered. */
export const NOW = "2026-01-05T11:20:00Z";

/** The line, with a change request for everything. */
export const line: TrainLine = express;

/** The train is cut and promoted to the test stop. */
export function promoted(): readonly Fact[] {
  const trip = journey(line);
  trip.act("a", "2026-01-05T09:30:00Z", { act: "cut", train: TRAIN });
  trip.act("a", "2026-01-05T11:10:00Z", { act: "promote", train: TRAIN, to: "test" });
  return trip.facts();
}

/** A world in which effects are done, and a process that may die. */
export function effectsWorld(options: { readonly lagMs?: number; readonly facts?: readonly Fact[] } = {}) {
  const { lagMs = 0, facts = promoted() } = options;
  const clock = virtualClock(NOW);
  const targets = memoryTargets({ [STAGE]: { version: "X00-26" } });
  const journal = memoryJournal({ clock, birth: "2026-01-01T00:00:00Z" });
  const memory = {
    chat: memoryChat({ clock, lagMs }),
    logBook: memoryLogBook({ clock, lagMs }),
    trainTickets: memoryTrainTickets({ clock, lagMs }),
    pager: memoryPager({ clock }),
    deployRunner: memoryDeployRunner({ clock, targets, lagMs }),
    changeControl: memoryChangeControl({
      clock,
      requests: [{ id: "CHG-1", title: "Everything", state: "approved" }],
    }),
  };
  const injector = faults();
  let nonces = 0;
  const ready = journal.record(line.id, facts);
  const ticket = memory.trainTickets.create(
    { title: "X02-26", body: "Train", start: instant(NOW), end: instant("2026-01-08T00:00:00Z") },
    { key: `${TRAIN}/ticket`, generation: 1, nonce: "ticket", facts: 0 },
  );
  /** The ports of one process, under the injector. Nobody fences anybody: compare-and-set alone keeps processes apart. */
  const ports = (): EffectPorts => ({
    journal: wrapPort(unfenced(journal), injector),
    chat: wrapPort(memory.chat, injector),
    logBook: wrapPort(memory.logBook, injector),
    trainTickets: wrapPort(memory.trainTickets, injector),
    pager: wrapPort(memory.pager, injector),
    deployRunner: wrapPort(memory.deployRunner, injector),
    changeControl: wrapPort(memory.changeControl, injector),
  });
  const work = async (wired: EffectPorts = ports(), at: Clock = clock): Promise<EffectWork> => ({
    line,
    ports: wired,
    clock: at,
    streams: effectStreams(await wired.journal.notes(line.id)),
    lease: freeLease,
    nonce: () => {
      nonces += 1;
      return `n${nonces}`;
    },
  });
  return {
    clock,
    journal,
    memory,
    injector,
    ports,
    work,
    ready: Promise.all([ready, ticket]).then(([, held]) => held.id),
    view: async () => openView(line, await journal.facts(line.id)),
    /** Does the effects as one tick would. */
    async perform(effects: readonly Effect[], wired: EffectPorts = ports()): Promise<readonly Performed[]> {
      const done: Performed[] = [];
      for await (const one of performEffects(await work(wired), effects)) done.push(one);
      return done;
    },
  };
}

export type EffectsWorld = ReturnType<typeof effectsWorld>;

/** A lease that is always ours. */
const freeLease: EffectWork["lease"] = {
  hold: () => Promise.resolve(),
  fence: () => ({ fence: { scope: "test", token: 0, expiresAt: instant(NOW) } }),
  release: () => Promise.resolve(),
};

function unfenced(journal: Journal): Journal {
  return {
    ...journal,
    note: (id, mirror, key, note, { expected }) => journal.note(id, mirror, key, note, { expected }),
    record: (id, facts) => journal.record(id, facts),
  };
}

/** One effect of each kind, and what the world shows once each is done exactly once. */
export async function oneOfEach(world: EffectsWorld): Promise<readonly Effect[]> {
  const ticket = await world.ready;
  const { effectsDue } = await import("../../src/conduct/effects-due.ts");
  const { nothingSeen } = await import("../../src/conduct/seen.ts");
  const deploys = effectsDue(await world.view(), nothingSeen, NOW).filter(({ to }) => to === "runner");
  const base = { kind: "decision", dueAt: instant(NOW), train: TRAIN, audience: "test" } as const;
  return [
    ...deploys,
    { ...base, key: "root/problem/team", to: "channel", channel: "#rail", text: "A problem." },
    {
      ...base,
      key: "reply/decided/team",
      to: "channel",
      channel: "#rail",
      text: "Decided.",
      replyTo: "root/problem/team",
    },
    {
      ...base,
      key: "root/problem/person:tam-a",
      to: "person",
      person: "tam-a",
      name: "Contact",
      where: "chat",
      refs: { memory: { channelId: "@tam-a" } },
      ticket,
      text: "A problem.",
    },
    { ...base, key: "fact/decision/log", to: "log", text: "Decided.", at: instant(NOW), by: "Lead", ticket },
    { ...base, key: "fact/decision/ticket", to: "ticket", act: "comment", ticket, text: "Decided." },
    {
      ...base,
      key: "hold/decision/ticket",
      to: "ticket",
      act: "assign",
      ticket,
      owner: "b",
      refs: { memory: { personId: "u-b" } },
      text: "Held.",
    },
    {
      ...base,
      key: "alert",
      kind: "page",
      to: "pager",
      act: "page",
      alert: "alert",
      text: "A problem.",
      call: [{ memory: { scheduleId: "duty" } }],
    },
    { ...base, key: "fact/change/CHG-1", to: "changeControl", request: "CHG-1", text: "A problem." },
  ];
}

/** What the world shows: everything that was done, in short. */
export function shown({ memory }: EffectsWorld) {
  const [ticket] = memory.trainTickets.world.seen();
  return {
    messages: memory.chat.world.seen().messages.map(({ channel, key, thread }) => [channel, key, thread !== undefined]),
    log: memory.logBook.world.seen().map(({ key, ticket: of }) => [key, of === ticket?.id]),
    comments: ticket?.comments.map(({ key }) => key).toSorted(),
    owner: ticket?.owner,
    alerts: memory.pager.world.alerts().map(({ key, status }) => [key, status]),
    runs: memory.deployRunner.world.seen().map(({ order, target }) => [order, target]),
    changes: memory.changeControl.world.seen().flatMap(({ notes }) => notes.map(({ key }) => key)),
  };
}

/** `shown`, once one of each is done. */
export const allOnce = {
  messages: [
    ["#rail", "root/problem/team", false],
    ["#rail", "reply/decided/team", true],
    ["@tam-a", "root/problem/person:tam-a", false],
  ],
  log: [["fact/decision/log", true]],
  comments: ["fact/decision/ticket", "hold/decision/ticket"],
  owner: "u-b",
  alerts: [["alert", "open"]],
  runs: [[`${TRAIN}/${STAGE}/promote/1`, STAGE]],
  changes: ["fact/change/CHG-1"],
};
