import { visible } from "./shown-json.ts";

const LISTED = 8;

/** The way out for a name that is not among the known ones: the nearest, or the choices. */
export function nameHint(name: string, known: Iterable<string>): string {
  const names = [...known].slice(0, 2000);
  const nearest = nearestName(name, names);
  if (nearest !== undefined) return `did you mean ${JSON.stringify(nearest)}?`;
  if (names.length === 0) return "there is none to name yet: add it first";
  const more = names.length > LISTED ? ", …" : "";
  return `use one of ${names.slice(0, LISTED).map(visible).join(", ")}${more}`;
}

/** The known name that is likely meant; nothing when none is close. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > 60) return undefined;
  let nearest: string | undefined;
  let fewest = Math.min(4, Math.ceil(name.length / 3) + 1);
  for (const candidate of known) {
    if (candidate.length > 60 || Math.abs(candidate.length - name.length) >= fewest) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      nearest = candidate;
      fewest = edits;
    }
  }
  return nearest;
}

/** Letters to insert, remove or replace to get from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? from.length;
}
