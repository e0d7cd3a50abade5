import { stableJson } from "../../hash.ts";
import { shown } from "../../time/invalid-input.ts";
import {
  type ActOf,
  conflict,
  forbidden,
  type Judged,
  lastFact,
  type Matter,
  missing,
  says,
  stands,
} from "../../train/decide/matter.ts";
import type { WindowNow } from "../window-now.ts";
import { isNoWindow, windowNamed } from "./window-named.ts";

/** Means to use a window. Without a claim in time, others may. */
export function claim(matter: Matter, act: ActOf<"claim">): Judged {
  const found = windowNamed(matter, act.window);
  if (isNoWindow(found)) return found;
  const { window, record } = found;
  const { id } = window;
  if (record.claimedBy !== undefined) {
    const who = "person" in record.claimedBy ? record.claimedBy.person : record.claimedBy.bot;
    return stableJson(record.claimedBy) === stableJson(matter.by)
      ? stands(lastFact(matter, "windowClaimed", (fact) => fact.window === id))
      : conflict(`${who} has claimed ${id}`, `ask ${who}, or be a guest of the window`);
  }
  return isOver(found) ? over(found) : says({ id: `windowClaimed/${id}`, type: "windowClaimed", window: id });
}

/** Is there for a window (R11). A lead may say so for somebody else. */
export function join(matter: Matter, act: ActOf<"join">): Judged {
  const { view, by } = matter;
  const found = windowNamed(matter, act.window);
  if (isNoWindow(found)) return found;
  const { id } = found.window;
  const person = act.person ?? ("person" in by ? by.person : undefined);
  if (person === undefined) return forbidden("a program is nobody to be there", "name the person who joined");
  if (!view.line.people.some((one) => one.id === person)) {
    return missing(
      `the line has no person ${shown(person)}`,
      `use one of ${view.line.people.map((one) => one.id).join(", ")}`,
    );
  }
  if (found.record.joined.includes(person)) {
    return stands(lastFact(matter, "joined", (fact) => fact.window === id && fact.person === person));
  }
  if ("person" in by && by.person !== person && !view.line.team.leads.includes(by.person)) {
    return forbidden(`${by.person} cannot say that ${person} is there`, `let ${person} or a lead say it`);
  }
  return isOver(found) ? over(found) : says({ id: `joined/${id}/${person}`, type: "joined", window: id, person });
}

function isOver({ state, record }: WindowNow): boolean {
  return state === "cancelled" || record.completedAt !== undefined;
}

function over({ window: { id }, state }: WindowNow): Judged {
  return conflict(`window ${id} is ${state}`, "name one that is still to come");
}
