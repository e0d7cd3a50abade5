import type { Course } from "../line/train-fact.ts";
import { bySlot, slotOf } from "../timetable/slots.ts";
import { isUnderWay } from "./evolve-deploy.ts";
import { isMoving } from "./evolve-train.ts";
import { isOpen } from "./evolve-trouble.ts";
import { closure, type GateCase } from "./gate-case.ts";
import type { Closure } from "./gate.ts";
import type { Movements, OrderState, TargetState, TrainState } from "./train-state.ts";
import { liveTrainsAt } from "./live-trains-at.ts";
import { namedIn } from "./named-in.ts";

/** Whether a train may move on after that course though the problem is not over. */
export function goesOn(course: Course | undefined): boolean {
  return course === "rollForward" || course === "goOn" || course === "retry";
}

/** Why the train itself speaks against it: how far it is, what holds it, what runs on the target. */
export function courseClosures(one: GateCase): readonly Closure[] {
  return [
    ...phaseClosures(one.state),
    ...previousStopClosures(one),
    ...holdClosures(one),
    ...statusClosures(one),
    ...runningClosures(one),
    ...quarantineClosures(one.state),
    ...otherTrainClosures(one),
  ];
}

function phaseClosures({ phase, version }: TrainState): readonly Closure[] {
  if (phase === "cut" || phase === "running") return [];
  return phase === "planned"
    ? [closure("phase", `${version} has not been cut`, "cut the train first")]
    : [closure("phase", `${version} is ${phase}`, "let its riders go on the next train")];
}

function previousStopClosures(one: GateCase): readonly Closure[] {
  const { view, state, place } = one;
  const index = view.line.stops.findIndex(({ id }) => id === place.stop);
  const before = index > 0 ? view.line.stops[index - 1] : undefined;
  const missing = state.targets.filter(
    ({ stop, status, target }) =>
      stop === before?.id &&
      status !== "passed" &&
      status !== "skipped" &&
      // Of what happened only versions are known: a later one took this one along.
      !(view.recorded && newerOn(one, target) !== undefined),
  );
  return missing.length === 0
    ? []
    : [
        closure(
          "previous_stop",
          `${state.version} has not passed ${missing.map(({ target, status }) => `${target} (${status})`).join(", ")}`,
          "let it pass there first, or skip the target with a reason",
        ),
      ];
}

function holdClosures({ view: { line }, state }: GateCase): readonly Closure[] {
  const { hold, blockers, problems, version } = state;
  return [
    ...(hold === undefined
      ? []
      : [closure("hold", `${version} is held: ${hold.reason}`, `ask ${namedIn(line, hold.owner).name}, then resume`)]),
    ...blockers
      .filter(isOpen)
      .map(({ blocker, title, owner }) =>
        closure(
          "blocker",
          `blocker ${blocker} is open: ${title}`,
          `ask ${namedIn(line, owner).name}; resolve it, or overrule it by name`,
        ),
      ),
    ...problems
      .filter(({ closedAt, decision }) => closedAt === undefined && !goesOn(decision?.course))
      .map(({ problem, summary, decision }) =>
        closure(
          "problem",
          `problem ${problem} is open: ${summary}`,
          decision === undefined
            ? "decide what is done about it"
            : `its course is ${decision.course}; close it after that`,
        ),
      ),
  ];
}

function statusClosures({ ask, state: { version }, place }: GateCase): readonly Closure[] {
  const { target, status, reason } = place;
  if (status === "skipped") {
    return [
      closure(
        "skipped",
        `${version} skips ${target}: ${reason ?? "no reason given"}`,
        "the next train brings what this one had for it",
      ),
    ];
  }
  const partial = ask.services !== undefined;
  const ready = status === "pending" || status === "rolled_back" || status === "failed";
  if (ready || (partial && status !== "promoting")) return [];
  const hint =
    status === "promoting"
      ? "wait for its deploy"
      : "it is there already; ask for single services to deploy them again";
  return [closure("status", `${version} is ${status} on ${target}`, hint)];
}

function runningClosures({ view, place: { target } }: GateCase): readonly Closure[] {
  return ordersUnderWay(view.movements, target).map(({ state, order }) =>
    closure(
      "deploy_running",
      `a deploy of ${state.version} is under way on ${target} (${order.status})`,
      `wait for it, or stop ${order.id}`,
    ),
  );
}

