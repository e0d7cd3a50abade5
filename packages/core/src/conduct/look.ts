import { placeOf } from "../line/place-of.ts";
import { ticketOf } from "../line/subject.ts";
import { isUnderWay } from "../train/evolve-deploy.ts";
import type { CallOptions } from "../call.ts";
import type { HeldNotice } from "../ports/notice-board.ts";
import type { HeldTicket } from "../ports/train-tickets.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { Window } from "../timetable/timetable.ts";
import type { OrderState, TrainState } from "../train/train-state.ts";
import { isMoving } from "../train/evolve-train.ts";
import { trainIn } from "../train/train-in.ts";
import type { Observation, SeenBlocker } from "./observation.ts";
import { oldAnnouncement } from "./old-announcement.ts";
import { attempt, liveId, stateOf, type Work } from "./work.ts";

/** How long after its completion a window is still looked after, in milliseconds. */
const AFTERCARE_MS = 86_400_000;

/** What was seen of one train, beside what becomes facts. */
export interface Sight {
  readonly observations: readonly Observation[];
  /** The train's ticket. `unknown`: there is one, and it could not be read. */
  readonly ticket: HeldTicket | "none" | "unknown";
  /** The notices of its windows in use, by window. `unknown`: there is one, and it could not be read. */
  readonly notices: ReadonlyMap<string, HeldNotice | "unknown">;
}

/** Reads what the world says of a train. What cannot be read is said and left out: nothing is guessed. */
export async function look(work: Work, train: string, now: Instant): Promise<Sight> {
  const state = trainIn(work.view.line, work.view.movements, train);
  const observations: Observation[] = [];
  for (const order of state.orders.filter((one) => isUnderWay(one) || mayRunAgain(state, one)))
    observations.push(...(await lookAtRun(work, order, train)));
  for (const target of probed(work, state, observations)) {
    const refs = placeOf(work.view.line, target)?.target.refs;
    const running = await attempt(work, `the version of ${target}`, train, () =>
      // Undefined is an answer: wrapped, so that it is told from none.
      work.context.ports.versionProbe
        .running({ id: target, ...(refs !== undefined && { refs }) }, call(work))
        .then((found) => ({ found })),
    );
    if (running !== undefined) observations.push({ type: "version", target, running: running.found });
  }
  const notices = new Map<string, HeldNotice | "unknown">();
  for (const window of windowsInUse(work, train, now)) {
    const notice = await lookAtNotice(work, window.id, train);
    if (notice === undefined) continue;
    notices.set(window.id, notice);
    if (notice !== "unknown") observations.push({ type: "notice", window: window.id, notice });
  }
  const ticket = await lookAtTicket(work, train);
  if (typeof ticket !== "string") observations.push(...(await lookAtBlockers(work, train, ticket)));
  observations.push(...(await lookAtChanges(work, state)));
  return { observations, ticket, notices };
}

/** The train's windows that have begun and are not over, or not put in order yet. */
export function windowsInUse(
  { view, streams }: Pick<Work, "view" | "streams">,
  train: string,
  now: Instant,
): readonly Window[] {
  const nowMs = epochMs(now);
  return view.timetable(now).windows.filter((window) => {
    if (window.train !== train || window.kind === "guest" || epochMs(window.start) > nowMs) return false;
    // Its notice tells of other times, and is kept for these.
    if (oldAnnouncement({ view, streams }, window, now) !== undefined) return false;
    const { completedAt } = view.movements.windows[window.id] ?? {};
    const closed = stateOf({ streams }, "windowClose", window.id).live !== undefined;
    if (completedAt !== undefined) return !closed && nowMs - epochMs(completedAt) < AFTERCARE_MS;
    return nowMs - epochMs(window.end) < AFTERCARE_MS;
  });
}

/**
 * Trains that have ended, or were never cut, and left a window in use that is still to be completed, or to be put in order
 * (F86, F95).
 */
export function trainsToTidy(work: Pick<Work, "view" | "streams">, now: Instant): readonly string[] {
  const { trains, windows } = work.view.movements;
  const ended = Object.values(trains)
    .filter(({ phase }) => phase === "arrived" || phase === "abandoned")
    .map(({ train }) => train);
  const uncut = work.view
    .timetable(now)
    .trains.filter(({ id, status }) => status === "planned" && (trains[id]?.phase ?? "planned") === "planned")
    .map(({ id }) => id);
  return [...ended, ...uncut].filter((train) =>
    windowsInUse(work, train, now).some(({ id }) => {
      const { startedAt, completedAt } = windows[id] ?? {};
      return completedAt === undefined ? startedAt !== undefined : liveId(work, "noticeBoard", id) !== undefined;
    }),
  );
}

