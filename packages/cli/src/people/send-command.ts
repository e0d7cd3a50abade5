import {
  FootplateError,
  type FactType,
  type PeopleFact,
  printable,
  type Problem,
  type Roster,
  roster,
  type TrainLine,
} from "@footplate/core";
import { type Command as Act, send } from "@footplate/core/conduct";
import { authorProblems } from "../authors.ts";
import { refuseIf } from "../bad-input.ts";
import type { Call } from "../command.ts";
import { workplace } from "../workplace.ts";
import { factText } from "./fact-text.ts";

/** What each act about people records. */
export const RECORDED: Readonly<Record<Act["act"], FactType>> = {
  absent: "absenceDeclared",
  absentWithdrawn: "absenceWithdrawn",
  requestCover: "coverRequested",
  acceptCover: "coverAccepted",
  declineCover: "coverDeclined",
  withdrawCover: "coverWithdrawn",
  proposeSwap: "swapProposed",
  acceptSwap: "swapAccepted",
  declineSwap: "swapDeclined",
  undoSwap: "swapUndone",
  forceSwap: "swapForced",
  handOver: "handedOver",
  brief: "briefed",
};

/** What was recorded, or was there already. */
export interface Recorded {
  readonly recorded: PeopleFact;
  readonly already: boolean;
  /** Who conducts now. */
  readonly roster: Roster;
}

/** Sends one act and says what was recorded. Throws all that is wrong with it at once, or why it is refused. */
export async function sendAct(
  call: Call,
  line: TrainLine,
  act: Act,
  problems: readonly Problem[] = [],
): Promise<Recorded> {
  const as = call.given.text("as");
  refuseIf([...problems, ...authorProblems(line, as, [RECORDED[act.act]])], "nothing was recorded");
  const place = await workplace(call, "record");
  return place.withJournal("write", async (journal) => {
    const sent = await send({ line, ports: { journal }, clock: place.clock, ...place.rosterOptions }, act);
    const fact = sent.ok ? sent.facts[0] : undefined;
    if (!sent.ok || fact === undefined) {
      const { code, message, hint } = sent.ok
        ? ({ code: "conflict", message: "there is nothing to record", hint: "run it again" } as const)
        : sent;
      throw new FootplateError({ code, message: `nothing was recorded: ${message}`, hint });
    }
    const already = sent.ok && sent.already;
    call.out.say(printable(`${already ? "Already recorded" : "Recorded"}: ${factText(line, fact)}`).concat("\n"));
    return { recorded: fact, already, roster: roster(line, await journal.facts(line.id), place.rosterOptions) };
  });
}
