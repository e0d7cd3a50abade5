import { type CalendarEntry, epochMs, fromEpochMs, type Held, type Instant, type Mark } from "@footplate/core";
import { eventId } from "./event-id.ts";
import { MARK_PROPERTY, markText } from "./mark.ts";
import { beginsDay } from "./moments.ts";

type Body = Readonly<Record<string, unknown>>;

/** The entry as it is sent: whole seconds, lines ended by LF, no space around the texts. So nothing is left for Google to change. */
export function normalise(entry: CalendarEntry): CalendarEntry {
  return {
    ...entry,
    title: entry.title.replaceAll(/\s+/g, " ").trim(),
    description: entry.description.replaceAll(/\r\n?/g, "\n").trim(),
    start: wholeSecond(entry.start),
    end: wholeSecond(entry.end),
  };
}

/** The body that makes an event. */
export function insertBody(entry: CalendarEntry, mark: Mark): Body {
  const item = normalise(entry);
  return {
    id: eventId(mark),
    summary: item.title,
    description: item.description,
    ...times(item),
    ...show(item),
    ...marked(mark),
  };
}

/** The fields in which the event differs from what it should be; `undefined` when there are none. */
export function patchBody(held: Held<CalendarEntry>, entry: CalendarEntry, mark: Mark): Body | undefined {
  const [before, item] = [held.item, normalise(entry)];
  const moved = before.start !== item.start || before.end !== item.end || before.zone !== item.zone;
  const body = {
    ...(before.title !== item.title && { summary: item.title }),
    ...(before.description !== item.description && { description: item.description }),
    ...(moved && times(item, mayBeAllDay(before))),
    ...(before.busy !== item.busy && show(item)),
    ...(held.mark?.facts !== mark.facts && marked(mark)),
  };
  return Object.keys(body).length === 0 ? undefined : body;
}

function times({ start, end, zone }: CalendarEntry, wasAllDay = false): Body {
  const time = (at: Instant): Body => ({ dateTime: at, timeZone: zone, ...(wasAllDay && { date: null }) });
  return { start: time(start), end: time(end) };
}

function show({ busy }: CalendarEntry): Body {
  return { transparency: busy ? "opaque" : "transparent" };
}

function marked(mark: Mark): Body {
  return { extendedProperties: { private: { [MARK_PROPERTY]: markText(mark) } } };
}

/** A person may have made it an all-day event: then its dates must be taken away, or Google refuses the times beside them. */
function mayBeAllDay({ start, end, zone }: CalendarEntry): boolean {
  return start !== end && beginsDay(start, zone) && beginsDay(end, zone);
}

function wholeSecond(at: Instant): Instant {
  return fromEpochMs(Math.floor(epochMs(at) / 1000) * 1000);
}
