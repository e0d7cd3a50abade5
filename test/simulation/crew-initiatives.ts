import { epochMs, fromEpochMs, type Instant } from "@footplate/core";
import type { TrainView } from "@footplate/core/conduct";
import type { Chance } from "./chance.ts";
import type { Duty } from "./crew-duties.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** What people do with a train of their own accord, in the days after it was cut. */
export function initiatives(view: TrainView, train: string, now: Instant, chance: Chance): readonly Duty[] {
  return [
    ...lateRider(view, train, chance),
    ...skipped(view, train, chance),
    ...movedWindow(view, train, now, chance),
    ...discretion(view, train, chance),
    ...blocker(view, train, chance),
    ...handover(view, train, now, chance),
    ...guest(view, train, now, chance),
  ];
}

function leadOf({ line }: TrainView): string {
  return line.team.leads[0] ?? "";
}

function lateRider(view: TrainView, train: string, chance: Chance): readonly Duty[] {
  if (!chance.happens(0.15)) return [];
  const { id } = chance.pick(view.line.services);
  const version = `late-${String(chance.between(1, 999))}`;
  return [
    {
      key: `${train}/late`,
      afterMinutes: [60, 3 * DAY_MINUTES],
      commands: [{ act: "requestLateRider", by: leadOf(view), train, service: id, version }],
      lasting: true,
    },
  ];
}

function skipped(view: TrainView, train: string, chance: Chance): readonly Duty[] {
  if (!chance.happens(0.06)) return [];
  const last = view.line.stops.at(-1);
  const target = chance.pick(last?.targets ?? []);
  const reason = "the client asked to leave this train out";
  return [
    {
      key: `${train}/skip`,
      afterMinutes: [30, DAY_MINUTES],
      commands: [{ act: "skip", by: leadOf(view), train, target: `${last?.id ?? ""}/${target.id}`, reason }],
      lasting: true,
    },
  ];
}

function movedWindow(view: TrainView, train: string, now: Instant, chance: Chance): readonly Duty[] {
  const later = view
    .timetable(now)
    .windows.filter(
      (one) => one.train === train && one.kind === "primary" && epochMs(one.start) > epochMs(now) + 6 * 3_600_000,
    );
  if (later.length === 0 || !chance.happens(0.12)) return [];
  const { id, start, end } = chance.pick(later);
  const byMs = chance.pick([-60, -30, 30, 60]) * MINUTE_MS;
  const [from, to] = [start, end].map((at) => fromEpochMs(epochMs(at) + byMs));
  if (from === undefined || to === undefined) return [];
  return [
    {
      key: `${train}/move`,
      afterMinutes: [10, 120],
      commands: [{ act: "moveWindow", by: leadOf(view), window: id, start: from, end: to }],
      lasting: true,
    },
  ];
}

function discretion(view: TrainView, train: string, chance: Chance): readonly Duty[] {
  if (!chance.happens(0.1)) return [];
  const by = { by: leadOf(view), train };
  return [
    {
      key: `${train}/discretion`,
      afterMinutes: [30, 2 * DAY_MINUTES],
      commands: [{ ...by, act: "hold", reason: "a fix is expected soon", note: "wait for the fix", discretion: true }],
      lasting: true,
    },
  ];
}

function blocker(view: TrainView, train: string, chance: Chance): readonly Duty[] {
  if (!chance.happens(0.1)) return [];
  const owner = chance.pick(view.line.team.members);
  const title = "searches are slow";
  return [
    {
      key: `${train}/blocker`,
      afterMinutes: [30, 2 * DAY_MINUTES],
      commands: [{ act: "addBlocker", by: leadOf(view), train, title, owner, note: "compare it with last week" }],
      lasting: true,
    },
  ];
}

function handover(view: TrainView, train: string, now: Instant, chance: Chance): readonly Duty[] {
  const pair = view.timetable(now).pairs.find((one) => one.train === train);
  if (pair?.primary === undefined || pair.backup === undefined || !chance.happens(0.15)) return [];
  const { primary: from, backup: to } = pair;
  return [
    {
      key: `${train}/handover`,
      afterMinutes: [30, 2 * DAY_MINUTES],
      commands: [{ act: "handOver", by: to, train, from, to, note: "everything is quiet" }],
      lasting: true,
    },
  ];
}

function guest(view: TrainView, train: string, now: Instant, chance: Chance): readonly Duty[] {
  const hosts = view
    .timetable(now)
    .windows.filter((one) => one.train === train && one.kind === "primary" && one.capacity > 0 && one.start > now);
  if (hosts.length === 0 || !chance.happens(0.3)) return [];
  const { id: window } = chance.pick(hosts);
  const by = leadOf(view);
  const name = `guest-${train.replaceAll(/[^a-z0-9]/g, "-")}`;
  return [
    {
      key: `${train}/guest`,
      afterMinutes: [10, 300],
      commands: [
        {
          act: "requestGuest",
          by,
          guest: name,
          window,
          name: "A label printer",
          length: "PT20M",
          owner: by,
          change: "CHG-1",
        },
        { act: "acceptGuest", by, guest: name },
      ],
      lasting: true,
    },
  ];
}
