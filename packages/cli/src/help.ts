import type { Command, Positional } from "./command.ts";
import type { CommandGroup } from "./command-groups.ts";
import { COMMON } from "./read-arguments.ts";

/** What the program does, in all. */
export function programHelp(groups: readonly CommandGroup[]): string {
  const width = Math.max(...groups.flatMap(({ commands }) => commands.map(({ name }) => name.length)));
  return [
    "footplate: release trains from a terminal",
    "",
    "Usage: footplate COMMAND [options]",
    ...groups.flatMap(({ title, commands }) => [
      "",
      title,
      ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    ]),
    "",
    "footplate COMMAND --help says more. footplate --version prints the version.",
    "Exit codes: 0 fine; 1 could not run, bad input or refused; 2 something waits;",
    "3 it ran, and a service did not do as asked.",
    "",
  ].join("\n");
}

/** What one command does. */
export function commandHelp(command: Command): string {
  const places = command.positionals.map(placeText);
  const options = Object.entries({ ...command.options, ...COMMON }).map(
    ([name, { value, repeated, help }]) =>
      [
        `--${name}${value === undefined ? "" : ` ${value}`}`,
        `${help}${repeated === true ? " (repeatable)" : ""}`,
      ] as const,
  );
  const width = Math.max(...options.map(([usage]) => usage.length));
  return [
    command.summary,
    "",
    `Usage: footplate ${[command.name, ...places].join(" ")} [options]`,
    "",
    ...options.map(([usage, help]) => `  ${usage.padEnd(width)}  ${help}`),
    ...(command.notes === undefined ? [] : ["", ...command.notes]),
    "",
  ].join("\n");
}

function placeText({ name, count }: Positional): string {
  if (count === undefined) return name;
  return count === "any" ? `[${name}…]` : `[${name}]`;
}
