import { hasEnded } from "../evolve-train.ts";
import { isOpen } from "../evolve-trouble.ts";
import type { TrainState } from "../train-state.ts";
import type { RefusedCommand } from "../../decided.ts";
import { invalidInput, shown } from "../../time/invalid-input.ts";
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
import { isRefused, trainNamed } from "./places.ts";
import { crewNow, notDriving } from "./who.ts";
import { sentence } from "./written.ts";

/** Stops the train where it is: with a reason, an owner and a note, and for a blocker, a problem or at discretion (R54). */
export function hold(matter: Matter, act: ActOf<"hold">): Judged {
  const { train, discretion } = act;
  const [reason, note] = [sentence("the reason", act.reason), sentence("the note", act.note)];
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const owner = act.owner ?? ownerNow(matter, train);
  const refused = notHoldable(state) ?? unknownOwner(matter, owner, train);
  if (refused !== undefined || owner === undefined) return refused ?? noOwner(train);
  const held = state.hold;
  if (held?.reason === reason && held.owner === owner && held.note === note && held.discretion === discretion) {
    return stands(lastFact(matter, "trainHeld", (fact) => fact.train === train));
  }
  const grounds = state.blockers.some(isOpen) || state.problems.some(({ closedAt }) => closedAt === undefined);
  if (!grounds && discretion !== true) {
    throw invalidInput(
      `${state.version} has no blocker and no problem to be held for`,
      "name the blocker first (addBlocker), or hold it at discretion (`discretion`)",
    );
  }
  const count = nextNumber(matter, "trainHeld", (fact) => fact.train === train);
  return says({
    id: `trainHeld/${train}/${count}`,
    type: "trainHeld",
    train,
    reason,
    owner,
    note,
    ...(discretion === true && { discretion }),
  });
}

/** Goes on: every open blocker is resolved, or overruled by name. */
export function resume(matter: Matter, { train, overrule = [] }: ActOf<"resume">): Judged {
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const unknown = overrule.find((id) => !state.blockers.some(({ blocker }) => blocker === id));
  if (unknown !== undefined) {
    const known = state.blockers.filter(isOpen).map(({ blocker }) => blocker);
    return missing(
      `${state.version} has no blocker ${shown(unknown)}`,
      known.length > 0 ? `use ${known.join(", ")}` : "no blocker of it is open",
    );
  }
  const open = state.blockers.filter(isOpen);
  if (state.hold === undefined && open.length === 0) {
    const last = lastFact(matter, "trainResumed", (fact) => fact.train === train);
    return last === undefined ? conflict(`${state.version} is not held`, "there is nothing to resume") : stands(last);
  }
  const left = open.filter(({ blocker }) => !overrule.includes(blocker));
  const refused = notDriving(matter, train) ?? stillBlocked(state, left);
  if (refused !== undefined) return refused;
  const overruled = open.map(({ blocker }) => blocker);
  const count = nextNumber(matter, "trainResumed", (fact) => fact.train === train);
  return says({
    id: `trainResumed/${train}/${count}`,
    type: "trainResumed",
    train,
    ...(overruled.length > 0 && { overruled }),
  });
}

/** Refuses a train that has ended: it does not move anyway. */
export function notHoldable(state: TrainState): RefusedCommand | undefined {
  const { phase, version } = state;
  if (!hasEnded(state)) return undefined;
  return conflict(`${version} is ${phase}`, "it does not move any more; open a problem if something is wrong with it");
}

function ownerNow({ view, now }: Matter, train: string): string | undefined {
  const { onDuty, primary } = crewNow(view, train, now, ["promote"]);
  return onDuty[0] ?? primary;
}

function unknownOwner({ view }: Matter, owner: string | undefined, train: string): RefusedCommand | undefined {
  if (owner === undefined) return noOwner(train);
  if (view.line.people.some(({ id }) => id === owner)) return undefined;
  return missing(
    `the line has no person ${shown(owner)} to own the hold`,
    `use one of ${view.line.people.map(({ id }) => id).join(", ")}`,
  );
}

function noOwner(train: string): RefusedCommand {
  return {
    ok: false,
    code: "invalid_input",
    message: `nobody is on duty on ${train} to own the hold`,
    hint: "name its `owner`: who must act next",
  };
}

function stillBlocked({ version }: TrainState, left: TrainState["blockers"]): RefusedCommand | undefined {
  if (left.length === 0) return undefined;
  const names = left.map(({ blocker, title, owner }) => `${blocker} (${title}, owner ${owner})`).join(", ");
  return conflict(
    `blockers of ${version} are open: ${names}`,
    `resolve them, or overrule them by name: ${left.map(({ blocker }) => blocker).join(", ")}`,
  );
}
