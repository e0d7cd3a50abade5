import type { Command as Act, Problem, TrainLine } from "@footplate/core";
import { problem, refuseIf } from "../bad-input.ts";
import type { Call, Given, Outcome } from "../command.ts";
import { nameHint } from "../nearest.ts";
import { readLine } from "../read-line.ts";
import { sendAct } from "./send-command.ts";

/** What one act of a command takes. */
export interface ActSpec {
  /** Names of what follows it, such as `COVER`; those in brackets may be left out. */
  readonly names: readonly string[];
  /** The options that belong to it. */
  readonly options: readonly string[];
  build(asked: {
    readonly given: Given;
    readonly line: TrainLine;
    readonly names: readonly string[];
    readonly by: string;
    readonly problems: Problem[];
  }): Act;
}

/** Options of every act. */
const ALWAYS = ["as", "reason", "config", "journal", "json", "help"];

/** Runs the act that the second argument names. Throws all that is wrong with its arguments at once. */
export async function runAct(
  call: Call,
  specs: Readonly<Record<string, ActSpec>>,
  own: readonly string[],
  list: (call: Call, line: TrainLine) => Promise<Outcome>,
): Promise<Outcome> {
  const { given } = call;
  const line = await readLine(call);
  const [, name = "", ...names] = given.positionals;
  const known = ["list", ...Object.keys(specs)];
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec === undefined && name !== "list")
    refuseIf([problem("ACT", name, "there is no such act", nameHint(name, known))], "nothing was recorded");
  const problems: Problem[] = own
    .filter((option) => given.texts(option).length > 0 && !(spec?.options ?? []).includes(option))
    .filter((option) => !ALWAYS.includes(option))
    .map((option) => problem(`--${option}`, given.text(option), `${name} takes no --${option}`, "leave it out"));
  if (spec === undefined) {
    problems.push(...names.map((value) => problem("arguments", value, "nothing is expected here", "leave it out")));
    refuseIf(problems, "nothing can be listed");
    return list(call, line);
  }
  spec.names.forEach((wanted, index) => {
    if (names[index] !== undefined || wanted.startsWith("[")) return;
    problems.push(problem(wanted, undefined, "it is missing", `write ${name} ${spec.names.join(" ")}`));
  });
  for (const value of names.slice(spec.names.length))
    problems.push(problem("arguments", value, "nothing is expected here", "leave it out"));
  const by = given.text("as") ?? "";
  const reason = given.text("reason");
  const act = spec.build({ given, line, names, by, problems });
  const { recorded, already } = await sendAct(call, line, reason === undefined ? act : { ...act, reason }, problems);
  return { exit: 0, value: { recorded, already } };
}
