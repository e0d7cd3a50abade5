import { hasEnded } from "../train/evolve-train.ts";
import type { Audience } from "../line/conduct-policy.ts";
import { formatDuration } from "../time/duration.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import { inScope } from "../timetable/freezes.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import type { Window } from "../timetable/timetable.ts";
import { withDefaults } from "../train/conduct-policy.ts";
import { isMoving } from "../train/evolve-train.ts";
import { decisionDeadline, rollbackCost } from "../train/rollback-cost.ts";
import type { TrainState } from "../train/train-state.ts";
import { freeFrom, windowNow } from "../window/window-now.ts";
import { awaitedAnnouncements } from "./awaited.ts";
import type { Occasion } from "./effects-due-announce.ts";
import { type Due, OLDEST_MS } from "./effects-due-context.ts";
import { concerned, lateRiderText, problemOccasion } from "./effects-due-facts.ts";
import { personName, placeName } from "./texts.ts";

const DAY_MS = 86_400_000;
/** How far ahead every view knows the windows, in milliseconds. */
const KNOWN_AHEAD_MS = 7 * DAY_MS;
const AUDIENCES = ["target", "changeControl", "team"] as const satisfies readonly Audience[];

/** What people are told because time has come. What has been settled meanwhile is not said any more. */
export function timeOccasions(due: Due): readonly Occasion[] {
  const { view, now } = due;
  return [
    ...windowsAhead(due).flatMap((window) => reminders(due, window)),
    ...view.timetable(now).windows.flatMap((window) => windowOccasions(due, window)),
    ...Object.values(view.movements.trains).flatMap((state) => [
      ...decisionsDue(due, state),
      ...lateRidersWaiting(due, state),
    ]),
    ...announcementsMissing(due),
  ];
}

/** A window with somebody required who has not come (R11). */
export interface Awaited {
  readonly occasion: Occasion;
  readonly window: Window;
  /** Person id. */
  readonly person: string;
}

/** Who is required in a window that is in progress and has not joined, once the grace is over. */
export function stakeholdersMissing(due: Due): readonly Awaited[] {
  return stakeholdersRequired(due).filter(({ window, person }) => {
    if (window.train === undefined || isEnded(due, window.train)) return false;
    const current = windowNow(due.view, window.id, due.now);
    return current?.state === "in_progress" && !current.record.joined.includes(person);
  });
}

/** Who was required in a window whose grace is over, whether they came or not. */
export function stakeholdersRequired(due: Due): readonly Awaited[] {
  const { view, now } = due;
  return view.timetable(now).windows.flatMap((window): readonly Awaited[] => {
    const { train, stop, target, id, start } = window;
    if (train === undefined || !isWork(window)) return [];
    const { stakeholders, graceMs } = due.policy(train);
    const at = fromEpochMs(epochMs(start) + graceMs);
    if (epochMs(at) > epochMs(now) || isOld(due, at)) return [];
    return stakeholders
      .filter(({ required, scope }) => required === true && inScope(scope, stop, target))
      .map(({ person }) => ({
        window,
        person,
        occasion: {
          id: `${id}/${start}/${person}`,
          kind: "stakeholderMissing",
          at,
          train,
          targets: [],
          says: () =>
            `${personName(view.line, person)} is required for ${placeName(view.line, `${stop}/${target}`)} and has not joined; the train waits`,
        },
      }));
  });
}

/** Windows that may begin while somebody wants to be reminded of them. */
function windowsAhead({ view, now }: Due): readonly Window[] {
  const { line, facts, options } = view;
  const longest = line.eras.flatMap(({ conduct }) => Object.values(withDefaults(conduct ?? {}).reminders).flat());
  const aheadMs = Math.max(0, ...longest);
  if (aheadMs <= KNOWN_AHEAD_MS) return view.timetable(now).windows;
  const range = { start: now, end: fromEpochMs(epochMs(now) + aheadMs + DAY_MS) };
  return timetable(line, facts, range, options).windows;
}

