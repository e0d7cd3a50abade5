import { auth, calendar, type calendar_v3 } from "@googleapis/calendar";
import { describe, expect, test } from "vitest";
import { validated } from "../../../test/support/spec-validator.ts";
import { type FakeGoogleCalendar, fakeGoogleCalendar, type FakeGoogleCalendarOptions } from "../src/testing.ts";
import { serveOnLoopback } from "./loopback.ts";

const calendarId = "trains@example.com";
const now = Date.parse("2026-11-22T08:00:00Z");
const evening = {
  start: { dateTime: "2026-11-25T22:00:00Z", timeZone: "Europe/Berlin" },
  end: { dateTime: "2026-11-26T02:00:00Z", timeZone: "Europe/Berlin" },
};

/** Google's own client before the fake: it knows nothing of the adapter. */
async function connect(
  options: FakeGoogleCalendarOptions = {},
): Promise<{ client: calendar_v3.Calendar; google: FakeGoogleCalendar }> {
  const google = fakeGoogleCalendar({
    now: () => now,
    token: "t",
    calendars: [{ id: calendarId, timeZone: "Europe/Berlin" }],
    ...options,
  });
  const rootUrl = await serveOnLoopback(validated("gcal", google.fetch, "other"));
  const credentials = new auth.OAuth2();
  credentials.setCredentials({ access_token: "t" });
  return { client: calendar({ version: "v3", auth: credentials, rootUrl, retry: false }), google };
}

/** Status and first reason of a refusal. */
async function refusal(work: Promise<unknown>): Promise<readonly [number, string | undefined]> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  const { status, data } = (thrown as { response: { status: number; data: unknown } }).response;
  return [status, (data as { error?: { errors?: { reason: string }[] } }).error?.errors?.[0]?.reason];
}

