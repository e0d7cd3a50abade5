import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { type Policy, policyOf } from "../train/conduct-policy.ts";
import type { Window } from "../timetable/timetable.ts";
import { openOccasions } from "./effects-wake.ts";
import type { Work } from "./work.ts";

/** The longest sleep, in milliseconds: mirrors and people's edits are looked at by then. */
const LONGEST_MS = 3_600_000;
/** While something could not be done, it is tried again after so long, in milliseconds. */
const TROUBLE_MS = 60_000;

/** When time will have changed something: a window begins or ends, a step is due, something is to be tried again. */
export function nextMoment(work: Work, trains: readonly string[], now: Instant): Instant {
  const nowMs = epochMs(now);
  const { windows, trains: planned } = work.view.timetable(now);
  const policies = new Map<string, Policy>();
  const policy = (train: string): Policy => {
    const known = policies.get(train) ?? policyOf(work.view.line, train);
    policies.set(train, known);
    return known;
  };
  const edges = windows
    .filter(({ train }) => train !== undefined && trains.includes(train))
    .flatMap(({ start, end }) => [epochMs(start), epochMs(end)]);
  const trouble = work.events.some(({ type }) => type === "trouble") ? [nowMs + TROUBLE_MS] : [];
  const next = [
    ...edges,
    // From its cut on a train is conducted.
    ...planned.flatMap(({ cut, status }) => (cut === undefined || status !== "planned" ? [] : [epochMs(cut)])),
    ...windows.flatMap((window) => occasions(work, window, policy)),
    ...openOccasions(work.view, now).map(epochMs),
    ...trouble,
    ...work.wakes.map(epochMs),
  ].filter((ms) => ms > nowMs);
  return fromEpochMs(next.reduce((a, b) => Math.min(a, b), nowMs + LONGEST_MS));
}

/** When something is to be said of a window: reminders before its start, and what is missing after it. */
function occasions({ view }: Work, window: Window, policyFor: (train: string) => Policy): readonly number[] {
  if (window.train === undefined) return [];
  const policy = policyFor(window.train);
  const { startedAt, completedAt } = view.movements.windows[window.id] ?? {};
  const [start, begun] = [epochMs(window.start), epochMs(startedAt ?? window.start)];
  return [
    ...Object.values(policy.reminders).flatMap((list) => list.map((before) => start - before)),
    ...(policy.stakeholders.length > 0 ? [start + policy.graceMs] : []),
    ...(policy.noShowAfterMs === undefined ? [] : [start + policy.noShowAfterMs]),
    ...policy.expects.flatMap(({ after, withinMs }) =>
      after === "windowStarted"
        ? [begun + withinMs]
        : completedAt === undefined
          ? []
          : [epochMs(completedAt) + withinMs],
    ),
  ];
}
