import { nameHint } from "./schema/nearest.ts";

/** The way out for an act that there is not: by its letters, or by the words in it, such as those of the command line. */
export function actHint(name: string, acts: readonly string[]): string {
  const words = name
    .slice(0, 60)
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2);
  const alike = acts.filter((act) => words.length > 0 && words.every((word) => act.toLowerCase().includes(word)));
  return alike.length > 0 && alike.length <= 4
    ? `did you mean ${alike.map((act) => JSON.stringify(act)).join(" or ")}?`
    : nameHint(name, acts);
}
