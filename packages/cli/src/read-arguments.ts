import { parseArgs } from "node:util";
import type { Problem } from "@footplate/core";
import { problem, refuseIf } from "./bad-input.ts";
import type { Command, Given, Option } from "./command.ts";
import { nameHint } from "./nearest.ts";

/** The options that every command takes. */
export const COMMON: Readonly<Record<string, Option>> = {
  json: { help: "print one JSON document on stdout, errors included" },
  help: { help: "say what the command does" },
};

/** Reads what follows a command's name. Throws `invalid_input` with all problems at once. */
export function readArguments(command: Command, argv: readonly string[]): Given {
  const options = { ...command.options, ...COMMON };
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value, repeated }]) => [
        name,
        {
          type: value === undefined ? ("boolean" as const) : ("string" as const),
          ...(repeated === true && { multiple: true }),
          ...(name === "help" && { short: "h" }),
        },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      const known = Object.keys(options).map((one) => `--${one}`);
      problems.push(problem(rawName, value, `${command.name} has no such option`, nameHint(rawName, known)));
    } else if (option.value === undefined) {
      if (value !== undefined) problems.push(problem(rawName, value, "it takes no value", `write ${rawName} alone`));
    } else if (value === undefined || (!inlineValue && value.startsWith("-"))) {
      const hint = `write ${rawName} ${option.value}`;
      problems.push(problem(rawName, undefined, `it needs a value: ${option.value}`, hint));
    } else if (option.repeated !== true && seen.has(name)) {
      problems.push(problem(rawName, value, "it is given twice", "give it once"));
    }
    seen.add(name);
  }
  if (values["help"] !== true) {
    if (problems.length === 0) problems.push(...countProblems(command, positionals));
    refuseIf(problems, `${command.name} cannot be run with these arguments`, `see footplate ${command.name} --help`);
  }
  const all = (name: string): readonly string[] => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
  };
  return {
    positionals,
    text: (name) => all(name).at(-1),
    texts: all,
    flag: (name) => values[name] === true,
  };
}

function countProblems({ positionals: wanted }: Command, found: readonly string[]): readonly Problem[] {
  const single = wanted.filter(({ count }) => count === undefined);
  const missing = single.slice(found.length);
  if (missing.length > 0) {
    return missing.map(({ name }) => problem(name, undefined, "it is missing", `give ${name}`));
  }
  if (wanted.some(({ count }) => count === "any")) return [];
  const extra = found.slice(wanted.length);
  return extra.map((value) => problem("arguments", value, "nothing is expected here", "leave it out"));
}
