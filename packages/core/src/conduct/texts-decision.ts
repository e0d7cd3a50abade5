import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { courseText, personName, placeName, reasonText } from "./texts.ts";

/**
 * What a decision says, for ticket and log (R48), without who and when; `undefined` for a fact that is no decision. The
 * zone is for moments in it.
 */
export function decisionText(line: TrainLine, fact: Fact, moment: (at: Fact["at"]) => string): string | undefined {
  return aboutTrain(line, fact) ?? aboutConsent(line, fact, moment) ?? aboutWindow(fact, moment);
}

function aboutTrain(line: TrainLine, fact: Fact): string | undefined {
  const person = (id: string): string => personName(line, id);
  const place = (id: string): string => placeName(line, id);
  switch (fact.type) {
    case "trainCut":
      return `cut with ${versions(fact.services) || "no services"}`;
    case "trainCancelled":
      return `cancelled${reasonText(fact.reason)}`;
    case "trainAbandoned":
      return `abandoned: ${fact.reason}`;
    case "trainArrived":
      return "arrived";
    case "deployOrdered":
      return fact.kind === "promote"
        ? `promote to ${place(fact.target)}: ${fact.partial ? versions(fact.services) : fact.version}`
        : `roll ${place(fact.target)} back to ${fact.version}${reasonText(fact.reason)}`;
    case "deployStopAsked":
      return `stop deploy ${fact.order}${reasonText(fact.reason)}`;
    case "targetPassed":
      return `${place(fact.target)} passed`;
    case "targetSkipped":
      return `skip ${place(fact.target)}: ${fact.reason}`;
    case "versionCleared":
      return `${fact.version} may be promoted again${reasonText(fact.reason)}`;
    case "trainHeld":
      return `held: ${fact.reason}. ${person(fact.owner)} has it: ${fact.note}`;
    case "trainResumed":
      return `goes on${fact.overruled?.length ? `, overruling ${fact.overruled.join(", ")}` : ""}`;
    case "blockerAdded":
      return `blocker ${fact.blocker}: ${fact.title}. ${person(fact.owner)} has it: ${fact.note}`;
    case "blockerResolved":
      return `blocker ${fact.blocker} is resolved`;
    case "handedOver":
      return `passes from ${person(fact.from)} to ${person(fact.to)}: ${fact.note}`;
    case "problemOpened":
      return `problem ${fact.problem}${fact.target === undefined ? "" : ` at ${place(fact.target)}`}: ${fact.summary}`;
    case "problemDecided":
      return `problem ${fact.problem}: ${courseText(fact.course)}, because ${fact.reason}`;
    case "problemClosed":
      return `problem ${fact.problem} is over`;
    default:
      return undefined;
  }
}

function aboutConsent(line: TrainLine, fact: Fact, moment: (at: Fact["at"]) => string): string | undefined {
  switch (fact.type) {
    case "lateRiderAccepted":
      return `late rider ${fact.rider} is taken`;
    case "lateRiderRefused":
      return `late rider ${fact.rider} is not taken${reasonText(fact.reason)}`;
    case "approvalGiven": {
      const { subject, as, from } = fact;
      const what =
        subject.type === "extension"
          ? `extending ${subject.window} until ${moment(subject.until)}`
          : `skipping ${placeName(line, subject.target)}`;
      return `approved for the ${as === "tam" ? "customer by their contact" : "client"}${from === undefined ? "" : ` (${from})`}: ${what}`;
    }
    case "exceptionRequested":
      return `exception ${fact.exception} from freeze ${fact.freeze} is asked for until ${moment(fact.expiresAt)}: ${fact.reason}`;
    case "exceptionApproved":
      return `exception ${fact.exception} is approved`;
    case "exceptionRefused":
      return `exception ${fact.exception} is refused${reasonText(fact.reason)}`;
    case "changeLinked":
      return "request" in fact.change
        ? `rests on change request ${fact.change.request} (${fact.change.state})`
        : `rests on exception ${fact.change.exception} from change control`;
    default:
      return undefined;
  }
}

function aboutWindow(fact: Fact, moment: (at: Fact["at"]) => string): string | undefined {
  switch (fact.type) {
    case "windowExtended":
      return `window ${fact.window} is extended until ${moment(fact.end)}, approval ${fact.approval}`;
    case "windowReopened":
      return `window ${fact.window} goes on as ${fact.as}, until ${moment(fact.end)}`;
    case "windowMoved":
      return `window ${fact.window} is moved: ${moment(fact.start)} to ${moment(fact.end)}`;
    case "windowCancelled":
      return `window ${fact.window} is cancelled${reasonText(fact.reason)}`;
    case "windowCompleted":
      return fact.how === "person" ? `window ${fact.window} is completed by hand` : undefined;
    default:
      return undefined;
  }
}

function versions(services: Readonly<Record<string, string>>): string {
  return Object.entries(services)
    .map((entry) => entry.join(" "))
    .join(", ");
}
