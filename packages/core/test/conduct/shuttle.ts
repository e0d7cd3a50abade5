import { FootplateError, type ConductPorts, type Instant, type TrainLine } from "@footplate/core";
import { tick, type TickOptions } from "@footplate/core/conduct";
import { faults, type Injector, wrapPort } from "@footplate/testkit";
import { epochMs, instant } from "../../src/time/instant.ts";
import { express, station, type Station } from "./station.ts";

const [era] = express.eras;
const [, production] = express.stops;

/** A line that is short in everything: one stop, two clients, both windows at once. */
export const shuttle: TrainLine = {
  ...express,
  id: "shuttle",
  name: "Shuttle",
  stops: production === undefined ? [] : [production],
  eras:
    era === undefined
      ? []
      : [
          {
            ...era,
            cut: { day: 0, at: "11:50" },
            conduct: {
              channels: { team: "#rail", changeControl: "#change-control" },
              soak: "PT10M",
              reminders: { team: ["PT5M"], target: ["PT5M"] },
            },
            windows: [
              {
                kind: "primary",
                stop: "prod",
                target: "client-a",
                day: 0,
                at: "12:00",
                zone: "Europe/Berlin",
                length: "PT1H",
              },
              {
                kind: "primary",
                stop: "prod",
                target: "client-b",
                day: 0,
                at: "12:00",
                zone: "Europe/Berlin",
                length: "PT1H",
              },
            ],
          },
        ],
};

export const TRAIN = "shuttle/e1.46";
export const A = "prod/client-a";
export const B = "prod/client-b";
/** A little before the cut. */
export const START: Instant = instant("2026-11-23T10:45:00Z");
/** Long after the windows. */
export const END: Instant = instant("2026-11-23T14:30:00Z");

export const PLANNED = { range: { start: START, end: instant("2026-11-24T00:00:00Z") } };
/** How often the mirrors are looked at, in milliseconds, and anew by each process. */
const MIRRORS_MS = 900_000;

/** What people do between two ticks. It is asked after each tick, and says nothing twice. */
export type People = (world: Station) => Promise<void>;

const nobody: People = () => Promise.resolve();

/** One day of the shuttle, with a process that may die. */
export function day(options: { readonly fails?: boolean; readonly lagMs?: number; readonly line?: TrainLine } = {}) {
  const { fails = false, lagMs = 0, line = shuttle } = options;
  const world = station({ line, start: START, lagMs });
  if (fails) world.memory.deployRunner.world.script(`${TRAIN}/${A}/promote/1`, { ends: "fail" });
  const injector = faults();
  return { world, injector, people: fails ? rollForward : nobody, ports: under(world.ports, injector) };
}

export type Day = ReturnType<typeof day>;

/** The ports of one process, each under the injector. */
function under(ports: ConductPorts, injector: Injector): ConductPorts {
  const wrapped = Object.entries(ports).map(([name, port]) => [name, wrapPort(port as object, injector)] as const);
  return Object.fromEntries(wrapped) as unknown as ConductPorts;
}

/** Ticks until the end as a supervisor would: what dies is started again. How often it died, and what it was refused. */
export async function through(
  { world, injector, people, ports }: Day,
  options: TickOptions & { readonly afterCrash?: (deaths: number) => unknown } = {},
): Promise<{ readonly deaths: number; readonly ticks: number }> {
  const { afterCrash, ...ticking } = options;
  const { clock, line, nonce } = world;
  let deaths = 0;
  let mirroredMs = Number.NEGATIVE_INFINITY;
  for (let ticks = 0; ; ticks += 1) {
    if (ticks > 500) throw new RangeError("it never sleeps");
    const beganMs = clock.epochMs();
    const mirrors = beganMs - mirroredMs >= MIRRORS_MS && PLANNED;
    let next = beganMs + 10_000;
    try {
      const { wakeAt, mirrored } = await tick({ line, ports, clock }, { nonce, mirrors, ...ticking });
      if (mirrored) mirroredMs = beganMs;
      next = Math.max(clock.epochMs(), epochMs(wakeAt));
    } catch (error) {
      if (injector.isCrash(error)) {
        deaths += 1;
        mirroredMs = Number.NEGATIVE_INFINITY;
        injector.restart();
        afterCrash?.(deaths);
      } else if (!(error instanceof FootplateError) || !(error.retryable || error.written === "maybe")) throw error;
    }
    await people(world);
    if (next >= epochMs(END)) return { deaths, ticks };
    if (next > clock.epochMs()) clock.set(instant(new Date(next)));
  }
}

