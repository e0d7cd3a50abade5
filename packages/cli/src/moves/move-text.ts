import { type Fact, formatMoment, type Instant, type TrainLine } from "@footplate/core";
import { nameOf } from "../people/names.ts";
import { windowZone } from "./window-zone.ts";

/** What a fact that moved a train or a window says, in one line. Ids that the next command needs are in it. */
export function moveText(line: TrainLine, fact: Fact): string {
  switch (fact.type) {
    case "deployOrdered":
      return `${fact.id}: ${fact.target} gets ${fact.version}${fact.kind === "rollback" ? " again" : ""}`;
    case "deployStopAsked":
      return `${fact.order} is to stop`;
    case "trainHeld":
      return `${fact.train} is held: ${fact.reason}; ${nameOf(line, fact.owner)} must act`;
    case "trainCut":
      return `${fact.train} is cut${listed(fact.services)}`;
    case "targetPassed":
      return `${fact.train} passed ${fact.target}`;
    case "targetSkipped":
      return `${fact.train} skips ${fact.target}`;
    case "trainResumed":
      return `${fact.train} goes on`;
    case "trainCancelled":
      return `${fact.train} is cancelled`;
    case "trainAbandoned":
      return `${fact.train} is abandoned`;
    case "trainArrived":
      return `${fact.train} has arrived`;
    case "versionCleared":
      return `${fact.version} may be promoted again`;
    case "changeLinked": {
      const { change } = fact;
      const what = "request" in change ? `${change.request}, ${change.state}` : `the exception ${change.exception}`;
      return `${fact.train} rests on ${what}`;
    }
    default:
      return troubleText(line, fact) ?? riderText(fact) ?? windowText(line, fact) ?? fact.id;
  }
}

function troubleText(line: TrainLine, fact: Fact): string | undefined {
  switch (fact.type) {
    case "problemOpened":
      return `${fact.problem}: ${fact.summary}`;
    case "problemDecided":
      return `${fact.problem}: ${fact.course}`;
    case "problemClosed":
      return `${fact.problem} is over`;
    case "blockerAdded":
      return `${fact.blocker}: ${fact.title}; ${nameOf(line, fact.owner)} owns it${saysMore(line, fact)}`;
    case "blockerUpdated":
      return `${fact.blocker}: ${fact.note}${saysMore(line, fact)}`;
    case "blockerResolved":
      return `${fact.blocker} is resolved`;
    case "approvalGiven": {
      const { approval, subject } = fact;
      return subject.type === "skip"
        ? `${approval}: ${subject.target} may be skipped`
        : `${approval}: ${subject.window} may last until ${formatMoment(subject.until, windowZone(line, subject.window))}`;
    }
    case "exceptionRequested":
      return `${fact.exception}: ${fact.scope.join(", ")} in ${fact.freeze}, until ${formatMoment(fact.expiresAt, line.zone)}`;
    case "exceptionApproved":
      return `${fact.exception} is approved by its author`;
    case "exceptionRefused":
      return `${fact.exception} is refused`;
    default:
      return undefined;
  }
}

function riderText(fact: Fact): string | undefined {
  switch (fact.type) {
    case "riderBoarded":
      return `${fact.service} ${fact.version} rides on ${fact.train}${fact.target === undefined ? "" : ` to ${fact.target}`}`;
    case "riderLeft":
      return `${fact.service} does not ride on ${fact.train}`;
    case "lateRiderRequested":
      return `${fact.rider}: ${fact.service} ${fact.version} asks to board`;
    case "lateRiderAccepted":
      return `${fact.rider} is accepted`;
    case "lateRiderRefused":
      return `${fact.rider} is refused`;
    case "guestRequested":
      return `${fact.guest} asks to use ${fact.window}`;
    case "guestAccepted":
      return `${fact.guest} is accepted`;
    case "guestRefused":
      return `${fact.guest} is refused`;
    case "guestDone":
      return `${fact.guest} has finished`;
    default:
      return undefined;
  }
}

function saysMore({ zone }: TrainLine, { updateBy }: { readonly updateBy?: Instant }): string {
  return updateBy === undefined ? "" : `; more is said by ${formatMoment(updateBy, zone)}`;
}

function windowText(line: TrainLine, fact: Fact): string | undefined {
  const at = (window: string, moment: Instant): string => formatMoment(moment, windowZone(line, window));
  switch (fact.type) {
    case "windowExtended":
      return `${fact.window} lasts until ${at(fact.window, fact.end)}, on ${fact.approval}`;
    case "windowCompleted":
      return `${fact.window} is completed`;
    case "windowCancelled":
      return `${fact.window} is cancelled`;
    case "windowReviewed":
      return `${fact.window} is reviewed`;
    case "windowMoved":
      return `${fact.window} begins ${at(fact.window, fact.start)}, ends ${at(fact.window, fact.end)}`;
    case "windowReopened":
      return `${fact.window} goes on as ${fact.as}, ${at(fact.window, fact.start)}`;
    case "windowClaimed":
      return `${fact.window} is claimed`;
    case "joined":
      return `${nameOf(line, fact.person)} is there for ${fact.window}`;
    default:
      return undefined;
  }
}

function listed(services: Readonly<Record<string, string>>): string {
  const riders = Object.entries(services).map(([service, version]) => `${service} ${version}`);
  return riders.length === 0 ? "" : ` with ${riders.join(", ")}`;
}
