import { epochMs, fromEpochMs, type Instant, type Window } from "@footplate/core";
import {
  type Command,
  type ConductCommand,
  mayPromote,
  type ProblemState,
  type TargetState,
  type TrainState,
  type TrainView,
} from "@footplate/core/conduct";
import type { Chance } from "./chance.ts";

/** Something that a person does in a while. */
export interface Duty {
  /** The same for as long as the same thing needs a person. */
  readonly key: string;
  /** Least and most time that they take, in minutes. */
  readonly afterMinutes: readonly [number, number];
  /** One after the other; the rest is left when one is refused. */
  readonly commands: readonly (Command | ConductCommand)[];
  /** It is done once at its time, needed or not. */
  readonly lasting?: true;
}

/** How often a window is reopened for a target before the crew leaves the target out. */
const MOST_REOPENED = 4;

/** Everything that needs a person now. */
export function dutiesNow(view: TrainView, now: Instant, chance: Chance): readonly Duty[] {
  const { line, movements } = view;
  const lead = line.team.leads[0] ?? "";
  const moving = Object.values(movements.trains).filter(({ phase }) => phase === "cut" || phase === "running");
  return [
    ...reviews(view, now, lead),
    ...moving.flatMap((state) => [
      ...state.problems.flatMap((problem) => problemDuties(view, state, problem, now, lead, chance)),
      ...holdDuties(state, lead),
      ...lateRiderDuties(state, lead),
      ...targetDuties(view, state, now, lead),
      ...guestDuties(view, state, now),
    ]),
  ];
}

function reviews(view: TrainView, now: Instant, lead: string): readonly Duty[] {
  if (view.line.review !== "required") return [];
  return view
    .timetable(now)
    .windows.filter(({ status, start, kind }) => status === "draft" && kind !== "guest" && start > now)
    .map(({ id, start }) => ({
      key: `review/${id}/${start}`,
      afterMinutes: [5, 240],
      commands: [{ act: "reviewWindow", by: lead, window: id }],
    }));
}

function problemDuties(
  view: TrainView,
  state: TrainState,
  problem: ProblemState,
  now: Instant,
  lead: string,
  chance: Chance,
): readonly Duty[] {
  const { problem: id, closedAt, decision } = problem;
  if (closedAt !== undefined) return [];
  if (decision === undefined)
    return [
      { key: `decide/${id}`, afterMinutes: [2, 15], commands: decided(view, state, problem, now, lead, chance, false) },
    ];
  if (epochMs(now) - epochMs(decision.at) < 45 * 60_000) return [];
  const status = state.targets.find(({ target }) => target === problem.target)?.status;
  const by = { by: lead, train: state.train, problem: id } as const;
  const over = status === "passed" || status === "soaking" || status === "skipped" || status === "rolled_back";
  return [
    {
      key: `reconsider/${id}/${decision.at}`,
      afterMinutes: [1, 20],
      commands: over
        ? [{ ...by, act: "closeProblem" }]
        : decided(view, state, problem, now, lead, chance, decision.course === "retry"),
    },
  ];
}

/** What a person chooses: mostly to try again; to go back where that did not help. */
function decided(
  view: TrainView,
  { train, orders }: TrainState,
  { problem, target, order: id }: ProblemState,
  now: Instant,
  lead: string,
  chance: Chance,
  triedAgain: boolean,
): readonly ConductCommand[] {
  const order = orders.find((one) => one.id === id);
  const by = { by: lead, train } as const;
  const course = (name: "rollback" | "rollForward" | "retry" | "hold" | "extend" | "goOn"): ConductCommand => ({
    ...by,
    act: "decideProblem",
    problem,
    course: name,
    reason: `${name}: ${problem.slice(problem.lastIndexOf("/") + 1)} at ${now}`,
  });
  const why = problem.slice(problem.lastIndexOf("/") + 1);
  const stop: ConductCommand[] = id === undefined ? [] : [{ ...by, act: "stopDeploy", order: id }];
  if (order?.kind === "rollback" && !why.startsWith("overrun"))
    return why === "slow" || why === "missing" ? [...stop, course("rollback")] : [course("rollback")];
  if (why.startsWith("changed")) return [course("goOn")];
  if (why.startsWith("overrun")) return extension(view, order?.window, now, lead, train, course("extend"));
  if (why === "missing" && !triedAgain && chance.happens(0.4)) return [course("hold")];
  if (why === "slow" || why === "missing")
    return chance.happens(0.7) ? [...stop, course("retry")] : [course("rollback")];
  if (!triedAgain && chance.happens(0.65)) return [course(chance.happens(0.7) ? "retry" : "rollForward")];
  return target === undefined ? [course("goOn")] : [course("rollback")];
}

function extension(
  view: TrainView,
  window: string | undefined,
  now: Instant,
  lead: string,
  train: string,
  decide: ConductCommand,
): readonly ConductCommand[] {
  if (window === undefined) return [decide];
  const until = fromEpochMs(epochMs(now) + 60 * 60_000);
  const place = view.line.stops
    .flatMap((stop) => stop.targets.map((target) => ({ path: `/${stop.id}/${target.id}`, tam: target.tam })))
    .find(({ path }) => window.includes(path));
  const subject = { type: "extension", window, until } as const;
  return [
    place?.tam === undefined
      ? { act: "approve", by: lead, train, subject, as: "client", from: "the client's office" }
      : { act: "approve", by: place.tam, train, subject },
    { act: "extend", by: lead, window, until },
    decide,
  ];
}

