import { randomly } from "./report.ts";

/** One window of a year, in milliseconds. */
export interface Span {
  readonly component: number;
  readonly startMs: number;
  readonly endMs: number;
}

const YEAR_MS = 365 * 86_400_000;
const FROM_MS = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;

/** Windows of half an hour to three and a half over a year, in whole minutes, in no order. */
export function windows(count: number, components: number): readonly Span[] {
  const random = randomly(7);
  return Array.from({ length: count }, () => {
    const startMs = FROM_MS + Math.floor((random() * YEAR_MS) / MINUTE_MS) * MINUTE_MS;
    const endMs = startMs + (30 + Math.floor(random() * 180)) * MINUTE_MS;
    return { component: Math.floor(random() * components), startMs, endMs };
  });
}

/** A freeze of the whole year over each component. */
export function freezes(components: number): readonly Span[] {
  return Array.from({ length: components }, (_none, component) => ({
    component,
    startMs: FROM_MS - 1,
    endMs: FROM_MS + 2 * YEAR_MS,
  }));
}
