import { fromEpochMs } from "../../src/time/instant.ts";

/** Reads the offset of a zone, in milliseconds ahead of UTC, from Intl alone. */
export function intlOffset(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  return (ms) => {
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(ms));
    if (match === null) throw new Error(`no offset in ${format.format(ms)}`);
    const seconds = Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
    return seconds * (match[1] === "-" ? -1000 : 1000);
  };
}

/** A moment at which a zone's offset changes. Offsets are in milliseconds. */
export interface Transition {
  readonly zone: string;
  readonly atMs: number;
  readonly before: number;
  readonly after: number;
}

const STEP_MS = 10 * 24 * 3_600_000;

/** Every change of offset of a zone between two moments, found by halving and with nothing but Intl. */
export function transitionsOf(zone: string, fromMs: number, toMs: number): Transition[] {
  const offset = intlOffset(zone);
  const found: Transition[] = [];
  let before = offset(fromMs);
  for (let ms = fromMs; ms < toMs; ms += STEP_MS) {
    const after = offset(ms + STEP_MS);
    if (after === before) continue;
    let low = ms;
    let high = ms + STEP_MS;
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ zone, atMs: high, before: offset(low), after: offset(high) });
    before = after;
  }
  return found;
}

/** The moments at which a zone shows a wall time, given as if it were UTC: none in a gap, two in an overlap. */
export function momentsOf(offset: (ms: number) => number, wallMs: number): number[] {
  const day = 36 * 3_600_000;
  const offsets = new Set([wallMs - day, wallMs - day / 3, wallMs, wallMs + day / 3, wallMs + day].map(offset));
  return [...offsets]
    .map((ahead) => wallMs - ahead)
    .filter((ms) => ms + offset(ms) === wallMs)
    .toSorted((a, b) => a - b);
}

/** `YYYY-MM-DD` and `HH:MM` of a wall time, given as if it were UTC. */
export function wallText(wallMs: number): { date: string; time: string } {
  const text = fromEpochMs(wallMs);
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}