/** Ticks until a moment of the day, in UTC. */
export async function upTo({ world }: Day, time: string): Promise<void> {
  await world.until(`2026-11-23T${time}:00Z`, { mirrors: PLANNED });
}

/** As soon as the train is held for a failed deploy: the customer agrees to an hour more, and the fix goes out. */
const rollForward: People = async (world) => {
  const facts = await world.memory.journal.facts(shuttle.id);
  const opened = facts.find((fact) => fact.type === "problemOpened");
  const held = facts.some((fact) => fact.type === "trainHeld");
  if (opened?.type !== "problemOpened" || !held || facts.some((fact) => fact.type === "trainResumed")) return;
  const window = `${TRAIN}/${A}/primary`;
  const until = instant("2026-11-23T22:00:00Z");
  const problem = opened.problem;
  for (const act of [
    { act: "approve", by: "tam-a", train: TRAIN, subject: { type: "extension", window, until } },
    { act: "extend", by: "lead", window, for: "PT1H" },
    { act: "decideProblem", by: "lead", train: TRAIN, problem, course: "rollForward", reason: "the fix is ready" },
    { act: "resume", by: "lead", train: TRAIN },
  ] as const) {
    const sent = await world.send(act);
    if (!sent.ok) throw new Error(`${act.act}: ${sent.message}`);
  }
};

/** What the world shows after it, apart from times and from ids that services give. */
export function shown({ world: { memory, targets } }: Day) {
  const { notices, components } = memory.noticeBoard.world.seen();
  const { messages, groups } = memory.chat.world.seen();
  const comments = memory.trainTickets.world.seen().flatMap((ticket) => ticket.comments);
  const toPerson = (key: string | undefined): boolean => key?.includes("/person:") === true;
  const plain = (text: string): string => text.replaceAll(/\d+/g, "#");
  const sorted = (rows: readonly (readonly unknown[])[]): readonly string[] =>
    rows.map((row) => JSON.stringify(row)).toSorted();
  return {
    notices: sorted(
      notices.map(({ mark, state, reached, autoClose, item, updates }) => [
        mark?.key,
        state,
        reached,
        autoClose,
        item.end,
        updates.map(({ text, told }) => [plain(text), told]),
      ]),
    ),
    components: components.map(({ id, status }) => [id, status]),
    calendar: sorted(memory.mirror.world.resources().map(({ mark, state, item }) => [mark?.key, state, item.end])),
    onCall: sorted(
      memory.onCall.overrides.world.resources().map(({ mark, state, item }) => [mark?.key, state, item.person]),
    ),
    tickets: memory.trainTickets.world.seen().map(({ mark, state, owner }) => [mark?.key, state, owner]),
    comments: sorted(comments.filter(({ key }) => !toPerson(key)).map(({ key }) => [key])),
    messages: sorted(
      messages
        .filter(({ key }) => !toPerson(key))
        .map(({ channel, key, thread }) => [channel, key, thread !== undefined]),
    ),
    // Where a person is told hangs on what answers at that moment: in the chat, or on the ticket.
    people: sorted([...messages, ...comments].filter(({ key }) => toPerson(key)).map(({ key }) => [key])),
    groups,
    log: sorted(memory.logBook.world.seen().map(({ key }) => [key])),
    alerts: memory.pager.world.alerts().map(({ key, status, count, notes, responders }) => [
      key,
      status,
      count,
      // What an alert was told cannot be read, so that it is told once at the most; the last word closes it.
      plain(notes.at(-1) ?? ""),
      notes.length - new Set(notes).size,
      [...new Set(responders.map(({ id }) => id))],
    ]),
    runs: sorted(
      memory.deployRunner.world
        .seen()
        .map(({ order, target, version, attempt, outcome }) => [order, target, version, attempt, outcome]),
    ),
    targets: Object.entries(targets.seen()).map(([target, { version }]) => [target, version]),
  };
}
