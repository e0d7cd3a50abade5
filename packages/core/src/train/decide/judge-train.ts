import { addBlocker, resolveBlocker, updateBlocker } from "./blockers.ts";
import { approve } from "./approve.ts";
import { cut } from "./cut.ts";
import { abandon, arrive, cancelTrain, clearVersion } from "./ends.ts";
import { answerException, requestException } from "./exceptions.ts";
import { hold, resume } from "./hold.ts";
import { linkChange } from "./link-change.ts";
import type { ConductAct, Judged, Matter } from "./matter.ts";
import { pass, skip, stopDeploy } from "./pass.ts";
import { closeProblem, decideProblem, openProblem } from "./problems.ts";
import { promote } from "./promote.ts";
import { answerLateRider, board, leave, requestLateRider } from "./riders.ts";
import { rollback } from "./rollback.ts";

/** An act about one train. */
export type TrainAct = Extract<ConductAct, { readonly train: string }>;

/** What an act about a train comes to. */
export function judgeTrain(matter: Matter, act: TrainAct): Judged {
  switch (act.act) {
    case "cut":
      return cut(matter, act);
    case "board":
      return board(matter, act);
    case "leave":
      return leave(matter, act);
    case "requestLateRider":
      return requestLateRider(matter, act);
    case "acceptLateRider":
    case "refuseLateRider":
      return answerLateRider(matter, act);
    case "promote":
      return promote(matter, act);
    case "rollback":
      return rollback(matter, act);
    case "pass":
      return pass(matter, act);
    case "skip":
      return skip(matter, act);
    case "stopDeploy":
      return stopDeploy(matter, act);
    case "cancelTrain":
      return cancelTrain(matter, act);
    case "abandon":
      return abandon(matter, act);
    case "arrive":
      return arrive(matter, act);
    default:
      return judgeTrouble(matter, act);
  }
}

type Moving =
  | "cut"
  | "board"
  | "leave"
  | "requestLateRider"
  | "acceptLateRider"
  | "promote"
  | "rollback"
  | "pass"
  | "skip"
  | "stopDeploy"
  | "cancelTrain"
  | "arrive";

function judgeTrouble(
  matter: Matter,
  act: Exclude<TrainAct, { readonly act: Moving | "refuseLateRider" | "abandon" }>,
): Judged {
  switch (act.act) {
    case "hold":
      return hold(matter, act);
    case "resume":
      return resume(matter, act);
    case "addBlocker":
      return addBlocker(matter, act);
    case "updateBlocker":
      return updateBlocker(matter, act);
    case "resolveBlocker":
      return resolveBlocker(matter, act);
    case "clearVersion":
      return clearVersion(matter, act);
    case "openProblem":
      return openProblem(matter, act);
    case "decideProblem":
      return decideProblem(matter, act);
    case "closeProblem":
      return closeProblem(matter, act);
    case "approve":
      return approve(matter, act);
    case "requestException":
      return requestException(matter, act);
    case "approveException":
    case "refuseException":
      return answerException(matter, act);
    case "linkChange":
      return linkChange(matter, act);
  }
}
