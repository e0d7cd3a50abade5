import { instant } from "../../time/instant.ts";
import type { RefusedCommand } from "../../decided.ts";
import type { BlockerAdded, BlockerUpdated } from "../../line/train-fact.ts";
import { isOpen } from "../evolve-trouble.ts";
import type { BlockerState, TrainState } from "../train-state.ts";
import { notHoldable } from "./hold.ts";
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
import { numbered } from "./riders.ts";
import { key, name, sentence } from "./written.ts";

/** Names an issue that stops the train, with an owner and a note. */
export function addBlocker(matter: Matter, act: ActOf<"addBlocker">): Judged {
  const { train } = act;
  const updateBy = act.updateBy === undefined ? undefined : instant(act.updateBy);
  const said = {
    title: name("the title", act.title),
    owner: name("the owner", act.owner),
    note: sentence("the note", act.note),
    ...(updateBy !== undefined && { updateBy }),
  };
  const chosen = act.blocker === undefined ? undefined : key("the id of the blocker", act.blocker);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const same = (fact: BlockerAdded): boolean =>
    fact.train === train && fact.title === said.title && fact.owner === said.owner && fact.note === said.note;
  const open = (fact: BlockerAdded): boolean =>
    state.blockers.some((one) => one.blocker === fact.blocker && isOpen(one));
  const known = lastFact(matter, "blockerAdded", (fact) => {
    return open(fact) && same(fact) && (chosen === undefined || fact.blocker === chosen);
  });
  if (known !== undefined) return stands(known);
  if (chosen !== undefined && state.blockers.some((one) => one.blocker === chosen && isOpen(one))) {
    return conflict(`there is another blocker ${chosen} already`, "update it, leave the id out, or choose another");
  }
  const taken = (id: string): boolean => state.blockers.some((one) => one.blocker === id);
  const blocker = chosen ?? numbered(`${train}/blocker`, taken);
  const count = nextNumber(matter, "blockerAdded", (fact) => fact.train === train && fact.blocker === blocker);
  const id = `blockerAdded/${train}/${blocker}/${count}`;
  return notHoldable(state) ?? says({ id, type: "blockerAdded", train, blocker, ...said });
}

/** Says how a blocker stands, or gives it to another owner. */
export function updateBlocker(matter: Matter, act: ActOf<"updateBlocker">): Judged {
  const { train, blocker } = act;
  const updateBy = act.updateBy === undefined ? undefined : instant(act.updateBy);
  const said = {
    note: sentence("the note", act.note),
    ...(act.owner !== undefined && { owner: name("the owner", act.owner) }),
    ...(updateBy !== undefined && { updateBy }),
  };
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const found = blockerOf(state, blocker);
  if (isRefused(found)) return found;
  if (!isOpen(found)) return over(found);
  const own = (fact: BlockerUpdated): boolean => fact.train === train && fact.blocker === blocker;
  const last = lastFact(matter, "blockerUpdated", own);
  const repeated =
    last?.note === said.note && last.owner === said.owner && last.updateBy === updateBy && found.note === said.note;
  if (last !== undefined && repeated) return stands(last);
  const id = `blockerUpdated/${train}/${blocker}/${nextNumber(matter, "blockerUpdated", own)}`;
  return says({ id, type: "blockerUpdated", train, blocker, ...said });
}

/** Says that a blocker stops the train no more. */
export function resolveBlocker(matter: Matter, { train, blocker }: ActOf<"resolveBlocker">): Judged {
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const found = blockerOf(state, blocker);
  if (isRefused(found)) return found;
  const own = (fact: { readonly train: string; readonly blocker: string }): boolean =>
    fact.train === train && fact.blocker === blocker;
  if (found.resolvedAt !== undefined) return stands(lastFact(matter, "blockerResolved", own));
  if (!isOpen(found)) return over(found);
  const id = `blockerResolved/${train}/${blocker}/${nextNumber(matter, "blockerResolved", own)}`;
  return says({ id, type: "blockerResolved", train, blocker });
}

function blockerOf({ blockers, version }: TrainState, id: string): BlockerState | RefusedCommand {
  const found = blockers.find((one) => one.blocker === id);
  if (found !== undefined) return found;
  const open = blockers.filter(isOpen).map(({ blocker }) => blocker);
  return missing(
    `${version} has no blocker ${id}`,
    open.length > 0 ? `use ${open.join(", ")}` : "no blocker of it is open",
  );
}

function over({ blocker, resolvedAt }: BlockerState): RefusedCommand {
  const how = resolvedAt === undefined ? "overruled" : "resolved";
  return conflict(`blocker ${blocker} is ${how}`, "add it again if it stops the train once more");
}
