import type { TrainLine } from "@footplate/core";
import type { Command as Act } from "@footplate/core/conduct";
import { type ActSpec, readAct } from "../acts.ts";
import type { Call, Outcome } from "../command.ts";
import { readLine } from "../read-line.ts";
import { sendAct } from "./send-command.ts";

/** What one act about people takes. */
export type PeopleActSpec = ActSpec<Act>;

/** Runs the act that the second argument names. Throws all that is wrong with its arguments at once. */
export async function runAct(
  call: Call,
  specs: Readonly<Record<string, PeopleActSpec>>,
  own: readonly string[],
  list: (call: Call, line: TrainLine) => Promise<Outcome>,
): Promise<Outcome> {
  const line = await readLine(call);
  const read = readAct(call, line, specs, { own, lists: true });
  if (read === "list") return list(call, line);
  const { recorded, already } = await sendAct(call, line, read.act, read.problems);
  return { exit: 0, value: { recorded, already } };
}