/** Reminders of a window that has not begun, from its start as it is now: a window that moves is reminded of anew. */
function reminders(due: Due, window: Window): readonly Occasion[] {
  const { train, stop, target: own, start, end, id } = window;
  const ahead = epochMs(start) > epochMs(due.now) && due.view.movements.windows[id]?.startedAt === undefined;
  if (train === undefined || !ahead || window.blocked !== undefined || window.kind === "secondary") return [];
  if (!isWork(window) || isEnded(due, train)) return [];
  const target = `${stop}/${own}`;
  const status = due.view.movements.trains[train]?.targets.find((one) => one.target === target)?.status;
  if (status === "passed" || status === "skipped") return [];
  const { reminders: before } = due.policy(train);
  const draft = window.status === "draft";
  const says = (zone: string): string =>
    [
      `the window for ${placeName(due.view.line, target)} begins ${formatMoment(start, zone)}`,
      ` and is planned to end ${formatMoment(end, zone)}`,
      draft ? ". It has not been reviewed" : "",
    ].join("");
  // Customers are not told of what nobody has reviewed.
  return AUDIENCES.filter((audience) => !draft || audience === "team").flatMap((audience) =>
    before[audience].map((ms): Occasion => {
      const at = fromEpochMs(epochMs(start) - ms);
      return {
        id: `${id}/${start}/${ms / 1000}s`,
        kind: "reminder",
        at,
        train,
        targets: [target],
        says,
        audiences: [audience],
      };
    }),
  );
}

/** What time brings for one window in use. */
function windowOccasions(due: Due, window: Window): readonly Occasion[] {
  const { view, now } = due;
  const { train, stop, target, id } = window;
  if (train === undefined || due.policy(train).noShowAfterMs === undefined) return [];
  const at = freeFrom(view, window);
  if (at === undefined || !isWork(window) || isEnded(due, train)) return [];
  if (epochMs(at) > epochMs(now) || isOld(due, at) || windowNow(view, id, now)?.free !== true) return [];
  const says = (): string =>
    `nobody claimed the window for ${placeName(view.line, `${stop}/${target}`)}, others may use it`;
  return [{ id: `${id}/${window.start}`, kind: "windowFree", at, train, targets: [], says }];
}

/** Problems whose rollback must be decided soon (R29). A window that is extended gives a new deadline. */
function decisionsDue(due: Due, state: TrainState): readonly Occasion[] {
  const { view, now } = due;
  const { train } = state;
  const policy = due.policy(train);
  return state.problems.flatMap((problem): readonly Occasion[] => {
    if (problem.closedAt !== undefined || problem.decision !== undefined || isOld(due, problem.openedAt)) return [];
    const deadline = decisionDeadline(view, state, problem);
    if (deadline === undefined) return [];
    const atMs = Math.max(epochMs(problem.openedAt), epochMs(deadline) - policy.decisionReminderMs);
    if (atMs > epochMs(now)) return [];
    const { ms, irreversible } = rollbackCost(state, policy);
    const root = problemOccasion(due, train, problem.problem);
    const says = (zone: string): string =>
      [
        `decide by ${formatMoment(deadline, zone)} what is done about: ${problem.summary}`,
        `. A rollback takes ${formatDuration(ms)} and would end too late after that`,
        irreversible.length === 0 ? "" : `. Cannot be taken back: ${irreversible.join(", ")}`,
      ].join("");
    const targets = concerned(state, problem.target);
    return [{ id: `${root}/${deadline}`, kind: "decisionDue", at: fromEpochMs(atMs), train, targets, root, says }];
  });
}

/** Requests to board late that nobody answered: said again each day, the latest day alone (R17). */
function lateRidersWaiting(due: Due, state: TrainState): readonly Occasion[] {
  if (!isMoving(state)) return [];
  return state.lateRiders.flatMap(({ rider, status, requestedAt }): readonly Occasion[] => {
    const days = Math.floor((epochMs(due.now) - epochMs(requestedAt)) / DAY_MS);
    if (status !== "requested" || days < 1) return [];
    const at = fromEpochMs(epochMs(requestedAt) + days * DAY_MS);
    const says = (): string => lateRiderText(due, state, rider, days * DAY_MS);
    return [
      { id: `${state.train}/${rider}/day-${days}`, kind: "lateRider", at, train: state.train, targets: [], says },
    ];
  });
}

/** Announcements of others that are late (R13). */
function announcementsMissing({ view, seen, now }: Due): readonly Occasion[] {
  return awaitedAnnouncements(view, now)
    .filter(({ key, until }) => seen.announcements[key] === "missing" && epochMs(until) <= epochMs(now))
    .map(({ key, train, target, channel, text, until }) => ({
      id: key,
      kind: "announcementMissing",
      at: until,
      train,
      targets: [],
      says: () => `nobody announced "${text}" in ${channel}; look after the window for ${placeName(view.line, target)}`,
    }));
}

/** Whether the train itself works in the window. */
function isWork({ kind }: Window): boolean {
  return kind === "primary" || kind === "secondary" || kind === "one_off";
}

function isEnded({ view }: Due, train: string): boolean {
  const state = view.movements.trains[train];
  return state !== undefined && hasEnded(state);
}

function isOld({ now }: Due, at: string): boolean {
  return epochMs(now) - epochMs(at) > OLDEST_MS;
}