describe("Google's own client before the fake", () => {
  test("inserts under its own id, reads, patches and replaces; each write changes the ETag", async () => {
    const { client } = await connect();
    const made = await client.events.insert({
      calendarId,
      requestBody: { ...evening, id: "train2026", summary: "Train", location: "Room 1" },
    });
    expect(made.data).toMatchObject({
      id: "train2026",
      status: "confirmed",
      start: { dateTime: "2026-11-25T23:00:00+01:00", timeZone: "Europe/Berlin" },
    });
    const read = await client.events.get({ calendarId, eventId: "train2026" });
    expect(read.data).toEqual(made.data);
    const patched = await client.events.patch({ calendarId, eventId: "train2026", requestBody: { summary: "Later" } });
    expect(patched.data).toMatchObject({ summary: "Later", location: "Room 1" });
    const replaced = await client.events.update({ calendarId, eventId: "train2026", requestBody: evening });
    expect(replaced.data.summary).toBeUndefined();
    expect(replaced.data.location).toBeUndefined();
    expect(new Set([made.data.etag, patched.data.etag, replaced.data.etag]).size).toBe(3);
  });

  test("a taken id is refused, also after its event was deleted; deleting twice is 410", async () => {
    const { client } = await connect();
    const requestBody = { ...evening, id: "train2026" };
    await client.events.insert({ calendarId, requestBody });
    expect(await refusal(client.events.insert({ calendarId, requestBody }))).toEqual([409, "duplicate"]);
    expect((await client.events.delete({ calendarId, eventId: "train2026" })).status).toBe(204);
    expect(await refusal(client.events.delete({ calendarId, eventId: "train2026" }))).toEqual([410, "deleted"]);
    expect(await refusal(client.events.insert({ calendarId, requestBody }))).toEqual([409, "duplicate"]);
    expect((await client.events.get({ calendarId, eventId: "train2026" })).data.status).toBe("cancelled");
    const restored = await client.events.patch({
      calendarId,
      eventId: "train2026",
      requestBody: { status: "confirmed" },
    });
    expect(restored.data.status).toBe("confirmed");
    expect(await refusal(client.events.get({ calendarId, eventId: "never" }))).toEqual([404, "notFound"]);
  });

  test("If-Match refuses what is out of date, If-None-Match spares what is known", async () => {
    const { client } = await connect();
    const { data } = await client.events.insert({ calendarId, requestBody: { ...evening, id: "train2026" } });
    const at = { calendarId, eventId: "train2026" };
    const old = { headers: { "If-Match": data.etag ?? "" } };
    expect((await client.events.get(at, { headers: { "If-None-Match": data.etag ?? "" } })).status).toBe(304);
    await client.events.patch({ ...at, requestBody: { summary: "Later" } }, old);
    expect(await refusal(client.events.patch({ ...at, requestBody: { summary: "x" } }, old))).toEqual([
      412,
      "conditionNotMet",
    ]);
    expect(await refusal(client.events.update({ ...at, requestBody: evening }, old))).toEqual([412, "conditionNotMet"]);
    expect(await refusal(client.events.delete(at, old))).toEqual([412, "conditionNotMet"]);
  });

  test("pages follow each other to the end, empty ones included, with a sync token on the last only", async () => {
    const { client } = await connect({ emptyPages: true });
    for (let index = 0; index < 5; index += 1) {
      await client.events.insert({ calendarId, requestBody: { ...evening, summary: `Train ${index}` } });
    }
    const found: string[] = [];
    let pageToken: string | undefined;
    let count = 0;
    do {
      const { data } = await client.events.list({ calendarId, maxResults: 2, ...(pageToken && { pageToken }) });
      found.push(...(data.items ?? []).map(({ summary }) => summary ?? ""));
      pageToken = data.nextPageToken ?? undefined;
      expect(data.nextSyncToken === undefined).toBe(pageToken !== undefined);
      count += 1;
    } while (pageToken !== undefined);
    expect(found).toEqual(["Train 0", "Train 1", "Train 2", "Train 3", "Train 4"]);
    expect(count).toBe(6);
  });

  test("listings follow range, deletion, order and private properties", async () => {
    const { client, google } = await connect();
    await client.events.insert({
      calendarId,
      requestBody: { ...evening, id: "train2026", extendedProperties: { private: { owner: "footplate" } } },
    });
    google.person.add({
      id: "earlier",
      start: { dateTime: "2026-11-24T10:00:00Z" },
      end: { dateTime: "2026-11-24T11:00:00Z" },
    });
    google.person.add({
      id: "erased",
      start: { dateTime: "2026-11-24T10:00:00Z" },
      end: { dateTime: "2026-11-24T11:00:00Z" },
    });
    google.person.remove("erased");
    const ids = async (query: calendar_v3.Params$Resource$Events$List) =>
      ((await client.events.list({ calendarId, ...query })).data.items ?? []).map(({ id }) => id);
    expect(await ids({})).toEqual(["train2026", "earlier"]);
    expect(await ids({ showDeleted: true })).toEqual(["train2026", "earlier", "erased"]);
    expect(await ids({ singleEvents: true, orderBy: "startTime" })).toEqual(["earlier", "train2026"]);
    expect(await ids({ timeMin: "2026-11-24T11:00:00Z" })).toEqual(["train2026"]);
    expect(await ids({ timeMax: "2026-11-25T22:00:00Z" })).toEqual(["earlier"]);
    expect(await ids({ privateExtendedProperty: ["owner=footplate"] })).toEqual(["train2026"]);
    expect((await refusal(client.events.list({ calendarId, orderBy: "startTime" })))[0]).toBe(400);
    expect(
      await refusal(
        client.events.list({ calendarId, timeMin: "2026-11-25T00:00:00Z", timeMax: "2026-11-24T00:00:00Z" }),
      ),
    ).toEqual([400, "timeRangeEmpty"]);
  });

  test("F28 a sync token brings what changed, deleted events always, and dies with 410", async () => {
    const { client, google } = await connect();
    await client.events.insert({ calendarId, requestBody: { ...evening, id: "train2026" } });
    const first = (await client.events.list({ calendarId })).data.nextSyncToken ?? "";
    expect((await client.events.list({ calendarId, syncToken: first })).data.items).toEqual([]);
    await client.events.delete({ calendarId, eventId: "train2026" });
    const { data } = await client.events.list({ calendarId, syncToken: first });
    expect(data.items).toMatchObject([{ id: "train2026", status: "cancelled" }]);
    expect((await refusal(client.events.list({ calendarId, syncToken: first, q: "x" })))[0]).toBe(400);
    google.expireSyncTokens();
    expect(await refusal(client.events.list({ calendarId, syncToken: first }))).toEqual([410, "fullSyncRequired"]);
  });

  test("a series has instances that can be changed and cancelled one by one", async () => {
    const { client } = await connect();
    const { data: series } = await client.events.insert({
      calendarId,
      requestBody: {
        summary: "Sync",
        start: { dateTime: "2026-11-23T09:00:00+01:00", timeZone: "Europe/Berlin" },
        end: { dateTime: "2026-11-23T10:00:00+01:00", timeZone: "Europe/Berlin" },
        recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261203T000000Z"],
      },
    });
    const eventId = series.id ?? "";
    const instances = async () => (await client.events.instances({ calendarId, eventId })).data.items ?? [];
    const [first, second, ...others] = await instances();
    expect(others).toHaveLength(2);
    expect(first).toMatchObject({
      id: `${eventId}_20261123T080000Z`,
      recurringEventId: eventId,
      originalStartTime: { dateTime: "2026-11-23T09:00:00+01:00" },
    });
    await client.events.patch({ calendarId, eventId: first?.id ?? "", requestBody: { summary: "Moved" } });
    await client.events.delete({ calendarId, eventId: second?.id ?? "" });
    expect((await instances()).map(({ summary }) => summary)).toEqual(["Moved", "Sync", "Sync"]);
    const listed = async (query: calendar_v3.Params$Resource$Events$List) =>
      ((await client.events.list({ calendarId, ...query })).data.items ?? []).map(({ id }) => id);
    expect(await listed({ singleEvents: true })).toEqual([first?.id, others[0]?.id, others[1]?.id]);
    expect(await listed({ singleEvents: true, showDeleted: true })).toHaveLength(4);
    expect(await listed({})).toEqual([eventId, first?.id, second?.id]);
  });

  test("a meeting is made once per request id, and only where meetings are spoken of", async () => {
    const { client } = await connect();
    const requestBody = { ...evening, conferenceData: { createRequest: { requestId: "meet-a" } } };
    const silent = await client.events.insert({ calendarId, requestBody });
    expect(silent.data.hangoutLink).toBeUndefined();
    const eventId = silent.data.id ?? "";
    const made = await client.events.patch({ calendarId, eventId, conferenceDataVersion: 1, requestBody });
    const again = await client.events.patch({ calendarId, eventId, conferenceDataVersion: 1, requestBody });
    expect(made.data.hangoutLink).toMatch(/^https:/);
    expect(again.data.hangoutLink).toBe(made.data.hangoutLink);
    expect((await client.events.update({ calendarId, eventId, requestBody: evening })).data.hangoutLink).toBe(
      made.data.hangoutLink,
    );
  });

  test("free-busy joins what overlaps, leaves out what is transparent, and reports unknown calendars one by one", async () => {
    const { client, google } = await connect();
    const add = (from: string, to: string, more = {}) =>
      google.person.add({
        start: { dateTime: `2026-11-24T${from}:00Z` },
        end: { dateTime: `2026-11-24T${to}:00Z` },
        ...more,
      });
    add("10:00", "11:00");
    add("10:30", "12:00");
    add("13:00", "14:00", { transparency: "transparent" });
    const question = { timeMin: "2026-11-24T00:00:00Z", timeMax: "2026-11-25T00:00:00Z" };
    const { data } = await client.freebusy.query({
      requestBody: { ...question, items: [{ id: calendarId }, { id: "nobody" }] },
    });
    expect(data.calendars?.[calendarId]?.busy).toEqual([
      { start: "2026-11-24T10:00:00Z", end: "2026-11-24T12:00:00Z" },
    ]);
    expect(data.calendars?.["nobody"]?.errors?.[0]?.reason).toBe("notFound");
    const items = Array.from({ length: 51 }, (_, index) => ({ id: `c${index}` }));
    expect((await refusal(client.freebusy.query({ requestBody: { ...question, items } })))[0]).toBe(400);
  });

  test("calendars can be looked up", async () => {
    const { client } = await connect();
    expect((await client.calendars.get({ calendarId: "primary" })).data).toMatchObject({
      id: calendarId,
      timeZone: "Europe/Berlin",
    });
    expect((await client.calendarList.list()).data.items).toMatchObject([{ id: calendarId, primary: true }]);
    expect(await refusal(client.calendars.get({ calendarId: "nobody" }))).toEqual([404, "notFound"]);
  });

  test("too many calls are refused for coming too often", async () => {
    const { client } = await connect({ limit: { requests: 2, perMs: 60_000 } });
    await client.events.list({ calendarId });
    await client.events.list({ calendarId });
    expect(await refusal(client.events.list({ calendarId }))).toEqual([403, "rateLimitExceeded"]);
  });
});
