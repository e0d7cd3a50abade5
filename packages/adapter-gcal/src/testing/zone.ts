import { refuse } from "./refusal.ts";

const DAY_MS = 86_400_000;

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetMs(ms: number, zone: string): number {
  if (zone === "UTC") return 0;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(ms / 1000) * 1000;
}

/** The moment of a wall time given as if it were UTC. In a gap the later moment, in an overlap the first. */
export function wallToMs(wall: number, zone: string): number {
  const before = wall - offsetMs(wall - DAY_MS, zone);
  if (before + offsetMs(before, zone) === wall) return before;
  const after = wall - offsetMs(wall + DAY_MS, zone);
  return after + offsetMs(after, zone) === wall ? after : before;
}

/** The wall time at a moment, as if it were UTC. */
export function msToWall(ms: number, zone: string): number {
  return ms + offsetMs(ms, zone);
}

/** The moment as the service writes it: to the second, with the zone's offset. */
export function withOffset(ms: number, zone: string): string {
  const offset = offsetMs(ms, zone);
  const wall = new Date(ms + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${wall}Z`;
  const minutes = Math.abs(Math.round(offset / 60_000));
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${wall}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Refuses a zone that the service would not know. */
export function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
  } catch {
    refuse(400, "invalid", "Invalid time zone definition.");
  }
}
