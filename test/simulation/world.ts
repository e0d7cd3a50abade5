import type { CalendarEntry, ConductPorts, InstantLike, TrainLine } from "@footplate/core";
import type { ConductContext } from "@footplate/core/conduct";
import {
  type MemoryRunScript,
  memoryChangeControl,
  memoryChat,
  memoryDeployRunner,
  memoryJournal,
  memoryLogBook,
  memoryMirror,
  memoryNoticeBoard,
  memoryOnCall,
  memoryOwnerDirectory,
  memoryPager,
  memoryTargets,
  memoryTrainTickets,
  memoryVersionProbe,
  virtualClock,
} from "@footplate/testkit";
import type { Chance } from "./chance.ts";
import { type CallLog, callLog, faultyPort } from "./faulty-ports.ts";
import { sharedJournal } from "./shared-journal.ts";

/** What the world of a line is made of. */
export interface WorldOptions {
  readonly line: TrainLine;
  readonly start: InstantLike;
  readonly chance: Chance;
  /** Probability of a fault, for each call of a port. */
  readonly faultRate: number;
  /** Probability that a deploy goes wrong. */
  readonly badDeployRate: number;
  readonly retry: boolean;
}

/** How long listings lag, in milliseconds. */
const LAG_MS = 20_000;

/** Everything that a line's trains touch, in memory, with one clock: as it is, and as the bot finds it. */
export function worldOf(options: WorldOptions) {
  const { line, start, chance, faultRate, retry } = options;
  const clock = virtualClock(start);
  const places = line.stops.flatMap((stop) => stop.targets.map((target) => `${stop.id}/${target.id}`));
  const targets = memoryTargets(Object.fromEntries(places.map((place) => [place, { version: "before" }])));
  const components = line.stops.flatMap((stop) =>
    stop.targets.map(({ id, name }) => ({ id: `${stop.id}-${id}`, name })),
  );
  const entries = memoryMirror<CalendarEntry>({ identity: "chosen", clock, lagMs: LAG_MS });
  const owners = line.services.map(({ id, owner }) => ({ component: id, owners: owner === undefined ? [] : [owner] }));
  const memory = {
    journal: sharedJournal(memoryJournal({ clock, birth: "2026-01-01T00:00:00Z" })),
    noticeBoard: memoryNoticeBoard({ clock, components, lagMs: LAG_MS }),
    calendar: { ...entries, spec: 1 as const, freeBusy: () => Promise.resolve([]) },
    onCall: memoryOnCall({ clock, schedules: [{ id: "duty", name: "Duty", onCall: () => [] }] }),
    trainTickets: memoryTrainTickets({ clock, lagMs: LAG_MS }),
    deployRunner: memoryDeployRunner({
      clock,
      targets,
      lagMs: LAG_MS,
      script: deploysOf(chance.fork("deploys"), options),
    }),
    versionProbe: memoryVersionProbe(targets),
    chat: memoryChat({ clock, lagMs: LAG_MS, groups: { conductors: [] } }),
    logBook: memoryLogBook({ clock, lagMs: LAG_MS }),
    pager: memoryPager({ clock }),
    changeControl: memoryChangeControl({ clock, requests: [] }),
    ownerDirectory: memoryOwnerDirectory({ clock, owners }),
  };
  const log: CallLog = callLog();
  const created: { readonly port: string; readonly id: string; readonly key: string }[] = [];
  const faulty = { chance: chance.fork("faults"), rate: faultRate, log, retry };
  const done = (name: string, args: readonly unknown[], result: unknown): void => {
    const [port = "", act] = name.split(".");
    const { id } = (result ?? {}) as { readonly id?: string };
    const { key } = (args[1] ?? {}) as { readonly key?: string };
    if (act === "create" && id !== undefined && key !== undefined) created.push({ port, id, key });
  };
  const ports = Object.fromEntries(
    Object.entries(memory).map(([name, port]) => [name, faultyPort(name, port, { ...faulty, done })]),
  ) as unknown as ConductPorts;
  let nonces = 0;
  return {
    line,
    clock,
    places,
    targets,
    memory,
    ports,
    log,
    context: { line, ports, clock } satisfies ConductContext,
    nonce: (): string => `n${String((nonces += 1))}`,
  };
}

/** A simulated world. */
export type SimulatedWorld = ReturnType<typeof worldOf>;

/** How deploys go: most succeed; some fail, are stopped, hang, come late or never, or leave another version. */
function deploysOf(chance: Chance, { badDeployRate }: WorldOptions): (order: { id: string }) => MemoryRunScript {
  const missing = new Map<string, number>();
  return ({ id }) => {
    const left = missing.get(id);
    if (left !== undefined && left > 0) {
      missing.set(id, left - 1);
      return { appears: false };
    }
    const usual: MemoryRunScript = {
      queuedMs: chance.between(5_000, 120_000),
      runningMs: chance.between(120_000, 720_000),
      installLagMs: chance.between(0, 90_000),
      stoppingMs: chance.between(0, 60_000),
    };
    if (left === 0 || !chance.happens(badDeployRate)) return usual;
    switch (chance.pick(["fail", "fail", "cancel", "hang", "never", "other", "nothing"] as const)) {
      case "fail":
        return { ...usual, ends: "fail" };
      case "cancel":
        return { ...usual, ends: "cancel" };
      case "hang":
        return { ...usual, ends: "hang" };
      case "never":
        missing.set(id, chance.pick([1, 3, 20]));
        return { appears: false };
      case "other":
        return { ...usual, installs: `strange-${String(chance.between(1, 99))}` };
      case "nothing":
        return { ...usual, installs: false };
    }
  };
}
