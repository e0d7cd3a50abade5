/** A fenced block of a page. */
export interface Fence {
  /** What stands after the opening marks, such as `json line`. */
  readonly tag: string;
  /** Line of its first text in the page. */
  readonly line: number;
  readonly text: string;
}

/** The fenced blocks of a page, in order. Throws for one that is never closed. */
export function fencesOf(page: string): readonly Fence[] {
  const fences: Fence[] = [];
  const lines = page.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const tag = /^```(.*)$/.exec(lines[at] ?? "")?.[1]?.trim();
    if (tag === undefined) continue;
    const end = lines.indexOf("```", at + 1);
    if (end === -1) throw new Error(`The fence in line ${at + 1} is never closed`);
    fences.push({ tag, line: at + 2, text: lines.slice(at + 1, end).join("\n") });
    at = end;
  }
  return fences;
}