/** The deploys that may still do something on a target, of any train. */
export function ordersUnderWay(
  { trains }: Movements,
  target: string,
): readonly { readonly state: TrainState; readonly order: OrderState }[] {
  return Object.values(trains).flatMap((state) =>
    state.orders.filter((order) => order.target === target && isUnderWay(order)).map((order) => ({ state, order })),
  );
}

function quarantineClosures({ quarantined, version }: TrainState): readonly Closure[] {
  return quarantined
    ? [closure("quarantined", `${version} was rolled back`, "clear the version with a reason, then promote it again")]
    : [];
}

/** The version of a newer train that a target runs; nothing where there is none. */
export function newerOn(
  { view: { line, open, movements }, state }: Pick<GateCase, "view" | "state">,
  target: string,
): string | undefined {
  const position = movements.positions[target];
  const own = slotOf(line, open.eras, state.train);
  const there = position?.train === undefined ? undefined : slotOf(line, open.eras, position.train);
  return own !== undefined && there !== undefined && bySlot(there, own) > 0 ? position?.version : undefined;
}

function otherTrainClosures(one: GateCase): readonly Closure[] {
  const { view, now, state, place } = one;
  const newer = newerOn(one, place.target);
  const onItsWay = trainsAt(one, (other, status) => isMoving(other) && ON_ITS_WAY.has(status));
  const live = new Set(onItsWay.length === 0 ? [] : liveTrainsAt(view, now).map(({ id }) => id));
  const older = olderTrains(one, onItsWay).filter(([other]) => live.has(other.train));
  return [
    ...(newer === undefined
      ? []
      : [
          closure(
            "other_train",
            `${place.target} runs ${newer}, which is newer than ${state.version}`,
            "roll the newer train back first, or skip the target",
          ),
        ]),
    ...older.map(([other, status]) =>
      closure("other_train", `${other.version} is before it on ${place.target} (${status})`, wayPast(other, status)),
    ),
  ];
}

/** How an older train gets out of the way. */
function wayPast({ version }: TrainState, status: TargetState["status"]): string {
  return status === "promoting" || status === "soaking"
    ? `let ${version} pass there, or stop it and abandon it`
    : `promote ${version} there first, skip the target for it, so that this train brings both, or abandon it`;
}

const ON_ITS_WAY: ReadonlySet<TargetState["status"]> = new Set(["pending", "promoting", "soaking", "failed"]);

type TrainAt = readonly [TrainState, TargetState["status"]];

/** The other trains of which there is any fact, with how the target stands to them, where the test holds. */
function trainsAt(
  { view, state, place }: GateCase,
  test: (other: TrainState, status: TargetState["status"]) => boolean,
): readonly TrainAt[] {
  return Object.values(view.movements.trains).flatMap((other) => {
    const status = other.targets.find(({ target }) => target === place.target)?.status;
    return status !== undefined && other.train !== state.train && test(other, status) ? [[other, status] as const] : [];
  });
}

/** The older ones of the trains, in order. */
function olderTrains({ view: { line, open }, state }: GateCase, others: readonly TrainAt[]): readonly TrainAt[] {
  const own = slotOf(line, open.eras, state.train);
  return others
    .flatMap((entry) => {
      const slot = slotOf(line, open.eras, entry[0].train);
      return own !== undefined && slot !== undefined && bySlot(slot, own) < 0 ? [{ slot, entry }] : [];
    })
    .toSorted((a, b) => bySlot(a.slot, b.slot))
    .map(({ entry }) => entry);
}

/** The trains that this one brings along: older ones that skipped the target, after the last one that took it. */
export function bundledTrains(one: GateCase): readonly string[] {
  // To put years of trains in order is dear, and few are ever skipped.
  if (trainsAt(one, (_, status) => status === "skipped").length === 0) return [];
  const settled = trainsAt(one, (_, status) => status === "skipped" || status === "passed" || status === "soaking");
  const older = olderTrains(one, settled);
  const last = older.findLastIndex(([, status]) => status !== "skipped");
  return older.slice(last + 1).map(([{ train }]) => train);
}
