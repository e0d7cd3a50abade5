import type { RefusedCommand } from "../../decided.ts";
import { formatMoment } from "../../timetable/format-moment.ts";
import { contains } from "../../time/interval.ts";
import { epochMs } from "../../time/instant.ts";
import { waitingGuests } from "../../window/may-complete.ts";
import { isUnderWay } from "../evolve-deploy.ts";
import { isOpen } from "../evolve-trouble.ts";
import type { TrainState } from "../train-state.ts";
import { notPlanned } from "./cut.ts";
import { type ActOf, conflict, type Judged, lastFact, type Matter, nextNumber, says, stands } from "./matter.ts";
import { isRefused, trainNamed } from "./places.ts";
import { notAlone, notDriving } from "./who.ts";
import { sentence } from "./written.ts";

/** Cancels a train before its cut. It keeps its number. */
export function cancelTrain(matter: Matter, act: ActOf<"cancelTrain">): Judged {
  const { train } = act;
  const reason = sentence("the reason", act.reason);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const last = lastFact(matter, "trainCancelled", (fact) => fact.train === train);
  if (state.phase === "cancelled" && last !== undefined) return stands(last);
  const refused = notPlanned(state, "it cannot be cancelled");
  if (refused !== undefined) {
    const hint =
      state.phase === "cut" || state.phase === "running" ? "abandon it instead" : "there is nothing to cancel";
    return { ...refused, hint };
  }
  return says({ id: `trainCancelled/${train}`, type: "trainCancelled", train, reason });
}

/** Ends a train that has been cut before it arrives. */
export function abandon(matter: Matter, act: ActOf<"abandon">): Judged {
  const { train } = act;
  const reason = sentence("the reason", act.reason);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const { phase, version } = state;
  if (phase === "abandoned") return stands(lastFact(matter, "trainAbandoned", (fact) => fact.train === train));
  if (phase !== "cut" && phase !== "running") {
    return conflict(
      `${version} is ${phase}`,
      phase === "planned" ? "cancel it instead" : "there is nothing to abandon",
    );
  }
  const order = state.orders.find(isUnderWay);
  const refused =
    notDriving(matter, train) ??
    (order && conflict(`deploy ${order.id} is under way`, "wait for it or stop it, then abandon the train"));
  if (refused !== undefined) return refused;
  const count = nextNumber(matter, "trainAbandoned", (fact) => fact.train === train);
  return says({ id: `trainAbandoned/${train}/${count}`, type: "trainAbandoned", train, reason });
}

/** Says that the train has arrived: every target passed or skipped, nothing open, no window of it in progress. */
export function arrive(matter: Matter, { train }: ActOf<"arrive">): Judged {
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const { phase, version } = state;
  if (phase === "arrived") return stands(lastFact(matter, "trainArrived", (fact) => fact.train === train));
  if (phase !== "running") {
    return conflict(`${version} is ${phase}`, phase === "cut" ? "promote it first" : "only a running train arrives");
  }
  const refused =
    notDriving(matter, train) ?? notAlone(matter, train, "arrive") ?? notThere(state) ?? windowOpen(matter, state);
  if (refused !== undefined) return refused;
  const count = nextNumber(matter, "trainArrived", (fact) => fact.train === train);
  return says({ id: `trainArrived/${train}/${count}`, type: "trainArrived", train });
}

function notThere({ version, targets, orders, problems, blockers }: TrainState): RefusedCommand | undefined {
  const left = targets.filter(({ status }) => status !== "passed" && status !== "skipped");
  if (left.length > 0) {
    const names = left.map(({ target, status }) => `${target} (${status})`).join(", ");
    return conflict(`${version} has not passed ${names}`, "let it pass there, or skip the target with a reason");
  }
  const order = orders.find(isUnderWay);
  if (order !== undefined) return conflict(`deploy ${order.id} is under way`, "wait for it, or stop it");
  const problem = problems.find(({ closedAt }) => closedAt === undefined);
  if (problem !== undefined) {
    return conflict(`problem ${problem.problem} is open: ${problem.summary}`, "close it once it is over");
  }
  const blocker = blockers.find(isOpen);
  return blocker && conflict(`blocker ${blocker.blocker} is open: ${blocker.title}`, "resolve it, or overrule it");
}

/** A window of the train that has begun is completed first. Those that were never needed stay as they are. */
function windowOpen({ view, now }: Matter, { train, version }: TrainState): RefusedCommand | undefined {
  const records = view.movements.windows;
  const open = view
    .timetable(now)
    .windows.find(
      (one) =>
        one.train === train &&
        one.kind !== "guest" &&
        one.kind !== "reserved" &&
        records[one.id]?.completedAt === undefined &&
        (records[one.id]?.startedAt !== undefined || (one.kind === "primary" && contains(one, now))),
    );
  const hosting = view
    .timetable(now)
    .windows.find(
      (one) =>
        one.train === train && epochMs(one.start) > epochMs(now) && waitingGuests(one, view.movements).length > 0,
    );
  if (open === undefined && hosting !== undefined) {
    return conflict(`guests of ${version} wait for window ${hosting.id}`, "let them finish there, or refuse them");
  }
  return (
    open &&
    conflict(
      `window ${open.id} of ${version} is in progress until ${formatMoment(open.end, open.zone)}`,
      "complete it first (completeWindow)",
    )
  );
}

/** Lets a version that was rolled back be promoted again. */
export function clearVersion(matter: Matter, act: ActOf<"clearVersion">): Judged {
  const { train } = act;
  const reason = sentence("the reason", act.reason);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const { version, quarantined } = state;
  const own = (fact: { readonly train: string }): boolean => fact.train === train;
  if (!quarantined) {
    const last = lastFact(matter, "versionCleared", own);
    return last === undefined
      ? conflict(`${version} was not rolled back`, "there is nothing to clear: promote it")
      : stands(last);
  }
  const refused = notDriving(matter, train);
  if (refused !== undefined) return refused;
  const id = `versionCleared/${train}/${nextNumber(matter, "versionCleared", own)}`;
  return says({ id, type: "versionCleared", train, version, reason });
}