/** A hold is released once every problem has a course and every blocker was looked at. */
function holdDuties(state: TrainState, lead: string): readonly Duty[] {
  const { train, hold, problems, blockers, version, quarantined } = state;
  const open = problems.filter(({ closedAt }) => closedAt === undefined);
  const by = { by: lead, train } as const;
  const stuck = open.filter(({ decision }) => decision === undefined || ["rollback", "hold"].includes(decision.course));
  const blocking = blockers.filter(
    ({ resolvedAt, overruledBy }) => resolvedAt === undefined && overruledBy === undefined,
  );
  return [
    ...blocking.map(({ blocker }): Duty => ({
      key: `unblock/${blocker}`,
      afterMinutes: [20, 240],
      commands: [{ ...by, act: "resolveBlocker", blocker }],
    })),
    ...(hold !== undefined && stuck.length === 0 && blocking.length === 0
      ? [
          {
            key: `resume/${train}/${hold.since}/${String(problems.length)}`,
            afterMinutes: hold.discretion === true ? ([30, 180] as const) : ([2, 20] as const),
            commands: [{ ...by, act: "resume" } as const],
          },
        ]
      : []),
    ...(quarantined && open.length === 0
      ? [
          {
            key: `clear/${train}/${String(problems.length)}`,
            afterMinutes: [10, 60] as const,
            commands: [{ ...by, act: "clearVersion", reason: `${version} was looked at, and is well` } as const],
          },
        ]
      : []),
  ];
}

function lateRiderDuties({ train, lateRiders }: TrainState, lead: string): readonly Duty[] {
  return lateRiders
    .filter(({ status }) => status === "requested")
    .map(({ rider }) => ({
      key: `rider/${rider}`,
      afterMinutes: [10, 120],
      commands: [{ act: "acceptLateRider", by: lead, train, rider }],
    }));
}

/** Promotes by hand what does not go by itself, and finds time for what has missed all its windows. */
function targetDuties(view: TrainView, state: TrainState, now: Instant, lead: string): readonly Duty[] {
  const { train, hold, quarantined, problems } = state;
  if (hold !== undefined || quarantined || problems.some(({ closedAt }) => closedAt === undefined)) return [];
  return state.targets.flatMap((place): readonly Duty[] => {
    const { target, status } = place;
    if (status !== "pending" && status !== "rolled_back" && status !== "failed") return [];
    const gate = mayPromote(view, { train, target, by: { person: lead } }, now);
    const count = state.orders.filter((order) => order.target === target).length;
    if (gate.open) {
      if (status === "pending") return [];
      const command = { act: "promote", by: lead, train, to: target } as const;
      return [{ key: `promote/${target}/${train}/${String(count)}`, afterMinutes: [1, 8], commands: [command] }];
    }
    if (gate.nextOpen !== undefined || gate.closures.some(({ by }) => by !== "window")) return [];
    return moreTime(view, state, place, now, lead);
  });
}

function moreTime(
  view: TrainView,
  { train, version, problems }: TrainState,
  { target }: TargetState,
  now: Instant,
  lead: string,
): readonly Duty[] {
  const own = view.timetable(now).windows.filter((one) => isOn(one, train, target));
  const last = own.findLast(({ id }) => view.movements.windows[id]?.reopenedAs === undefined);
  const completed = last !== undefined && view.movements.windows[last.id]?.completedAt !== undefined;
  if (last === undefined || (epochMs(last.end) > epochMs(now) + 60_000 && !completed)) return [];
  if (completed && own.length < MOST_REOPENED + 2)
    return [
      {
        key: `reopen/${last.id}`,
        afterMinutes: [5, 45],
        commands: [{ act: "reopen", by: lead, window: last.id, length: "PT2H" }],
      },
    ];
  const causes = [...new Set(problems.filter((one) => one.target === target).map(({ summary }) => summary))];
  const reason = `${version} did not get to ${target} in ${String(own.length)} windows: ${causes.join("; ") || "the bot was down or the train was held"}`;
  return [
    {
      key: `skip/${train}/${target}`,
      afterMinutes: [60, 240],
      commands: [{ act: "skip", by: lead, train, target, reason: reason.slice(0, 500) }],
    },
  ];
}

function isOn({ train, stop, target, kind }: Window, wanted: string, place: string): boolean {
  return train === wanted && `${stop ?? ""}/${target ?? ""}` === place && kind !== "guest" && kind !== "reserved";
}

/** A guest works after the train, in its window. */
function guestDuties(view: TrainView, { train, targets }: TrainState, now: Instant): readonly Duty[] {
  return view
    .timetable(now)
    .windows.filter((window) => window.train === train && window.start <= now)
    .flatMap(({ stop, target, guests }) => {
      const passed = targets.some((one) => one.target === `${stop ?? ""}/${target ?? ""}` && one.status === "passed");
      return guests
        .filter(({ guest, status }) => passed && status === "accepted" && !view.movements.guestsDone.includes(guest))
        .map(({ guest }): Duty => ({
          key: `guest/${guest}`,
          afterMinutes: [5, 40],
          commands: [{ act: "guestDone", by: view.line.team.leads[0] ?? "", guest }],
        }));
    });
}
