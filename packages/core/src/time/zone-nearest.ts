import { MODERN_NAMES } from "./zone-choices.ts";

/** Longer than any zone with its slips. */
const LONGEST = 50;

/** The zone whose name is likely meant by a misspelt one; nothing when none is close. */
export function nearestZone(value: string): string | undefined {
  const wanted = letters(value);
  if (wanted.length < 3 || wanted.length > LONGEST) return undefined;
  const zones = [...MODERN_NAMES, ...Intl.supportedValuesOf("timeZone"), "UTC", "AoE"];
  const exact = zones.find((zone) => letters(zone) === wanted);
  if (exact !== undefined) return exact;
  const place = zones.find((zone) => letters(zone.slice(zone.lastIndexOf("/") + 1)) === wanted);
  if (place !== undefined) return place;
  let nearest: string | undefined;
  let fewest = Math.min(4, Math.ceil(wanted.length / 4));
  for (const zone of zones) {
    const edits = distance(wanted, letters(zone));
    if (edits < fewest) {
      nearest = zone;
      fewest = edits;
    }
  }
  return nearest;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9+-]/g, "");
}

/** Letters to insert, remove or replace to get from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? from.length;
}
