import type { Problem, TrainLine } from "@footplate/core";
import { problem, refuseIf } from "./bad-input.ts";
import type { Call, Given } from "./command.ts";
import { nameHint } from "./nearest.ts";

/** What an act is made from. */
export interface Asked {
  readonly given: Given;
  readonly line: TrainLine;
  /** What follows the act, or the line where the command is one act. */
  readonly names: readonly string[];
  /** Id of the author; empty while none is given. */
  readonly by: string;
  /** What is wrong with the arguments goes here. */
  readonly problems: Problem[];
}

/** What one act of a command takes. */
export interface ActSpec<Act> {
  /** Names of what follows it, such as `COVER`; those in brackets may be left out. */
  readonly names: readonly string[];
  /** The options that belong to it. */
  readonly options: readonly string[];
  /** Those of them that must be given. @default none */
  readonly needs?: readonly string[];
  build(asked: Asked): Act;
}

/** An act as the arguments have it, with what is wrong with them. */
export interface ReadAct<Act> {
  readonly act: Act;
  readonly problems: readonly Problem[];
}

/** Options of every act. */
const ALWAYS = ["as", "reason", "config", "journal", "json", "help"];

/** The act that the second argument names. Throws `invalid_input` for an unknown one; `list` where that is asked for. */
export function readAct<Act>(
  call: Call,
  line: TrainLine,
  specs: Readonly<Record<string, ActSpec<Act>>>,
  options: { readonly own: readonly string[]; readonly lists: boolean },
): ReadAct<Act> | "list" {
  const { given } = call;
  const [, name = "", ...names] = given.positionals;
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  const listing = options.lists && name === "list";
  if (spec === undefined && !listing) {
    const known = [...(options.lists ? ["list"] : []), ...Object.keys(specs)];
    refuseIf([problem("ACT", name, "there is no such act", nameHint(name, known))], "nothing was recorded");
  }
  const problems: Problem[] = options.own
    .filter((option) => given.texts(option).length > 0 || given.flag(option))
    .filter((option) => !(spec?.options ?? []).includes(option) && !ALWAYS.includes(option))
    .map((option) => problem(`--${option}`, given.text(option), `${name} takes no --${option}`, "leave it out"));
  if (spec === undefined) {
    problems.push(...names.map((value) => problem("arguments", value, "nothing is expected here", "leave it out")));
    refuseIf(problems, "nothing can be listed");
    return "list";
  }
  spec.names.forEach((wanted, index) => {
    if (names[index] !== undefined || wanted.startsWith("[")) return;
    problems.push(problem(wanted, undefined, "it is missing", `write ${name} ${spec.names.join(" ")}`));
  });
  for (const value of names.slice(spec.names.length))
    problems.push(problem("arguments", value, "nothing is expected here", "leave it out"));
  return builtAct(call, line, spec, names, problems);
}

/** Builds one act from what follows it. */
export function builtAct<Act>(
  { given }: Call,
  line: TrainLine,
  spec: ActSpec<Act>,
  names: readonly string[],
  before: readonly Problem[] = [],
): ReadAct<Act> {
  const problems = [...before];
  for (const name of spec.needs ?? []) {
    if ((given.text(name) ?? "").trim() !== "") continue;
    problems.push(problem(`--${name}`, given.text(name), "it is missing", `add --${name}`));
  }
  const reason = given.text("reason");
  const act = spec.build({ given, line, names, by: given.text("as") ?? "", problems });
  return { act: reason === undefined ? act : { ...act, reason }, problems };
}
