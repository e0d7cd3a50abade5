import { fromEpochMs, type Instant } from "@footplate/core";

const DAY_MS = 86_400_000;

/** The moment at which a date begins in a zone: midnight, or the first moment after it that the clocks show. */
export function startOfDay(date: string, zone: string): Instant | undefined {
  const wall = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(wall)) return undefined;
  const clock = clockOf(zone);
  const before = wall - clock.offsetMs(wall - DAY_MS);
  const after = wall - clock.offsetMs(wall + DAY_MS);
  const shows = (ms: number): boolean => ms + clock.offsetMs(ms) === wall;
  return fromEpochMs(!shows(before) && shows(after) ? after : before);
}

/** Whether the clocks of a zone show midnight. */
export function isMidnight(ms: number, zone: string): boolean {
  return (ms + clockOf(zone).offsetMs(ms)) % DAY_MS === 0;
}

function clockOf(zone: string): { readonly offsetMs: (ms: number) => number } {
  const format = formatOf(zone) ?? formatOf("UTC");
  const offsetMs = (ms: number): number => {
    const parts = Object.fromEntries(format?.formatToParts(ms).map(({ type, value }) => [type, Number(value)]) ?? []);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  };
  return { offsetMs };
}

/** `undefined` for a zone that this runtime does not know. */
function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    const numeric = "numeric";
    return new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch {
    return undefined;
  }
}
