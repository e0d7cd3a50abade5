import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { printable } from "../text.ts";
import { authorName } from "./texts.ts";

/** A fact as one line for people: who, what, about what. */
export function factLine(line: TrainLine, fact: Fact): string {
  const reason = fact.reason === undefined ? "" : ` (${fact.reason})`;
  return printable(`${authorName(line, fact.by)}: ${whatOf(line, fact)}${reason}`);
}

function whatOf(line: TrainLine, fact: Fact): string {
  switch (fact.type) {
    case "trainCut":
      return `cut ${fact.train} with ${list(fact.services) || "no services"}`;
    case "deployOrdered":
      return fact.kind === "promote"
        ? `promotes ${fact.train} to ${fact.target}: ${fact.version}`
        : `rolls ${fact.target} back to ${fact.version}`;
    case "deployStarted":
      return `deploy ${fact.order} runs${fact.url === undefined ? "" : `: ${fact.url}`}`;
    case "deployFinished":
      return `deploy ${fact.order} ${fact.outcome}`;
    case "deployMissing":
      return `deploy ${fact.order} did not appear`;
    case "versionRead":
      return `${fact.target} runs ${fact.version}`;
    case "targetPassed":
      return `${fact.target} passed`;
    case "targetSkipped":
      return `${fact.target} is skipped: ${fact.reason}`;
    case "trainHeld":
      return `holds ${fact.train}: ${fact.reason}; ${personName(line, fact.owner)} has it`;
    case "trainResumed":
      return `releases the hold of ${fact.train}`;
    case "blockerAdded":
      return `blocker ${fact.blocker}: ${fact.title}; ${personName(line, fact.owner)} has it`;
    case "blockerResolved":
      return `blocker ${fact.blocker} is resolved`;
    case "problemOpened":
      return `problem ${fact.problem}: ${fact.summary}`;
    case "problemDecided":
      return `problem ${fact.problem}: ${fact.course}, because ${fact.reason}`;
    case "problemClosed":
      return `problem ${fact.problem} is over`;
    case "windowStarted":
      return `window ${fact.window} is in progress`;
    case "windowExtended":
      return `window ${fact.window} lasts until ${fact.end}`;
    case "windowCompleted":
      return `window ${fact.window} is completed${fact.how === "us" ? "" : fact.how === "person" ? " by hand" : " by the board"}`;
    case "windowReopened":
      return `window ${fact.window} goes on as ${fact.as}`;
    case "leaseRevoked":
      return `ends the right to write that ${fact.holder} had since ${fact.since}`;
    case "handedOver":
      return `${fact.train} passes from ${personName(line, fact.from)} to ${personName(line, fact.to)}: ${fact.note}`;
    case "lateRiderRequested":
      return `asks to board ${fact.train} with ${fact.service} ${fact.version}`;
    case "approvalGiven":
      return `approves ${fact.subject.type} as ${fact.as}`;
    case "trainArrived":
      return `${fact.train} has arrived`;
    case "trainAbandoned":
      return `abandons ${fact.train}: ${fact.reason}`;
    default:
      return `${fact.type}${subjectOf(fact)}`;
  }
}

function subjectOf(fact: Fact): string {
  if ("window" in fact) return ` ${fact.window}`;
  if ("train" in fact) return ` ${fact.train}`;
  return "";
}

function personName(line: TrainLine, id: string): string {
  return line.people.find((person) => person.id === id)?.name ?? id;
}

function list(services: Readonly<Record<string, string>>): string {
  return Object.entries(services)
    .map(([service, version]) => `${service} ${version}`)
    .join(", ");
}
