import type { RefusedCommand } from "../../decided.ts";
import type { RiderBoarded } from "../../line/fact.ts";
import type { TrainState } from "../train-state.ts";
import { notPlanned } from "./cut.ts";
import {
  type ActOf,
  conflict,
  type Judged,
  lastFact,
  type Matter,
  missing,
  nextNumber,
  says,
  stands,
} from "./matter.ts";
import { isRefused, trainNamed, unknownServices, unknownTarget } from "./places.ts";
import { key, lengthMs, name } from "./written.ts";

/** Puts a rider on the train before the cut. */
export function board(matter: Matter, act: ActOf<"board">): Judged {
  const { train, service, target } = act;
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const rider = riderOf(act);
  const refused = unknownRider(matter, act) ?? notPlanned(state, "nobody boards it any more");
  if (refused !== undefined) return refused;
  const same = (fact: RiderBoarded): boolean => fact.train === train && fact.service === service;
  const standing = lastFact(matter, "riderBoarded", (fact) => same(fact) && fact.target === target);
  if (standing !== undefined && !state.left.includes(service) && saysRider(standing, rider)) return stands(standing);
  const count = nextNumber(matter, "riderBoarded", same);
  return says({ id: `riderBoarded/${train}/${service}/${count}`, type: "riderBoarded", train, ...rider });
}

/** Takes a rider off the train before the cut. */
export function leave(matter: Matter, { train, service }: ActOf<"leave">): Judged {
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const refused = unknownServices(matter.view.line, [service]);
  if (refused !== undefined) return refused;
  const own = (fact: { readonly train: string; readonly service: string }): boolean =>
    fact.train === train && fact.service === service;
  if (state.left.includes(service)) return stands(lastFact(matter, "riderLeft", own));
  const late = notPlanned(state, "nobody gets off it any more");
  if (late !== undefined) return { ...late, hint: "ask for another version as a late rider, or roll back" };
  const count = nextNumber(matter, "riderLeft", own);
  return says({ id: `riderLeft/${train}/${service}/${count}`, type: "riderLeft", train, service });
}

/** Asks to board after the cut (R8, R17). */
export function requestLateRider(matter: Matter, act: ActOf<"requestLateRider">): Judged {
  const { train } = act;
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const rider = riderOf(act);
  const refused = unknownRider(matter, act) ?? notUnderWay(state);
  if (refused !== undefined) return refused;
  const chosen = act.rider === undefined ? undefined : key("the id of the request", act.rider);
  const known = lastFact(matter, "lateRiderRequested", (fact) => {
    if (fact.train !== train) return false;
    if (chosen !== undefined) return fact.rider === chosen;
    const status = state.lateRiders.find((one) => one.rider === fact.rider)?.status;
    return status !== "refused" && saysRider(fact, rider);
  });
  if (known !== undefined && saysRider(known, rider)) return stands(known);
  if (known !== undefined) {
    return conflict(`there is another request ${known.rider} already`, "leave the id out, or choose another");
  }
  const taken = (id: string): boolean => state.lateRiders.some((one) => one.rider === id);
  const id = chosen ?? numbered(`${train}/late`, taken);
  return says({ id: `lateRiderRequested/${train}/${id}`, type: "lateRiderRequested", train, rider: id, ...rider });
}

/** Takes a late rider or not. */
export function answerLateRider(matter: Matter, act: ActOf<"acceptLateRider" | "refuseLateRider">): Judged {
  const { train, rider } = act;
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const request = state.lateRiders.find((one) => one.rider === rider);
  if (request === undefined) {
    const open = state.lateRiders.filter(({ status }) => status === "requested").map((one) => one.rider);
    return missing(
      `${state.version} has no request ${rider}`,
      open.length > 0 ? `use ${open.join(", ")}` : "nobody asks to board it",
    );
  }
  const wanted = act.act === "acceptLateRider" ? "accepted" : "refused";
  const type = wanted === "accepted" ? "lateRiderAccepted" : "lateRiderRefused";
  if (request.status === wanted) {
    return stands(lastFact(matter, type, (fact) => fact.train === train && fact.rider === rider));
  }
  if (request.status !== "requested") {
    return conflict(`the request ${rider} is ${request.status}`, "ask to board once more");
  }
  return notUnderWay(state) ?? says({ id: `${type}/${train}/${rider}`, type, train, rider });
}

/** Refuses a train that is not between its cut and its end. */
export function notUnderWay({ phase, version }: TrainState): RefusedCommand | undefined {
  if (phase === "cut" || phase === "running") return undefined;
  return phase === "planned"
    ? conflict(`${version} has not been cut`, "board it, which takes no request before the cut")
    : conflict(`${version} is ${phase}`, "take the next train");
}

/** The first free of `<base>/1`, `<base>/2` and so on. */
export function numbered(base: string, taken: (id: string) => boolean): string {
  for (let count = 1; ; count += 1) if (!taken(`${base}/${count}`)) return `${base}/${count}`;
}

type Rider = Pick<RiderBoarded, "service" | "version" | "target" | "reversible" | "rollback">;

function riderOf({ service, version, target, reversible, rollback }: ActOf<"board" | "requestLateRider">): Rider {
  if (rollback !== undefined) lengthMs("how long taking it back takes", rollback);
  return {
    service,
    version: name("the version", version),
    ...(target !== undefined && { target }),
    ...(reversible !== undefined && { reversible }),
    ...(rollback !== undefined && { rollback }),
  };
}

function saysRider(fact: Rider, rider: Rider): boolean {
  return (["service", "version", "target", "reversible", "rollback"] as const).every(
    (field) => fact[field] === rider[field],
  );
}

function unknownRider({ view }: Matter, { service, target }: Rider): RefusedCommand | undefined {
  return unknownServices(view.line, [service]) ?? unknownTarget(view.line, target);
}
