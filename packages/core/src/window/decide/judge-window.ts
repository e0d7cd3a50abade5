import type { ConductAct, Judged, Matter } from "../../train/decide/matter.ts";
import type { TrainAct } from "../../train/decide/judge-train.ts";
import { cancelWindow, completeWindow, reopen } from "./complete.ts";
import { extend } from "./extend.ts";
import { answerGuest, guestDone, requestGuest } from "./guests.ts";
import { claim, join } from "./presence.ts";
import { moveWindow, reviewWindow } from "./times.ts";

/** What an act about a window or a guest of one comes to. */
export function judgeWindow(matter: Matter, act: Exclude<ConductAct, TrainAct>): Judged {
  switch (act.act) {
    case "extend":
      return extend(matter, act);
    case "completeWindow":
      return completeWindow(matter, act);
    case "cancelWindow":
      return cancelWindow(matter, act);
    case "reviewWindow":
      return reviewWindow(matter, act);
    case "moveWindow":
      return moveWindow(matter, act);
    case "reopen":
      return reopen(matter, act);
    case "claim":
      return claim(matter, act);
    case "join":
      return join(matter, act);
    case "requestGuest":
      return requestGuest(matter, act);
    case "acceptGuest":
    case "refuseGuest":
      return answerGuest(matter, act);
    case "guestDone":
      return guestDone(matter, act);
  }
}
