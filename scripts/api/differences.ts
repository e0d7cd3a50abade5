import { declarationsIn } from "./snapshot.ts";

/** One name whose declaration is not what it was. */
export interface Difference {
  /** `inner`: nobody can import it; what names it is listed where it changes too. */
  readonly weight: "breaking" | "additive" | "inner";
  /** Such as `removed applyAll from @footplate/core`. */
  readonly what: string;
  /** Lines that are gone (`-`) and lines that are new (`+`). */
  readonly lines: readonly string[];
}

/** How one committed page differs from what the sources say now. What is gone or changed breaks somebody. */
export function differencesOf(before: string, after: string): readonly Difference[] {
  const [old, now] = [declarationsIn(before), declarationsIn(after)];
  const entries = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  return entries.flatMap((entry) => inEntry(entry, old.get(entry) ?? new Map(), now.get(entry) ?? new Map()));
}

/** Differences for people to read, and what to do about them. */
export function told(page: string, differences: readonly Difference[]): string {
  const all = differences.toSorted((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight));
  const breaks = all.some(({ weight }) => weight === "breaking");
  return [
    `What users can name is not what ${page} says:`,
    ...all.flatMap(({ weight, what, lines }) => [`  ${weight}: ${what}`, ...lines.map((line) => `      ${line}`)]),
    `If this is wanted, run "npm run api", commit the page with the change${breaks ? ", and say in the changeset what breaks and what to write instead" : ""}.`,
    "If it is not, put it back.",
  ].join("\n");
}

const order: readonly Difference["weight"][] = ["breaking", "additive", "inner"];

type Declarations = ReadonlyMap<string, string>;

function inEntry(entry: string, old: Declarations, now: Declarations): readonly Difference[] {
  const names = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  return names.flatMap((name): readonly Difference[] => {
    const [before, after] = [old.get(name), now.get(name)];
    if (before === after) return [];
    const outside = before?.startsWith("export ") === true || after?.startsWith("export ") === true;
    if (after === undefined)
      return [{ weight: outside ? "breaking" : "inner", what: `removed ${name} from ${entry}`, lines: [] }];
    if (before === undefined)
      return [{ weight: outside ? "additive" : "inner", what: `added ${name} to ${entry}`, lines: [] }];
    const lines = changed(before.split("\n"), after.split("\n"));
    const weight = isAdditive(before, after, lines) ? "additive" : "breaking";
    return [{ weight, what: `changed ${name} in ${entry}`, lines }];
  });
}

/** A member that may be left out, or the export of what was there, takes nothing away. */
function isAdditive(before: string, after: string, lines: readonly string[]): boolean {
  if (after === `export ${before}`) return true;
  return lines.every((line) => /^\+ {4}(readonly )?[\w$]+\?: .*;$/.test(line));
}

/** Lines of either text that the other lacks at that place, by their longest common part. */
function changed(before: readonly string[], after: readonly string[]): readonly string[] {
  const common: number[][] = Array.from({ length: before.length + 1 }, () => Array.from(after, () => 0).concat(0));
  const lengthAt = (from: number, to: number): number => common[from]?.[to] ?? 0;
  for (let from = before.length - 1; from >= 0; from -= 1)
    for (let to = after.length - 1; to >= 0; to -= 1)
      (common[from] ?? [])[to] =
        before[from] === after[to]
          ? lengthAt(from + 1, to + 1) + 1
          : Math.max(lengthAt(from + 1, to), lengthAt(from, to + 1));
  const lines: string[] = [];
  let [from, to] = [0, 0];
  while (from < before.length || to < after.length) {
    if (from < before.length && to < after.length && before[from] === after[to]) [from, to] = [from + 1, to + 1];
    else if (from < before.length && (to === after.length || lengthAt(from + 1, to) >= lengthAt(from, to + 1)))
      lines.push(`-${before[from++] ?? ""}`);
    else lines.push(`+${after[to++] ?? ""}`);
  }
  return lines;
}
