import { fencesOf } from "./fences.ts";

/** A program that a README shows, from one fence or from several that continue each other. */
export interface Program {
  /** Line of its first statement in the README. */
  readonly line: number;
  readonly code: string;
}

/** The programs of a README: each fence tagged `ts` begins one, each tagged `ts continued` goes on with the last. */
export function codeOf(readme: string): readonly Program[] {
  const programs: { line: number; code: string[] }[] = [];
  for (const { tag, line, text } of fencesOf(readme)) {
    if (tag === "ts") programs.push({ line, code: [text] });
    if (tag === "ts continued") {
      const last = programs.at(-1);
      if (last === undefined) throw new Error(`The fence in line ${line - 1} continues nothing`);
      last.code.push(text);
    }
  }
  return programs.map(({ line, code }) => ({ line, code: code.join("\n") }));
}
