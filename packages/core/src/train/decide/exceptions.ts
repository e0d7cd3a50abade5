import type { RefusedCommand } from "../../decided.ts";
import type { Freeze, TrainLine } from "../../line/line.ts";
import type { ExceptionApproved, ExceptionRefused, ExceptionRequested } from "../../line/train-fact.ts";
import { epochMs, instant } from "../../time/instant.ts";
import { inScope } from "../../timetable/freezes.ts";
import { type Policy, policyOf } from "../conduct-policy.ts";
import type { ExceptionState, TrainState } from "../train-state.ts";
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
import { isRefused, noPlace, targetsAt, trainNamed } from "./places.ts";
import { numbered } from "./riders.ts";
import { key, sentence } from "./written.ts";

/** Asks to promote in a freeze. */
export function requestException(matter: Matter, act: ActOf<"requestException">): Judged {
  const { line } = matter.view;
  const { train } = act;
  const reason = sentence("the reason", act.reason);
  const expiresAt = instant(act.expiresAt);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const freeze = (line.freezes ?? []).find(({ id }) => id === act.freeze);
  if (freeze === undefined) return noFreeze(line, act.freeze);
  const scope = act.scope ?? coveredBy(line, freeze);
  const refused =
    notExceptional(freeze, policyOf(line, train)) ??
    wrongScope(line, freeze, scope) ??
    (epochMs(expiresAt) > epochMs(matter.now)
      ? undefined
      : conflict(`it would expire at ${expiresAt}, which has passed`, "give an end that is still to come"));
  if (refused !== undefined) return refused;
  const chosen = act.exception === undefined ? undefined : key("the id of the exception", act.exception);
  const same = (fact: ExceptionRequested): boolean =>
    fact.train === train &&
    fact.freeze === freeze.id &&
    fact.expiresAt === expiresAt &&
    fact.scope.join() === scope.join() &&
    fact.reason === reason &&
    state.exceptions.find(({ exception }) => exception === fact.exception)?.refusedBy === undefined;
  const known = lastFact(matter, "exceptionRequested", (fact) => {
    return same(fact) && (chosen === undefined || fact.exception === chosen);
  });
  if (known !== undefined) return stands(known);
  const taken = (id: string): boolean => state.exceptions.some(({ exception }) => exception === id);
  if (chosen !== undefined && taken(chosen)) {
    return conflict(`there is another exception ${chosen} already`, "leave the id out, or choose another");
  }
  const exception = chosen ?? numbered(`${train}/exception`, taken);
  const id = `exceptionRequested/${train}/${exception}`;
  return says({ id, type: "exceptionRequested", train, exception, freeze: freeze.id, scope, reason, expiresAt });
}

/** Says yes or no to an exception. A no is final; a yes counts for every rule that names its author. */
export function answerException(matter: Matter, act: ActOf<"approveException" | "refuseException">): Judged {
  const { by, now, view } = matter;
  const { train, exception } = act;
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const asked = state.exceptions.find((one) => one.exception === exception);
  if (asked === undefined) return noException(state, exception);
  if ("bot" in by) return forbidden("a program cannot answer for a person", "let a person say it");
  const type = act.act === "approveException" ? "exceptionApproved" : "exceptionRefused";
  const own = (fact: ExceptionApproved | ExceptionRefused): boolean =>
    fact.train === train && fact.exception === exception && "person" in fact.by && fact.by.person === by.person;
  const said = type === "exceptionApproved" ? asked.approvedBy.includes(by.person) : asked.refusedBy === by.person;
  if (said && (type === "exceptionRefused" || asked.refusedBy === undefined)) {
    return stands(lastFact<ExceptionApproved["type"] | ExceptionRefused["type"]>(matter, type, own));
  }
  const refused = notAnApprover(by.person, policyOf(view.line, train)) ?? over(asked, now);
  return refused ?? says({ id: `${type}/${train}/${exception}/${by.person}`, type, train, exception });
}

function noFreeze(line: TrainLine, id: string): RefusedCommand {
  const known = (line.freezes ?? []).map((freeze) => freeze.id);
  return missing(
    `the line has no freeze ${id}`,
    known.length > 0 ? `use ${known.join(", ")}` : "the line has none: nothing needs an exception",
  );
}

function coveredBy(line: TrainLine, freeze: Freeze): readonly string[] {
  return freeze.scope ?? line.stops.map(({ id }) => id);
}

function notExceptional(freeze: Freeze, { freezeApprovers }: Policy): RefusedCommand | undefined {
  if (freeze.class === "soft") {
    return conflict(`${freeze.name} is a soft freeze, which closes nothing`, "promote without an exception");
  }
  return freezeApprovers === undefined
    ? forbidden(
        `the line names nobody who may approve an exception from ${freeze.name}`,
        "wait for its end, or add `freezeApprovers` to the era's policy",
      )
    : undefined;
}

function wrongScope(line: TrainLine, freeze: Freeze, scope: readonly string[]): RefusedCommand | undefined {
  if (scope.length === 0) return missing("no target is named", "name the targets, or leave `scope` out");
  for (const place of scope) {
    const targets = targetsAt(line, place);
    if (targets.length === 0) return noPlace(line, place);
    const free = targets.every((target) => {
      const [stop, id] = target.split("/");
      return !inScope(freeze.scope, stop, id);
    });
    if (free) return conflict(`${freeze.name} does not cover ${place}`, "ask only for what it covers");
  }
  return undefined;
}

function noException({ exceptions, version }: TrainState, id: string): RefusedCommand {
  const open = exceptions.filter(({ refusedBy }) => refusedBy === undefined).map(({ exception }) => exception);
  return missing(
    `${version} has no exception ${id}`,
    open.length > 0 ? `use ${open.join(", ")}` : "nobody has asked for one (requestException)",
  );
}

function notAnApprover(person: string, { freezeApprovers = [] }: Policy): RefusedCommand | undefined {
  if (freezeApprovers.some(({ oneOf }) => oneOf.includes(person))) return undefined;
  const rules = freezeApprovers.map(({ name, oneOf }) => `${name} (${oneOf.join(" or ")})`);
  return forbidden(
    `${person} is not asked for consent`,
    rules.length > 0 ? `it takes ${rules.join(" and ")}` : "the era names nobody who could",
  );
}

function over({ exception, refusedBy, expiresAt }: ExceptionState, now: string): RefusedCommand | undefined {
  if (refusedBy !== undefined) {
    return conflict(`${refusedBy} has refused exception ${exception}, which is final`, "ask for another one");
  }
  return epochMs(expiresAt) <= epochMs(now)
    ? conflict(`exception ${exception} expired at ${expiresAt}`, "ask for another one")
    : undefined;
}
