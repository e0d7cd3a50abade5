import { placeOf, placeOfWindow } from "../../line/place-of.ts";
import type { RefusedCommand } from "../../decided.ts";
import type { ApprovalGiven } from "../../line/train-fact.ts";
import { trainOf } from "../../line/subject.ts";
import { stableJson } from "../../hash.ts";
import { epochMs, instant } from "../../time/instant.ts";
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
} from "./matter.ts";
import { isRefused, trainNamed, unknownTarget } from "./places.ts";
import { numbered } from "./riders.ts";
import { key, name } from "./written.ts";
import { isNoWindow, windowNamed } from "../../window/decide/window-named.ts";

type Subject = ApprovalGiven["subject"];

/**
 * Gives a customer's consent (R23). The customer's contact speaks for themselves; anybody else of the line passes on what
 * somebody at the client said, by name.
 */
export function approve(matter: Matter, act: ActOf<"approve">): Judged {
  const { by } = matter;
  const { train } = act;
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const subject = subjectOf(act.subject);
  const target = targetOf(matter, train, subject);
  if (typeof target === "object") return target;
  if ("bot" in by) return forbidden("a program cannot consent for a customer", "let a person say it");
  const contact = contactOf(matter, target);
  const as = act.as ?? (by.person === contact || act.from === undefined ? "tam" : "client");
  if (as === "tam" && by.person !== contact) return notTheContact(by.person, target, contact);
  const from =
    act.from === undefined && as === "tam" ? undefined : name("who at the client said yes (`from`)", act.from);
  const chosen = act.approval === undefined ? undefined : key("the id of the approval", act.approval);
  const said = { as, subject, ...(from !== undefined && { from }) };
  const known = lastFact(matter, "approvalGiven", (fact) => {
    const same = fact.train === train && "person" in fact.by && fact.by.person === by.person;
    const equal = fact.as === as && fact.from === from && stableJson(fact.subject) === stableJson(subject);
    return same && equal && (chosen === undefined || fact.approval === chosen);
  });
  if (known !== undefined) return stands(known);
  const taken = (id: string): boolean => state.approvals.some(({ approval }) => approval === id);
  if (chosen !== undefined && taken(chosen)) {
    return conflict(`there is another approval ${chosen} already`, "leave the id out, or choose another");
  }
  if (subject.type === "extension" && epochMs(subject.until) <= epochMs(matter.now)) {
    return conflict(`${subject.until} has passed`, "approve an end that is still to come");
  }
  const approval = chosen ?? numbered(`${train}/approval`, taken);
  return says({ id: `approvalGiven/${train}/${approval}`, type: "approvalGiven", train, approval, ...said });
}

function subjectOf(subject: ActOf<"approve">["subject"]): Subject {
  return subject.type === "skip" ? subject : { ...subject, until: instant(subject.until) };
}

/** `stop/target` of what is approved; empty for a window of no target. Refuses what is not the train's. */
function targetOf(matter: Matter, train: string, subject: Subject): string | RefusedCommand {
  if (subject.type === "skip") return unknownTarget(matter.view.line, subject.target) ?? subject.target;
  const found = windowNamed(matter, subject.window);
  if (isNoWindow(found)) return found;
  const { window } = found;
  if ((window.train ?? trainOf(window.id)) !== train) {
    return missing(`window ${window.id} is not one of ${train}`, "name the train that the window serves");
  }
  return window.stop === undefined ? "" : placeOfWindow(window);
}

/** The customer's contact of a target. */
export function contactOf({ view }: Pick<Matter, "view">, target: string): string | undefined {
  return placeOf(view.line, target)?.target.tam;
}

function notTheContact(person: string, target: string, contact: string | undefined): RefusedCommand {
  const passOn = "pass on the client's own word with `as: client` and `from`";
  return forbidden(
    `${person} is not the contact of ${target === "" ? "a target" : target}`,
    contact === undefined ? `${passOn}: the line names no contact there` : `let ${contact} approve, or ${passOn}`,
  );
}
