import type { resolveWall } from "@footplate/core";
import { installed, peer } from "./peer.ts";
import { report } from "./report.ts";

interface Zoned {
  readonly epochMilliseconds: number;
  readonly offsetNanoseconds: number;
  getTimeZoneTransition(which: "next"): Zoned | null;
}
interface TemporalLike {
  readonly Instant: { fromEpochMilliseconds(ms: number): { toZonedDateTimeISO(zone: string): Zoned } };
  readonly PlainDateTime: { from(text: string): { toZonedDateTime(zone: string): Zoned } };
}

const MINUTE_MS = 60_000;
const FROM_MS = Date.parse("1970-01-01T00:00:00Z");
const TO_MS = Date.parse("2051-01-01T00:00:00Z");

const { Temporal } = await peer<{ readonly Temporal: TemporalLike }>("temporal-polyfill");
const core = await installed<{ readonly resolveWall: typeof resolveWall }>("@footplate/core");

/** Every moment at which a zone's clock is set, with the minutes just before and after what is skipped or repeated. */
function* changesOf(zone: string): Generator<{ readonly gap: boolean; readonly walls: readonly number[] }> {
  let before = Temporal.Instant.fromEpochMilliseconds(FROM_MS).toZonedDateTimeISO(zone);
  for (;;) {
    const after = before.getTimeZoneTransition("next");
    if (after === null || after.epochMilliseconds >= TO_MS) return;
    const offsets = [before, after].map(({ offsetNanoseconds }) => offsetNanoseconds / 1e6);
    const at = after.epochMilliseconds;
    const [low, high] = [at + Math.min(...offsets), at + Math.max(...offsets)].map(wholeMinute);
    if (low !== undefined && high !== undefined)
      yield {
        gap: after.offsetNanoseconds > before.offsetNanoseconds,
        walls: [low - MINUTE_MS, low, high - MINUTE_MS, high],
      };
    before = after;
  }
}

/** Local mean times have odd seconds, and wall times none. */
function wholeMinute(ms: number): number {
  return Math.ceil(ms / MINUTE_MS) * MINUTE_MS;
}

/** Whether a wall time, given as if it were UTC, is the same moment by us and by Temporal's "compatible". */
function same(wallMs: number, zone: string): boolean {
  const text = new Date(wallMs).toISOString();
  const found = core.resolveWall(text.slice(0, 10), text.slice(11, 16), zone, { gap: "later", overlap: "first" });
  const plain = Temporal.PlainDateTime.from(text.slice(0, 16));
  return Date.parse(found.at ?? "") === plain.toZonedDateTime(zone).epochMilliseconds;
}

const zones = Intl.supportedValuesOf("timeZone");
let [gaps, folds, walls, differences] = [0, 0, 0, 0];
for (const zone of zones)
  for (const change of changesOf(zone)) {
    if (change.gap) gaps += 1;
    else folds += 1;
    walls += change.walls.length;
    differences += change.walls.filter((wall) => !same(wall, zone)).length;
  }
report({ zones: zones.length, gaps, folds, walls, differences });
