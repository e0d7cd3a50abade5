import { type Calendar, type CalendarEntry, type Checkup, FootplateError, type Held, type Mark } from "@footplate/core";
import { insertBody, normalise, patchBody } from "./body.ts";
import { answerFor, type Budget, type Http, startBudget } from "@footplate/http";
import { createCalendarCheckup } from "./checkup.ts";
import { eventId } from "./event-id.ts";
import { createEvents } from "./events.ts";
import { askFreeBusy } from "./free-busy.ts";
import { listEvents } from "./list.ts";
import type { GoogleCalendarOptions } from "./options.ts";
import { changed, conflict, isStatus, ours, sayingWritten, unknownVersion, unreadable } from "./refusals.ts";
import { needsCalendarZone, toHeld, type WireEvent } from "./wire.ts";

/** The calendar of record, kept in Google Calendar under ids that we choose. */
export interface GoogleCalendarPort extends Calendar {
  readonly identity: "chosen";
  readonly checkup: Checkup;
}

export function createCalendarPort(
  http: Http,
  options: GoogleCalendarOptions,
  clocks: Checkup["clocks"],
): GoogleCalendarPort {
  const { calendarId, sendMs = 30_000, settleMs = 30_000, sendUpdates = "none" } = options;
  const events = createEvents(http, calendarId, sendUpdates);

  const read = async (id: string, call: Budget): Promise<Held<CalendarEntry> | undefined> => {
    const wire = await events.get(id, call());
    return wire && (toHeld(wire, needsCalendarZone(wire) ? await events.zone(call()) : "UTC") ?? unreadable());
  };
  /** What a write made. No further question is asked: if it failed, the write would seem to have failed. */
  const written = (wire: WireEvent, zone: string): Held<CalendarEntry> => toHeld(wire, zone) ?? unreadable("maybe");

  return {
    spec: 1,
    identity: "chosen",
    sendMs,
    settleMs,
    normalise,
    list: (range, callOptions) => listEvents(events, range, startBudget(options, callOptions)),
    read: (id, callOptions) => read(id, startBudget(options, callOptions)),
    create: (item, mark, callOptions) =>
      sayingWritten(async () => {
        const call = startBudget(options, callOptions, sendMs);
        const id = eventId(mark);
        try {
          const wire = await events.insert(insertBody(item, mark), call());
          return written(answerFor("gcal", id, wire.id, wire, "maybe"), item.zone);
        } catch (error) {
          if (!isStatus(error, 409)) throw error;
          return await readTaken(() => read(id, call), mark);
        }
      }),
    update: (held, item, facts, callOptions) =>
      sayingWritten(async () => {
        callOptions?.signal?.throwIfAborted();
        const call = startBudget(options, callOptions, sendMs);
        const mark = ours(held);
        const body = patchBody(held, item, { ...mark, facts });
        if (held.ended) throw conflict("the event is deleted", "make it again with the next generation");
        if (body === undefined) return held;
        try {
          return written(await events.patch(held.id, held.version ?? unknownVersion(), body, call()), item.zone);
        } catch (error) {
          if (isStatus(error, 412)) throw changed();
          if (isStatus(error, 404) || isStatus(error, 410)) {
            throw conflict("the event is gone", "read it again and plan anew");
          }
          throw error;
        }
      }),
    remove: (held, callOptions) =>
      sayingWritten(async () => {
        const call = startBudget(options, callOptions, sendMs);
        ours(held);
        try {
          await events.delete(held.id, held.version, call());
        } catch (error) {
          if (!isStatus(error, 412)) throw error;
          const now = await read(held.id, call);
          if (now !== undefined && !now.ended) throw changed();
        }
      }),
    freeBusy: (range, calendars = [calendarId], callOptions) =>
      askFreeBusy(http, range, calendars, startBudget(options, callOptions)),
    checkup: createCalendarCheckup(http, events, options, clocks),
  };
}

/** What holds the id that we asked for. */
async function readTaken(
  read: () => Promise<Held<CalendarEntry> | undefined>,
  mark: Mark,
): Promise<Held<CalendarEntry>> {
  const held = await read();
  if (held === undefined) {
    throw new FootplateError({
      code: "unavailable",
      adapter: "gcal",
      message: "gcal: Google says that the event's id is taken, but does not show the event yet",
      retryable: true,
      written: "no",
      hint: "try again later; if it stays so, make it again with the next generation",
    });
  }
  if (held.ended)
    throw conflict("the event was deleted, and Google keeps its id for good", "make it again with the next generation");
  if (held.mark?.key !== mark.key)
    throw conflict("another event has the id of this one", "look at it, and give the planned thing another key");
  return held;
}