/** What did not succeed may be run again by hand, at the service (F91). */
function mayRunAgain(state: TrainState, { id, run, status }: OrderState): boolean {
  const last = state.targets.some((one) => one.order?.id === id && one.status === "failed");
  return last && isMoving(state) && run !== undefined && (status === "failed" || status === "cancelled");
}

async function lookAtRun(work: Work, order: OrderState, train: string): Promise<readonly Observation[]> {
  const id = order.run ?? liveId(work, "deploys", order.id);
  if (id === undefined) {
    // Not sent, or nobody knows: what time says of it is all that can be said.
    return [{ type: "run", order, run: undefined }];
  }
  const run = await attempt(work, `the deploy of ${order.target}`, train, () =>
    work.context.ports.deployRunner.read(id, call(work)),
  );
  return run === undefined ? [] : [{ type: "run", order, run }];
}

/** The targets whose version matters now: unknown ones, those that a deploy has just finished on, and those that soak. */
function probed(work: Work, state: TrainState, observations: readonly Observation[]): readonly string[] {
  if (state.phase === "planned") return [];
  const finished = new Set(
    observations.flatMap((one) => (one.type === "run" && one.run?.status === "finished" ? [one.order.target] : [])),
  );
  return state.targets
    .filter(({ target, status, order }) => {
      if (status === "skipped") return false;
      const awaited = order?.status === "succeeded" && order.read === undefined;
      return (
        finished.has(target) || awaited || status === "soaking" || work.view.movements.positions[target] === undefined
      );
    })
    .map(({ target }) => target);
}

async function lookAtNotice(work: Work, window: string, train: string): Promise<HeldNotice | "unknown" | undefined> {
  const { noticeBoard } = work.context.ports;
  const id = liveId(work, "noticeBoard", window);
  if (noticeBoard === undefined || id === undefined) return undefined;
  const found = await attempt(work, `the notice of ${window}`, train, () =>
    noticeBoard.read(id, call(work)).then((notice) => ({ notice })),
  );
  return found === undefined ? "unknown" : found.notice;
}

async function lookAtTicket(work: Work, train: string): Promise<Sight["ticket"]> {
  const { trainTickets } = work.context.ports;
  const id = liveId(work, "trainTickets", ticketOf(train));
  if (trainTickets === undefined || id === undefined) return "none";
  const found = await attempt(work, "the ticket", train, () =>
    trainTickets.read(id, call(work)).then((ticket) => ({ ticket })),
  );
  return found === undefined ? "unknown" : (found.ticket ?? "none");
}

async function lookAtBlockers(work: Work, train: string, ticket: HeldTicket): Promise<readonly Observation[]> {
  const { trainTickets } = work.context.ports;
  if (trainTickets === undefined) return [];
  const blockers = await attempt(work, "the blockers of the ticket", train, () =>
    trainTickets.blockers(ticket.id, call(work)),
  );
  if (blockers === undefined) return [];
  const people = new Map(
    work.view.line.people.flatMap((person) => {
      const id = trainTickets.personOf(person.refs);
      return id === undefined ? [] : [[id, person.id] as const];
    }),
  );
  const seen = blockers.map(({ owner, ...blocker }): SeenBlocker => {
    const person = owner === undefined ? undefined : people.get(owner);
    return { ...blocker, ...(person !== undefined && { person }) };
  });
  return [{ type: "blockers", blockers: seen }];
}

async function lookAtChanges(work: Work, state: TrainState): Promise<readonly Observation[]> {
  const { changeControl } = work.context.ports;
  if (changeControl === undefined) return [];
  const found: Observation[] = [];
  for (const [target, change] of Object.entries(state.changes)) {
    if (!("request" in change) || change.state === "closed") continue;
    const read = await attempt(work, `change request ${change.request}`, state.train, () =>
      changeControl.read(change.request, call(work)),
    );
    if (read !== undefined) found.push({ type: "change", target, change: read });
  }
  return found;
}

function call({ context }: Work): CallOptions {
  return { signal: context.signal };
}
