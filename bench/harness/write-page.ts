import { readFileSync, writeFileSync } from "node:fs";
import { tableText } from "./table.ts";
import type { Found } from "./part.ts";
import { tally, verdictColumns, verdictRow } from "./verdict.ts";

/** What one part found, and how long it took. */
export interface FoundPart extends Found {
  readonly target: number;
  readonly title: string;
  readonly seconds: number;
}

/** What one run found, as it is kept. */
export interface Results {
  /** When it began. */
  readonly at: string;
  readonly node: string;
  readonly machine: string;
  readonly quick: boolean;
  readonly seconds: number;
  readonly parts: readonly FoundPart[];
}

/** Puts the results between the markers of the page: those of each part that was measured, and of all verdicts. */
export function writePage(path: string, results: Results): void {
  const { at, node, machine, quick, seconds, parts } = results;
  const when = `${at.slice(0, 10)}, ${node}, ${machine}${quick ? ", few rounds" : ""}`;
  const verdicts = parts.flatMap((part) => part.verdicts);
  const took = parts.map(
    ({ target, seconds: of }) => `${Math.round(of)} s ${target === 0 ? "the scale" : `part ${target}`}`,
  );
  const summary = `${when}; ${tally(verdicts)}; the run took ${Math.round(seconds)} s: ${took.join(", ")}.`;
  const compared = [...new Set(verdicts.map(({ target, what, compared: how }) => `- ${target}, ${what}: ${how}.`))];
  let page = replaced(
    readFileSync(path, "utf8"),
    "goals",
    `${summary}\n\n${tableText(verdictColumns, verdicts.map(verdictRow))}\n\nWhat is compared:\n\n${compared.join("\n")}`,
  );
  for (const { target, tables } of parts) {
    const shown = tables.map(({ title, columns, rows }) => `${title}:\n\n${tableText(columns, rows)}`);
    page = replaced(page, `part ${target}`, shown.join("\n\n"));
  }
  writeFileSync(path, page);
}

function replaced(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- bench: ${name} -->`, `<!-- bench: end of ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no place for ${name}: it wants ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}
