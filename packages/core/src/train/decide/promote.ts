import type { RefusedCommand } from "../../decided.ts";
import type { Fact } from "../../line/fact.ts";
import type { DeployOrdered } from "../../line/train-fact.ts";
import type { Gate } from "../gate.ts";
import { refusedBy, wrongFrom } from "../guards.ts";
import { mayPromote } from "../may-promote.ts";
import type { TargetState, TrainState } from "../train-state.ts";
import { type ActOf, conflict, type Judged, type Matter, missing, type Saying } from "./matter.ts";
import { isRefused, noPlace, targetsAt, trainNamed } from "./places.ts";
import { notAlone, notDriving } from "./who.ts";

type Opened = { readonly target: string; readonly gate: Gate };

/**
 * Moves the train on to a stop, or to one target of it. Every target needs an open gate, or none is ordered. Targets that
 * are on their way or done stay as they are, and one that is left out stays out unless it is named.
 */
export function promote(matter: Matter, act: ActOf<"promote">): Judged {
  const { view, by, now, seen } = matter;
  const { train, to } = act;
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const named = targetsAt(view.line, to);
  if (named.length === 0) return noPlace(view.line, to);
  const services = act.services === undefined ? undefined : [...new Set(act.services)].toSorted();
  const places = state.targets.filter(({ target, status }) => {
    return named.includes(target) && (status !== "skipped" || named.length === 1);
  });
  const standing = places.filter((place) => isOnItsWay(place, services));
  const rest = places.filter((place) => !standing.includes(place)).map(({ target }) => target);
  if (rest.length === 0 && standing.length > 0) return { ok: true, says: [], standing: ordersOf(matter, standing) };
  const refused =
    notDriving(matter, train) ??
    notAlone(matter, train, "promote") ??
    notRiding(state, rest, services) ??
    runsAnother(matter, rest, act.from);
  if (refused !== undefined) return refused;
  if (rest.length === 0) return conflict(`${state.version} skips every target of ${to}`, "promote it to the next stop");
  const ask = { train, by, ...(services !== undefined && { services }), ...seen };
  const gates = rest.map((target): Opened => ({ target, gate: mayPromote(view, { ...ask, target }, now) }));
  return closed(gates) ?? { ok: true, says: gates.flatMap((one) => order(state, one, services) ?? []), standing: [] };
}

/** Whether a promotion of just these services is under way on the target, or what came of it is still there. */
function isOnItsWay({ status, order }: TargetState, services: readonly string[] | undefined): boolean {
  if (order?.kind !== "promote") return false;
  if (services === undefined) {
    return order.partial === undefined && (status === "promoting" || status === "soaking" || status === "passed");
  }
  const ordered = Object.keys(order.services).toSorted();
  const alive = order.status !== "failed" && order.status !== "cancelled";
  return order.partial === true && alive && ordered.join() === services.join();
}

/** The facts that the last orders of targets rest on. */
export function ordersOf({ view }: Matter, places: readonly TargetState[]): readonly Fact[] {
  const ids = new Set(places.map(({ order }) => order?.id));
  return view.facts.filter(({ id, type }) => type === "deployOrdered" && ids.has(id));
}

/** The versions that a promotion puts on a target. */
export function servicesFor(state: TrainState, target: string): Readonly<Record<string, string>> {
  return { ...state.services, ...state.overrides[target] };
}

function notRiding(
  state: TrainState,
  targets: readonly string[],
  services: readonly string[] | undefined,
): RefusedCommand | undefined {
  if (services === undefined || state.services === undefined) return undefined;
  if (services.length === 0) return missing("no service is named", "name riders of the train, or leave `services` out");
  for (const target of targets) {
    const riding = Object.keys(servicesFor(state, target));
    const unknown = services.find((service) => !riding.includes(service));
    if (unknown !== undefined) {
      return missing(
        `${unknown} does not ride on ${state.version}`,
        `use ${riding.join(", ") || "a rider of the train"}`,
      );
    }
  }
  return undefined;
}

/** Refuses targets that run something else than the author thinks. */
export function runsAnother(
  { view }: Matter,
  targets: readonly string[],
  from: string | undefined,
): RefusedCommand | undefined {
  const wrong = targets.map((target) => wrongFrom(view.movements, target, from)).find((one) => one !== undefined);
  return wrong && { ok: false, ...wrong };
}

function closed(gates: readonly Opened[]): RefusedCommand | undefined {
  const all = gates.flatMap(({ gate }) => (gate.open ? [] : gate.closures));
  const closures = all.filter(({ message }, index) => all.findIndex((one) => one.message === message) === index);
  return closures.length === 0 ? undefined : { ok: false, ...refusedBy(closures), closures };
}

function order(
  state: TrainState,
  { target, gate }: Opened,
  services: readonly string[] | undefined,
): Saying | undefined {
  if (!gate.open) return undefined;
  const all = servicesFor(state, target);
  const { train, version } = state;
  return {
    id: orderId(state, target, "promote"),
    type: "deployOrdered",
    train,
    kind: "promote",
    target,
    version,
    services:
      services === undefined
        ? all
        : Object.fromEntries(Object.entries(all).filter(([name]) => services.includes(name))),
    ...(services !== undefined && { partial: true }),
    ...(gate.window !== undefined && { window: gate.window }),
    ...(gate.exception !== undefined && { exception: gate.exception }),
    ...(gate.bundles.length > 0 && { bundles: gate.bundles }),
  };
}

/** Id of the next order for a target, which follows from those before: two who decide the same at once decide it once (F90). */
export function orderId({ train, orders }: TrainState, target: string, kind: DeployOrdered["kind"]): string {
  const before = orders.filter((one) => one.target === target && one.kind === kind).length;
  return `${train}/${target}/${kind}/${before + 1}`;
}
