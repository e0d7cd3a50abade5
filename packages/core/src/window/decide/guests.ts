import type { RefusedCommand } from "../../decided.ts";
import type { Fact, GuestRequested } from "../../line/fact.ts";
import { timetable } from "../../timetable/build-timetable.ts";
import { span } from "../../time/interval.ts";
import { shown } from "../../time/invalid-input.ts";
import {
  type ActOf,
  conflict,
  type Judged,
  lastFact,
  type Matter,
  missing,
  nextNumber,
  type Saying,
  says,
  stands,
} from "../../train/decide/matter.ts";
import { id, lengthMs, name } from "../../train/decide/written.ts";
import { stableJson } from "../../hash.ts";
import type { WindowNow } from "../window-now.ts";
import { isNoWindow, windowNamed } from "./window-named.ts";

/** A guest as its last facts have it. */
interface Guest {
  readonly asked: GuestRequested;
  readonly status: "requested" | "accepted" | "refused";
  /** The fact that says its status. */
  readonly last: Fact;
}

/** Asks to use a window for a change that is not part of the train (R37). It never makes a window of its own (R36). */
export function requestGuest(matter: Matter, act: ActOf<"requestGuest">): Judged {
  lengthMs("the length", act.length);
  const said = {
    guest: id("the id of the guest", act.guest),
    window: act.window,
    name: name("the name", act.name),
    length: act.length,
    owner: name("the owner", act.owner),
    change: name("the change request", act.change),
  };
  const found = windowNamed(matter, act.window);
  if (isNoWindow(found)) return found;
  const known = guestOf(matter, said.guest);
  if (known !== undefined && known.status !== "refused") {
    if (sameRequest(known.asked, said)) return stands(known.asked);
    const own = stableJson(known.asked.by) === stableJson(matter.by);
    if (known.status === "accepted" || !own) {
      return conflict(`there is a guest ${said.guest} already, which is ${known.status}`, "choose another id");
    }
  }
  const count = nextNumber(matter, "guestRequested", (fact) => fact.guest === said.guest);
  const fact: Saying = { id: `guestRequested/${said.guest}/${count}`, type: "guestRequested", ...said };
  return notHosting(found) ?? says(fact);
}

/** Takes a guest, if the window has room for it, or does not. */
export function answerGuest(matter: Matter, act: ActOf<"acceptGuest" | "refuseGuest">): Judged {
  const guest = guestOf(matter, act.guest);
  if (guest === undefined) return noGuest(matter, act.guest);
  const { asked, status, last } = guest;
  const wanted = act.act === "acceptGuest" ? "accepted" : "refused";
  if (status === wanted) return stands(last);
  const found = windowNamed(matter, asked.window);
  if (isNoWindow(found)) return found;
  if (matter.view.movements.guestsDone.includes(act.guest)) {
    return conflict(`guest ${act.guest} has finished`, "there is nothing to answer");
  }
  const type = wanted === "accepted" ? "guestAccepted" : "guestRefused";
  const count = nextNumber(matter, type, (fact: { readonly guest: string }) => fact.guest === act.guest);
  const fact: Saying = { id: `${type}/${act.guest}/${count}`, type, guest: act.guest };
  if (wanted === "refused") return says(fact);
  return notHosting(found) ?? noRoom(matter, found, act.guest) ?? says(fact);
}

/** Says that a guest has finished. Until then its window is not completed. */
export function guestDone(matter: Matter, act: ActOf<"guestDone">): Judged {
  const { guest } = act;
  const known = guestOf(matter, guest);
  if (known === undefined) return noGuest(matter, guest);
  if (matter.view.movements.guestsDone.includes(guest)) {
    return stands(lastFact(matter, "guestDone", (fact) => fact.guest === guest));
  }
  if (known.status !== "accepted") {
    return conflict(`guest ${guest} is ${known.status}, and has no place`, "let the team accept it first");
  }
  const found = windowNamed(matter, known.asked.window);
  if (isNoWindow(found)) return found;
  if (found.state === "planned") {
    return conflict(`window ${found.window.id} has not begun`, "refuse the guest if it does not come (refuseGuest)");
  }
  return says({ id: `guestDone/${guest}`, type: "guestDone", guest });
}

function guestOf(matter: Matter, guest: string): Guest | undefined {
  const asked = lastFact(matter, "guestRequested", (fact) => fact.guest === guest);
  if (asked === undefined) return undefined;
  const after = matter.view.facts.slice(matter.view.facts.indexOf(asked) + 1);
  const answer = after.findLast(
    (fact) => (fact.type === "guestAccepted" || fact.type === "guestRefused") && fact.guest === guest,
  );
  const status = answer === undefined ? "requested" : answer.type === "guestAccepted" ? "accepted" : "refused";
  return { asked, status, last: answer ?? asked };
}

function sameRequest(fact: GuestRequested, said: Pick<GuestRequested, "guest">): boolean {
  const { id: _id, at: _at, by: _by, type: _type, reason: _reason, ...asked } = fact;
  return stableJson(asked) === stableJson(said);
}

function noGuest({ view }: Matter, guest: string): RefusedCommand {
  const known = [...new Set(view.facts.flatMap((fact) => (fact.type === "guestRequested" ? [fact.guest] : [])))];
  return missing(
    `there is no guest ${shown(guest)}`,
    known.length > 0 ? `use ${known.slice(-10).join(", ")}` : "nobody has asked to use a window (requestGuest)",
  );
}

function notHosting({ window, state }: WindowNow): RefusedCommand | undefined {
  const { id: window_, host, capacity } = window;
  if (host !== undefined) return missing(`${window_} is a guest's own place`, `name ${host}`);
  if (state === "completed" || state === "cancelled") {
    return conflict(`window ${window_} is ${state}`, "ask for one that is still to come");
  }
  return capacity === 0
    ? conflict(`window ${window_} takes no guests`, "ask for another window, or raise the `capacity` of its rule")
    : undefined;
}

/** Whether the guest would have a place after those accepted before it, or why it has none. */
function noRoom({ view, by, now }: Matter, { window }: WindowNow, guest: string): RefusedCommand | undefined {
  const accepted: Fact = { id: `guestAccepted/${guest}/?`, at: now, by, type: "guestAccepted", guest };
  const day = span(window.start, "P1D");
  const { windows, findings } = timetable(view.line, [...view.facts, accepted], day, view.options);
  const place = `${view.line.id}/guest/${guest}`;
  // A place that begins later than a day after its host is not listed, and no finding speaks against it.
  const against = findings.find(({ subjects }) => subjects.includes(place));
  if (windows.some((one) => one.id === place) || against === undefined) return undefined;
  return conflict(against.message, against.hint);
}
