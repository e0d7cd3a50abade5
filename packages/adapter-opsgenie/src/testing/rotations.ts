import type { FakeRecipient, FakeRotation, FakeSchedule, OverrideRow } from "./rows.ts";

const HALF_HOUR_MS = 1_800_000;
const UNIT_MS = { hourly: 3_600_000, daily: 86_400_000, weekly: 604_800_000 };

/** When a rotation really begins. */
export function rotationStart(rotation: FakeRotation): number {
  return Math.floor(Date.parse(rotation.startDate) / HALF_HOUR_MS) * HALF_HOUR_MS;
}

/** Who is on call at a moment: for each rotation whom an override names, else whose turn it is. Turns are counted in UTC. */
export function onCallAt(
  schedule: FakeSchedule,
  overrides: readonly OverrideRow[],
  at: number,
): readonly FakeRecipient[] {
  const now = overrides.filter(({ startDate, endDate }) => Date.parse(startDate) <= at && at < Date.parse(endDate));
  const turns = schedule.rotations.flatMap((rotation) => {
    const over = now.filter(
      ({ rotations }) => rotations.length === 0 || rotations.some(({ id }) => id === rotation.id),
    );
    const newest = over.at(-1);
    return newest === undefined ? turnAt(rotation, at) : [newest.user];
  });
  const all = schedule.rotations.length === 0 ? now.slice(-1).map(({ user }) => user) : turns;
  return distinct(all.filter(({ type }) => type !== "none"));
}

/** Who is on call after the next change. */
export function nextOnCallAt(
  schedule: FakeSchedule,
  overrides: readonly OverrideRow[],
  at: number,
): readonly FakeRecipient[] {
  const before = JSON.stringify(onCallAt(schedule, overrides, at));
  const moments = [
    ...schedule.rotations.flatMap((rotation) => turnsAfter(rotation, at)),
    ...overrides.flatMap(({ startDate, endDate }) => [Date.parse(startDate), Date.parse(endDate)]),
  ];
  const later = moments.filter((moment) => moment > at).toSorted((a, b) => a - b);
  const change = later.find((moment) => JSON.stringify(onCallAt(schedule, overrides, moment)) !== before);
  return change === undefined ? [] : onCallAt(schedule, overrides, change);
}

function turnMs({ type, length = 1 }: FakeRotation): number {
  return UNIT_MS[type] * length;
}

function turnAt(rotation: FakeRotation, at: number): readonly FakeRecipient[] {
  const elapsed = at - rotationStart(rotation);
  if (elapsed < 0) return [];
  return rotation.participants.slice(Math.floor(elapsed / turnMs(rotation)) % rotation.participants.length).slice(0, 1);
}

function turnsAfter(rotation: FakeRotation, at: number): readonly number[] {
  const start = rotationStart(rotation);
  const done = Math.max(0, Math.floor((at - start) / turnMs(rotation)));
  return rotation.participants
    .concat(rotation.participants)
    .map((_, index) => start + (done + index) * turnMs(rotation));
}

function distinct(recipients: readonly FakeRecipient[]): readonly FakeRecipient[] {
  return [...new Map(recipients.map((one) => [`${one.type}/${one.id}`, one])).values()];
}
