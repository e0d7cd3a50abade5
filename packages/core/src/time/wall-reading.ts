import type { Stretch } from "./stretch.ts";

/** Which of the two moments a wall time means that the clock shows twice. */
export type OverlapPolicy = "first" | "second";

/** What a wall time means, in milliseconds since 1970-01-01T00:00:00Z. */
export type WallReading =
  | { readonly kind: "exact"; readonly atMs: number }
  | { readonly kind: "gap" | "overlap"; readonly earlierMs: number; readonly laterMs: number };

/** What a wall time means that is given as if it were UTC, by what the zone's clock does around it. */
export function wallReading(localMs: number, stretches: readonly Stretch[]): WallReading {
  let first: number | undefined;
  for (const { fromMs, toMs, offsetMs: ahead } of stretches) {
    const atMs = localMs - ahead;
    if (atMs < fromMs || atMs >= toMs) continue;
    if (first !== undefined) return { kind: "overlap", earlierMs: first, laterMs: atMs };
    first = atMs;
  }
  return first === undefined ? gapAt(localMs, stretches) : { kind: "exact", atMs: first };
}

/** The moment where any clear choice will do: behind a gap, and the one of an overlap that is asked for. */
export function clearMoment(reading: WallReading, overlap: OverlapPolicy = "first"): number {
  if (reading.kind === "exact") return reading.atMs;
  return reading.kind === "gap" || overlap === "second" ? reading.laterMs : reading.earlierMs;
}

/** The clock is set over the wall time: by the offset before the jump it comes after it, by the one after it before. */
function gapAt(localMs: number, stretches: readonly Stretch[]): WallReading {
  const after = stretches.findIndex(({ fromMs, offsetMs: ahead }) => localMs - ahead < fromMs);
  const [before, behind] = [stretches[after - 1], stretches[after]];
  return { kind: "gap", earlierMs: localMs - (behind?.offsetMs ?? 0), laterMs: localMs - (before?.offsetMs ?? 0) };
}
