/** A program that a README shows, from one fence or from several that continue each other. */
export interface Program {
  /** Line of its first statement in the README. */
  readonly line: number;
  readonly code: string;
}

/** The programs of a README: each fence tagged `ts` begins one, each tagged `ts continued` goes on with the last. */
export function codeOf(readme: string): readonly Program[] {
  const programs: { line: number; code: string[] }[] = [];
  const lines = readme.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const tag = /^```(.*)$/.exec(lines[at] ?? "")?.[1]?.trim();
    if (tag === undefined) continue;
    const end = lines.indexOf("```", at + 1);
    if (end === -1) throw new Error(`The fence in line ${at + 1} is never closed`);
    const code = lines.slice(at + 1, end);
    if (tag === "ts") programs.push({ line: at + 2, code });
    if (tag === "ts continued") {
      const last = programs.at(-1);
      if (last === undefined) throw new Error(`The fence in line ${at + 1} continues nothing`);
      last.code.push(...code);
    }
    at = end;
  }
  return programs.map(({ line, code }) => ({ line, code: code.join("\n") }));
}
