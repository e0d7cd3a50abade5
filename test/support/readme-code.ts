import { fencesOf } from "./fences.ts";

/** A program that a README shows, from one fence or from several that continue each other. */
export interface Program {
  /** Line of its first statement in the README. */
  readonly line: number;
  readonly code: string;
  /** What it prints: the fence tagged `text` right after it. */
  readonly prints?: string;
}

/**
 * The programs of a README: each fence tagged `ts` begins one, each tagged `ts continued` goes on with the last. One tagged
 * `ts NAME.ts` is a file of that name, which programs of any page may import.
 */
export function codeOf(readme: string): readonly Program[] {
  const programs: { line: number; code: string[]; prints?: string }[] = [];
  let before = "";
  for (const { tag, line, text } of fencesOf(readme)) {
    const last = programs.at(-1);
    if (tag === "ts") programs.push({ line, code: [text] });
    if (tag === "ts continued") {
      if (last === undefined) throw new Error(`The fence in line ${line - 1} continues nothing`);
      last.code.push(text);
    }
    if (tag === "text" && last !== undefined && /^ts( continued)?$/.test(before)) last.prints = text;
    before = tag;
  }
  return programs.map(({ code, ...program }) => ({ ...program, code: code.join("\n") }));
}

/** The files that a page shows, by name. */
export function filesOf(page: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fencesOf(page).flatMap(({ tag, text }) => {
      const name = /^ts ([\w.-]+\.ts)$/.exec(tag)?.[1];
      return name === undefined ? [] : [[name, text]];
    }),
  );
}
