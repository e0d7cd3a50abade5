import { describe, expect, test } from "vitest";
import { fakeGoogleCalendar } from "../src/testing.ts";

const root = "https://www.googleapis.com/calendar/v3/calendars/primary/events";
const times = { start: { dateTime: "2026-11-25T22:00:00Z" }, end: { dateTime: "2026-11-26T02:00:00Z" } };

// These requests are wrong on purpose, so they are not held against the service's description.
async function send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
  const google = fakeGoogleCalendar({ now: () => 0, token: "t" });
  const answer = await google.fetch(url, {
    method,
    headers: { authorization: "Bearer t", "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const json = (await answer.json()) as { error: { code: number; message: string; errors: { reason: string }[] } };
  return { status: answer.status, events: google.state().events.length, ...json.error };
}

describe("the fake refuses what the service would", () => {
  test.each<[string, unknown]>([
    ["an id with letters beyond v", { ...times, id: "wxyz0" }],
    ["an id that is too short", { ...times, id: "abcd" }],
    ["an id in capitals", { ...times, id: "ABCDE" }],
    ["an id beside an iCalUID", { ...times, id: "abcde", iCalUID: "a@b" }],
    ["a field that does not exist", { ...times, title: "Train" }],
    ["a field of a time that does not exist", { ...times, start: { at: "2026-11-25" } }],
    ["an event without times", { summary: "Train" }],
    ["an end before the start", { start: times.end, end: times.start }],
    ["a date and a time at once", { ...times, start: { ...times.start, date: "2026-11-25" } }],
    ["a day that ends at a time", { ...times, start: { date: "2026-11-25" } }],
    ["a time without offset or zone", { ...times, start: { dateTime: "2026-11-25T22:00:00" } }],
    ["a zone that does not exist", { ...times, start: { ...times.start, timeZone: "Berlin" } }],
    ["a series without a zone", { ...times, recurrence: ["RRULE:FREQ=DAILY"] }],
    ["an unknown transparency", { ...times, transparency: "glass" }],
    ["text that is no JSON", "{"],
  ])("%s", async (_, body) => {
    expect(await send("POST", root, body)).toMatchObject({ status: 400, code: 400, events: 0 });
  });

  test.each([
    ["a parameter that does not exist", "?limit=5"],
    ["a parameter of another operation", "?sendUpdates=all"],
    ["a moment without offset", "?timeMin=2026-11-25T22:00:00"],
    ["a flag that is neither true nor false", "?singleEvents=1"],
    ["a page token that was never given out", "?pageToken=abc"],
  ])("%s", async (_, query) => {
    expect(await send("GET", root + query)).toMatchObject({ status: 400 });
  });

  test("a missing and a wrong token", async () => {
    expect(await send("GET", root, undefined, { authorization: "Basic t" })).toMatchObject({
      status: 401,
      errors: [{ reason: "required" }],
    });
    expect(await send("GET", root, undefined, { authorization: "Bearer x" })).toMatchObject({
      status: 401,
      errors: [{ reason: "authError" }],
    });
    expect(await send("GET", "https://www.googleapis.com/calendar/v4/x")).toMatchObject({ status: 404 });
  });
});

test("too long private properties are lost without a word", async () => {
  const google = fakeGoogleCalendar();
  google.person.add({ ...times, extendedProperties: { private: { short: "x".repeat(1024), long: "x".repeat(1025) } } });
  expect(google.state().events[0]?.["extendedProperties"]).toEqual({ private: { short: "x".repeat(1024) } });
});

test("state is a copy", () => {
  const google = fakeGoogleCalendar();
  google.person.add({ ...times, summary: "Train" });
  Object.assign(google.state().events[0] ?? {}, { summary: "Changed" });
  expect(google.state().events[0]?.["summary"]).toBe("Train");
});

test("a time without offset is a wall time of its zone, and a series keeps it when clocks change", async () => {
  const google = fakeGoogleCalendar();
  const id = google.person.add({
    start: { dateTime: "2026-10-24T09:00:00", timeZone: "Europe/Berlin" },
    end: { dateTime: "2026-10-24T10:00:00", timeZone: "Europe/Berlin" },
    recurrence: ["RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"],
  });
  const answer = await google.fetch(`${root}/${id}/instances`, { headers: { authorization: "Bearer t" } });
  const { items } = (await answer.json()) as { items: { start: { dateTime: string } }[] };
  expect(items.map(({ start }) => start.dateTime)).toEqual([
    "2026-10-24T07:00:00Z",
    "2026-10-26T08:00:00Z",
    "2026-10-28T08:00:00Z",
  ]);
});

test("a rule that the fake cannot expand is refused, not expanded wrongly", () => {
  const google = fakeGoogleCalendar();
  const add = (rule: string) =>
    google.person.add({ start: { date: "2026-11-25" }, end: { date: "2026-11-26" }, recurrence: [rule] });
  expect(() => add("RRULE:FREQ=MONTHLY")).toThrow(/DAILY/);
  expect(() => add("RRULE:FREQ=DAILY;BYHOUR=9")).toThrow(/DAILY/);
  expect(() => add("EXDATE:20261125")).toThrow(/single RRULE/);
  expect(google.state().events).toEqual([]);
});
