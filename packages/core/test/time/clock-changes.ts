import { Temporal } from "temporal-polyfill";
import { stretchesAround } from "../../src/time/stretch.ts";

/** From here on we hold the tables against Temporal. */
export const FROM_MS = Date.parse("1970-01-01T00:00:00Z");
const TO_MS = Date.parse("2050-01-01T00:00:00Z");

/** Every moment at which a zone's clock is set, with the offset that it has from then on, by Temporal. */
function byTemporal(zone: string): readonly string[] {
  const found: string[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(FROM_MS).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds >= TO_MS) return found;
    found.push(`${String(next.toInstant())} ${String(next.offsetNanoseconds / 1e6)}`);
    at = next;
  }
}

/** The same, as the tables have it. */
function byTables(zone: string): readonly string[] {
  const found = new Set<string>();
  for (let ms = FROM_MS; ms < TO_MS; ms += 300 * 86_400_000)
    for (const { fromMs, offsetMs } of stretchesAround(ms, zone).slice(1))
      if (fromMs > FROM_MS && fromMs < TO_MS)
        found.add(`${String(Temporal.Instant.fromEpochMilliseconds(fromMs))} ${String(offsetMs)}`);
  return [...found].toSorted();
}

/** What differs between the two, for each zone, so that nothing is what is right. */
export function differences(zones: readonly string[]): readonly string[] {
  return zones.flatMap((zone) => {
    const [ours, theirs] = [byTables(zone), byTemporal(zone)];
    const only = (one: readonly string[], other: readonly string[]): readonly string[] =>
      one.filter((change) => !other.includes(change));
    return [
      ...only(ours, theirs).map((change) => `${zone}: ${change} is ours alone`),
      ...only(theirs, ours).map((change) => `${zone}: ${change} is missing`),
    ];
  });
}
