import { changeEvent, deleteEvent, getEvent, insertEvent } from "./events.ts";
import type { JsonRecord } from "./json.ts";
import type { FakePerson } from "./options.ts";
import { findCalendar, put, type Store } from "./store.ts";

const nothing = new URLSearchParams();

/** The hands of somebody who works in the calendar's own pages. */
export function createPerson(store: Store): FakePerson {
  const calendarOf = (id = "primary") => findCalendar(store, id);
  const withMeeting = ({ hangoutLink, conferenceData, ...rest }: JsonRecord): readonly [JsonRecord, JsonRecord] => [
    rest,
    { ...(hangoutLink !== undefined && { hangoutLink }), ...(conferenceData !== undefined && { conferenceData }) },
  ];
  return {
    add: (event, calendarId) => {
      const calendar = calendarOf(calendarId);
      const [fields, meeting] = withMeeting(event);
      const made = insertEvent(store, calendar, fields, nothing);
      return put(store, calendar, { ...made, extra: meeting }).id;
    },
    edit: (eventId, changes, calendarId) => {
      const calendar = calendarOf(calendarId);
      const [fields, meeting] = withMeeting(changes);
      const before = getEvent(calendar, eventId);
      const changed = changeEvent(store, calendar, before, fields, "merge", nothing);
      if (Object.keys(meeting).length > 0) put(store, calendar, { ...changed, extra: { ...before.extra, ...meeting } });
    },
    copy: (eventId, calendarId) => {
      const calendar = calendarOf(calendarId);
      const event = getEvent(calendar, eventId);
      const made = insertEvent(store, calendar, event.body, nothing);
      return put(store, calendar, { ...made, extra: event.extra }).id;
    },
    remove: (eventId, calendarId) => {
      const calendar = calendarOf(calendarId);
      deleteEvent(store, calendar, getEvent(calendar, eventId));
    },
    withdraw: (calendarId) => void store.withdrawn.add(calendarOf(calendarId).id),
  };
}
