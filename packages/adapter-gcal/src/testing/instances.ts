import { isTextList } from "./event-rules.ts";
import { occurrences, readRule } from "./recurrence.ts";
import { latest, type StoredCalendar, type StoredEvent } from "./store.ts";

const FAR_MS = 400 * 86_400_000;

/** Whether an event is a series, and not one of its instances. */
export function isSeries(event: StoredEvent): boolean {
  return event.body["recurrence"] !== undefined;
}

/** The instances of a series that start before `beforeMs`; changed and cancelled ones take the place of what the rule says. */
export function instancesOf(
  calendar: StoredCalendar,
  series: StoredEvent,
  changed: ReadonlyMap<string, StoredEvent>,
  beforeMs: number = series.start.ms + FAR_MS,
): readonly StoredEvent[] {
  const { recurrence, ...body } = series.body;
  if (!isTextList(recurrence)) return [];
  const zone = series.start.timeZone ?? calendar.timeZone;
  return occurrences(readRule(recurrence), series.start, series.end, zone, beforeMs).map(({ stamp, start, end }) => {
    const id = `${series.id}_${stamp}`;
    const plain = { ...series, id, body, start, end, instance: { of: series.id, originalStart: start } };
    return changed.get(id) ?? plain;
  });
}

/** The event with the id, instances of a series included. */
export function findEvent(calendar: StoredCalendar, id: string): StoredEvent | undefined {
  const own = latest(calendar, id);
  if (own !== undefined) return own;
  const series = latest(calendar, id.slice(0, Math.max(0, id.lastIndexOf("_"))));
  if (series === undefined || !isSeries(series)) return undefined;
  return instancesOf(calendar, series, new Map(), Number.POSITIVE_INFINITY).find((one) => one.id === id);
}
