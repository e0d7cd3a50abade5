import { FootplateError, printable, type Problem, type TrainLine } from "@footplate/core";
import { type Closure, type ConductCommand, send } from "@footplate/core/conduct";
import { personProblems } from "../authors.ts";
import { refuseIf } from "../bad-input.ts";
import type { Call, Outcome } from "../command.ts";
import { workplace } from "../workplace.ts";
import { hintText } from "./hint-text.ts";
import { moveText } from "./move-text.ts";

/** Sends one act that moves a train or a window, and says what was recorded. Throws why it is refused, all reasons at once. */
export async function sendMove(
  call: Call,
  line: TrainLine,
  act: ConductCommand,
  problems: readonly Problem[] = [],
): Promise<Outcome> {
  refuseIf([...problems, ...personProblems(line, call.given.text("as"))], "nothing was recorded");
  const place = await workplace(call, "record");
  const sent = await place.withJournal("write", (journal) =>
    send({ line, ports: { journal }, clock: place.clock, ...place.rosterOptions }, act),
  );
  if (!sent.ok) {
    const { code, message, hint, closures = [] } = sent;
    throw new FootplateError({
      code,
      ...(closures.length > 1
        ? { message: "nothing was recorded: the gate is closed", problems: closures.map(reasonOf) }
        : { message: `nothing was recorded: ${hintText(message)}`, hint: hintText(hint) }),
    });
  }
  const { facts, already, notes = [] } = sent;
  const lines = [
    ...facts.map((fact) => `${already ? "Already recorded" : "Recorded"}: ${moveText(line, fact)}`),
    ...notes.map((note) => `! ${note}`),
  ];
  call.out.say(lines.map((one) => `${printable(one)}\n`).join(""));
  return { exit: 0, value: { recorded: facts, already, notes } };
}

function reasonOf({ by, message, hint }: Closure): Problem {
  return { path: by, value: "nothing", message, hint: hintText(hint) };
}
