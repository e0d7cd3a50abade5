import type { Instant } from "@footplate/core";
import type { Asked } from "../acts.ts";
import { problem } from "../bad-input.ts";
import type { Given } from "../command.ts";
import { nameHint } from "../nearest.ts";
import { momentOf } from "../people/moment.ts";
import { windowZone } from "./window-zone.ts";

/** How moments are written where a train or a window is moved, for the notes of commands. */
export const LINE_MOMENT_NOTE =
  "An INSTANT is 2026-11-25T22:00:00Z, or 2026-11-25T22:00 in the line's zone; a DATE is the beginning of that day there.";

/** The same where the moment is one of a window. */
export const WINDOW_MOMENT_NOTE =
  "An INSTANT is 2026-11-25T22:00:00Z, or 2026-11-25T22:00 in the window's zone; a DATE is the beginning of that day there.";

/** The option for what is named by an id that does not begin with its train. */
export const TRAIN_OPTION = {
  train: { value: "TRAIN", help: "its train, where the id does not begin with it" },
} as const;

/** The options that are given, by name. */
export function givenTexts<Name extends string>(
  given: Given,
  ...names: readonly Name[]
): { readonly [Key in Name]?: string } {
  const found = names.flatMap((name) => {
    const text = given.text(name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(found) as { readonly [Key in Name]?: string };
}

/** A text that must be given; empty while it is missing, which `needs` says. */
export function needed(given: Given, name: string): string {
  return given.text(name) ?? "";
}

/** A moment in the line's zone; what is wrong with it goes to the problems. */
export function lineMoment({ given, line, problems }: Asked, name: string): Instant | undefined {
  return momentOf(given, name, line.zone, problems, false);
}

/** A moment in the window's zone; what is wrong with it goes to the problems. */
export function windowMoment({ given, line, problems }: Asked, window: string, name: string): Instant | undefined {
  return momentOf(given, name, windowZone(line, window), problems, false);
}

/** The train that something belongs to: `--train`, else the first two parts of its id. */
export function trainOfId({ given, line, problems }: Asked, id: string): string {
  const named = given.text("train");
  if (named !== undefined) return named;
  const [first = "", second] = id.split("/");
  if (first === line.id && second !== undefined && second.includes(".")) return `${first}/${second}`;
  problems.push(problem("--train", undefined, `${id} does not say its train`, "add --train with the id of the train"));
  return "";
}

/** One of the words, or the first of them with a problem said. */
export function oneOf<Word extends string>(
  { problems }: Asked,
  path: string,
  text: string | undefined,
  words: readonly [Word, ...Word[]],
): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  problems.push(problem(path, text, "it is none of the words that there are", nameHint(text ?? "", words)));
  return words[0];
}
