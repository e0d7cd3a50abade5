import { type FootplateError, instant } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { range } from "./mirror-stage.ts";
import { CALENDAR, entry, mark, onlyEvent, setUp } from "./support.ts";

const refused = (code: string) => expect.objectContaining({ name: "FootplateError", code });
const notWritten = (code: string) => expect.objectContaining({ name: "FootplateError", code, written: "no" });

describe("create", () => {
  test("an entry comes back as it was sent, with its mark, ETag and links", async () => {
    const { calendar } = setUp();
    const made = await calendar.create(entry, mark);
    expect(made).toEqual({
      id: made.id,
      item: entry,
      mark,
      version: expect.stringMatching(/^"\d+"$/),
      createdAt: instant("2026-11-22T08:00:00Z"),
      links: { web: expect.stringContaining(made.id) },
    });
    expect(await calendar.read(made.id)).toEqual(made);
    expect(await calendar.list(range)).toEqual({ held: [made], complete: true });
  });

  test("F24 the same mark twice is one event, returned as it stands with its own nonce", async () => {
    const { calendar, google } = setUp();
    const first = await calendar.create(entry, mark);
    const second = await calendar.create({ ...entry, title: "Another" }, { ...mark, nonce: "n-2" });
    expect(second).toEqual(first);
    expect(onlyEvent(google)["summary"]).toBe(entry.title);
  });

  test("F2 a lost answer is an unknown outcome, and trying again finds the event", async () => {
    const { calendar, google } = setUp();
    google.loseNextAnswer();
    await expect(calendar.create(entry, mark)).rejects.toEqual(
      expect.objectContaining({ code: "outcome_unknown", written: "maybe" }),
    );
    expect((await calendar.create(entry, mark)).mark).toEqual(mark);
    onlyEvent(google);
  });

  test.each([false, true])(
    "F24 F82 an id that a person deleted is refused for good, details kept: %s",
    async (bareDeleted) => {
      const { calendar, google } = setUp({ bareDeleted });
      const made = await calendar.create(entry, mark);
      google.person.remove(made.id);
      await expect(calendar.create(entry, mark)).rejects.toEqual(notWritten("conflict"));
      const next = await calendar.create(entry, { ...mark, generation: 2 });
      expect(next.id).not.toBe(made.id);
    },
  );

  test("F24 an id that something else holds is a collision", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    google.person.edit(made.id, {
      extendedProperties: { private: { footplate: JSON.stringify({ ...mark, key: "other" }) } },
    });
    await expect(calendar.create(entry, mark)).rejects.toEqual(notWritten("conflict"));
  });

  test("F22 an id that is taken but not shown yet may be tried again", async () => {
    const { google, fetch } = setUp();
    const blind: typeof fetch = async (input, init) =>
      init?.method === "GET" && !new Request(input, init).url.endsWith("maxResults=1")
        ? Response.json({ error: { code: 404, message: "Not Found" } }, { status: 404 })
        : fetch(input, init);
    const { calendar } = setUp({}, { fetch: blind });
    await setUpOver(google).create(entry, mark);
    await expect(calendar.create(entry, mark)).rejects.toEqual(
      expect.objectContaining({ code: "unavailable", retryable: true, written: "no" }),
    );
  });

  test("F24 a look at a taken id that fails leaves nothing unknown", async () => {
    const { google, fetch } = setUp();
    const { calendar } = setUp({}, { fetch });
    await calendar.create(entry, mark);
    const failing: typeof fetch = async (input, init) => {
      if (init?.method === "GET") google.refuseNext(403, "forbidden");
      return await fetch(input, init);
    };
    await expect(setUp({}, { fetch: failing }).calendar.create(entry, mark)).rejects.toEqual(notWritten("forbidden"));
  });

  test("F37 an answer about another event is not believed", async () => {
    const { fetch } = setUp();
    const mixing: typeof fetch = async (input, init) => {
      const answer: unknown = await (await fetch(input, init)).json();
      return Response.json({ ...(answer as object), id: "another00" });
    };
    const mixed = expect.objectContaining({ code: "protocol", written: "maybe" });
    const made = await setUp().calendar.create(entry, mark);
    const { calendar } = setUp({}, { fetch: mixing });
    await expect(calendar.create(entry, mark)).rejects.toEqual(mixed);
    await expect(calendar.update(made, { ...entry, busy: false }, 4)).rejects.toEqual(mixed);
    await expect(calendar.read(made.id)).rejects.toEqual(refused("protocol"));
  });

  test("what normalise says is what comes back", async () => {
    const { calendar } = setUp();
    const untidy = {
      ...entry,
      title: "  Train\n2026-48 ",
      description: "one\r\ntwo\rthree \n",
      start: instant("2026-11-25T22:00:00.750Z"),
    };
    expect((await calendar.create(untidy, mark)).item).toEqual(calendar.normalise(untidy));
    expect(calendar.normalise(untidy).start).toBe("2026-11-25T22:00:00Z");
    expect(calendar.normalise(calendar.normalise(untidy))).toEqual(calendar.normalise(untidy));
  });
});

describe("how writes are sent", () => {
  test("F5 a write is given up after sendMs, whatever the caller allows, and its outcome is unknown", async () => {
    const { clock } = setUp();
    const silent: typeof fetch = async () => {
      clock.advance(5000);
      return await new Promise(() => undefined);
    };
    const { calendar } = setUp({}, { fetch: silent, clock, sendMs: 5000 });
    await expect(calendar.create(entry, mark, { timeoutMs: 600_000 })).rejects.toEqual(
      expect.objectContaining({ code: "outcome_unknown", written: "maybe" }),
    );
    expect(clock.monotonicMs()).toBe(5000);
  });

  test.each([undefined, "all"] as const)(
    "F87 guests are told only where the options say so: %s",
    async (sendUpdates) => {
      const seen: (string | null)[] = [];
      const { fetch } = setUp();
      const watching: typeof fetch = async (input, init) => {
        if (init?.method !== "GET") seen.push(new URL(new Request(input, init).url).searchParams.get("sendUpdates"));
        return await fetch(input, init);
      };
      const { calendar } = setUp({}, { fetch: watching, ...(sendUpdates && { sendUpdates }) });
      await calendar.remove(await calendar.update(await calendar.create(entry, mark), { ...entry, busy: false }, 4));
      expect(seen).toEqual(Array.from({ length: 3 }, () => sendUpdates ?? "none"));
    },
  );
});

describe("update", () => {
  test("R10 a meeting, its link, the guests and the place survive, and only what differs is sent", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    google.person.edit(made.id, {
      location: "Room 1",
      attendees: [{ email: "client-a@example.com" }],
      hangoutLink: "https://meet.google.com/abc",
      conferenceData: { entryPoints: [{ entryPointType: "video", uri: "https://meet.google.com/abc" }] },
      extendedProperties: { private: { other: "kept" } },
    });
    const seen = await calendar.read(made.id);
    expect(seen?.links?.meeting).toBe("https://meet.google.com/abc");
    const later = { ...entry, end: instant("2026-11-26T04:00:00Z") };
    const changed = await calendar.update(seen ?? made, later, 5);
    expect(changed.item).toEqual(later);
    expect(changed.mark).toEqual({ ...mark, facts: 5 });
    expect(changed.links?.meeting).toBe("https://meet.google.com/abc");
    expect(onlyEvent(google)).toMatchObject({
      location: "Room 1",
      attendees: [{ email: "client-a@example.com" }],
      conferenceData: { entryPoints: [{ uri: "https://meet.google.com/abc" }] },
      extendedProperties: { private: { other: "kept" } },
    });
  });

  test("a meeting that only has entry points is found", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    google.person.edit(made.id, {
      conferenceData: {
        entryPoints: [
          { entryPointType: "phone", uri: "tel:+1" },
          { entryPointType: "video", uri: "https://v.example/1" },
        ],
      },
    });
    expect((await calendar.read(made.id))?.links?.meeting).toBe("https://v.example/1");
  });

  test("F26 F81 a person's edit in between is a conflict, and stays", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    google.person.edit(made.id, { summary: "By hand" });
    await expect(calendar.update(made, { ...entry, busy: false }, 4)).rejects.toEqual(notWritten("conflict"));
    expect(onlyEvent(google)["summary"]).toBe("By hand");
    const seen = await calendar.read(made.id);
    expect(seen?.version).not.toBe(made.version);
    expect((await calendar.update(seen ?? made, { ...entry, busy: false }, 4)).item).toEqual({ ...entry, busy: false });
  });

  test("an update that changes nothing sends nothing", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    const calls = google.state().calls.length;
    expect(await calendar.update(made, entry, mark.facts)).toEqual(made);
    expect(google.state().calls).toHaveLength(calls);
  });

  test("F81 an entry that a person made all-day is read in the calendar's zone, and can be put back", async () => {
    // Not held against the description: it knows no null, by which a patch takes a field away.
    const { google } = setUp();
    const { calendar } = setUp({}, { fetch: google.fetch });
    const made = await calendar.create(entry, mark);
    google.person.edit(made.id, {
      start: { date: "2026-11-25", dateTime: null, timeZone: null },
      end: { date: "2026-11-27", dateTime: null, timeZone: null },
    });
    const seen = await calendar.read(made.id);
    expect(seen?.item).toMatchObject({
      start: "2026-11-24T23:00:00Z",
      end: "2026-11-26T23:00:00Z",
      zone: "Europe/Berlin",
    });
    expect((await calendar.list(range)).held).toEqual([seen]);
    expect((await calendar.update(seen ?? made, entry, 4)).item).toEqual(entry);
  });

  test("F83 what has no mark is never changed or removed", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    const copy = await calendar.read(google.person.copy(made.id));
    expect(copy?.mark).toBeUndefined();
    expect(copy?.item).toEqual(entry);
    const calls = google.state().calls.length;
    await expect(calendar.update(copy ?? made, { ...entry, busy: false }, 4)).rejects.toEqual(
      notWritten("invalid_input"),
    );
    await expect(calendar.remove(copy ?? made)).rejects.toEqual(notWritten("invalid_input"));
    expect(google.state().calls).toHaveLength(calls);
  });

  test("a deleted event is not changed", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    google.person.remove(made.id);
    await expect(calendar.update(made, { ...entry, busy: false }, 4)).rejects.toEqual(notWritten("conflict"));
    const seen = await calendar.read(made.id);
    await expect(calendar.update(seen ?? made, { ...entry, busy: false }, 4)).rejects.toEqual(notWritten("conflict"));
    expect(onlyEvent(google)["status"]).toBe("cancelled");
  });
});

describe("remove and read", () => {
  test("F27 a removed entry ends and can be read; removing it again is success", async () => {
    const { calendar } = setUp();
    const made = await calendar.create(entry, mark);
    await calendar.remove(made);
    await calendar.remove(made);
    expect(await calendar.read(made.id)).toMatchObject({ id: made.id, item: entry, mark, ended: true });
    expect((await calendar.list(range)).held).toMatchObject([{ id: made.id, ended: true }]);
  });

  test("F27 an entry that never was is removed already, and reads as undefined", async () => {
    const { calendar } = setUp();
    const other = setUp();
    const made = await other.calendar.create(entry, mark);
    await calendar.remove(made);
    expect(await calendar.read(made.id)).toBeUndefined();
  });

  test("F27 a deleted event whose ETag is refused is gone all the same", async () => {
    const { fetch, google } = setUp();
    const strict: typeof fetch = async (input, init) =>
      init?.method === "DELETE"
        ? Response.json({ error: { code: 412, message: "Precondition Failed" } }, { status: 412 })
        : await fetch(input, init);
    const { calendar } = setUp({}, { fetch: strict });
    const made = await calendar.create(entry, mark);
    google.person.remove(made.id);
    await calendar.remove(made);
    expect(onlyEvent(google)["status"]).toBe("cancelled");
  });

  test("F26 an entry that a person changed is not removed", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    google.person.edit(made.id, { summary: "By hand" });
    await expect(calendar.remove(made)).rejects.toEqual(notWritten("conflict"));
    expect(onlyEvent(google)["status"]).toBe("confirmed");
  });

  test("F82 a deleted event of which only the id is left still says whose it is, wherever one looks", async () => {
    const { calendar, google } = setUp({ bareDeleted: true });
    const made = await calendar.create(entry, mark);
    google.person.remove(made.id);
    const bare = { id: made.id, ended: true, mark: { key: mark.key, generation: 1, nonce: "", facts: 0 } };
    expect(await calendar.read(made.id)).toMatchObject(bare);
    expect((await calendar.list(range)).held).toMatchObject([bare]);
  });

  test("F16 a calendar that is gone proves nothing about its events", async () => {
    const { calendar } = setUp({ calendars: [{ id: "other@example.com" }] });
    const made = await setUp().calendar.create(entry, mark);
    await expect(calendar.read(made.id)).rejects.toEqual(refused("not_found"));
    await expect(calendar.remove(made)).rejects.toEqual(notWritten("not_found"));
    await expect(calendar.list(range)).rejects.toEqual(refused("not_found"));
  });
});

describe("list", () => {
  test("a series of others comes as its instances, each at its own moment across the change of clocks", async () => {
    const { calendar, google } = setUp();
    google.person.add({
      summary: "Weekly",
      start: { dateTime: "2026-10-14T10:00:00+02:00", timeZone: "Europe/Berlin" },
      end: { dateTime: "2026-10-14T11:00:00+02:00", timeZone: "Europe/Berlin" },
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=5"],
    });
    const from = { start: instant("2026-10-20T00:00:00Z"), end: range.end };
    const { held } = await calendar.list(from);
    expect(held.map(({ item }) => item.start)).toEqual([
      "2026-10-21T08:00:00Z",
      "2026-10-28T09:00:00Z",
      "2026-11-04T09:00:00Z",
      "2026-11-11T09:00:00Z",
    ]);
    expect(held.every((one) => one.mark === undefined && /_\d{8}T\d{6}Z$/.test(one.id))).toBe(true);
  });

  test("F81 an entry of ours that a person made a series is still ours by id, its instances are not", async () => {
    const { calendar, google } = setUp();
    const made = await calendar.create(entry, mark);
    google.person.edit(made.id, { recurrence: ["RRULE:FREQ=DAILY;COUNT=2"] });
    const { held } = await calendar.list(range);
    expect(held.map((one) => one.mark)).toEqual([undefined, undefined]);
    expect(await calendar.read(made.id)).toMatchObject({ id: made.id, item: entry, mark });
  });

  test.each([{ pageSize: 3 }, { pageSize: 2, emptyPages: true }])(
    "every page is read, short and empty ones too: %o",
    async (paging) => {
      const { calendar, google } = setUp(paging);
      for (let index = 0; index < 8; index += 1) {
        await calendar.create(entry, { ...mark, key: `line/${index}` });
      }
      google.person.add({ summary: "Foreign", start: { dateTime: entry.start }, end: { dateTime: entry.end } });
      const { held, complete } = await calendar.list(range);
      expect(complete).toBe(true);
      expect(held).toHaveLength(9);
      expect(new Set(held.map(({ id }) => id)).size).toBe(9);
    },
  );

  test("the range is half-open to the millisecond", async () => {
    const { calendar } = setUp();
    const made = await calendar.create(entry, mark);
    const ids = async (start: string, end: string) =>
      (await calendar.list({ start: instant(start), end: instant(end) })).held.map(({ id }) => id);
    expect(await ids("2026-11-26T01:59:59.900Z", "2026-12-01T00:00:00Z")).toEqual([made.id]);
    expect(await ids("2026-11-26T02:00:00Z", "2026-12-01T00:00:00Z")).toEqual([]);
    expect(await ids("2026-11-01T00:00:00Z", "2026-11-25T22:00:00.100Z")).toEqual([made.id]);
    expect(await ids("2026-11-01T00:00:00Z", "2026-11-25T22:00:00Z")).toEqual([]);
    await expect(ids("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z")).rejects.toEqual(refused("invalid_input"));
  });

  test("F23 a listing that lags lacks the entry, while reading it by id does not", async () => {
    const { calendar, clock } = setUp({ lagMs: 10_000 });
    const made = await calendar.create(entry, mark);
    expect((await calendar.list(range)).held).toEqual([]);
    expect(await calendar.read(made.id)).toEqual(made);
    clock.advance(10_000);
    expect((await calendar.list(range)).held).toEqual([made]);
  });

  test("F10 a row that cannot be read makes the listing incomplete, and hides no other", async () => {
    const { fetch } = setUp();
    const strange: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!new Request(input, init).url.includes("timeMin")) return answer;
      const page = (await answer.json()) as { items: unknown[] };
      return Response.json({ ...page, items: [{ kind: "calendar#event" }, ...page.items] });
    };
    const { calendar } = setUp({}, { fetch: strange });
    const made = await calendar.create(entry, mark);
    expect(await calendar.list(range)).toEqual({ held: [made], complete: false });
  });

  test("the time of a listing is that of all its pages together", async () => {
    const { clock } = setUp();
    let page = 0;
    const endless: typeof fetch = async () => {
      clock.advance(4000);
      page += 1;
      return await Promise.resolve(Response.json({ items: [], nextPageToken: `page-${page}` }));
    };
    const { calendar } = setUp({}, { fetch: endless, clock });
    await expect(calendar.list(range, { timeoutMs: 10_000 })).rejects.toEqual(refused("timeout"));
    expect(page).toBe(3);
  });

  test("F32 a page token that comes twice is a fault, not an endless listing", async () => {
    const looping: typeof fetch = async () => Response.json({ items: [], nextPageToken: "again" });
    const { calendar } = setUp({}, { fetch: looping });
    await expect(calendar.list(range)).rejects.toEqual(refused("protocol"));
  });
});

describe("free-busy", () => {
  test("an opaque entry makes its calendar busy, a transparent one does not", async () => {
    const { calendar } = setUp();
    await calendar.create(entry, mark);
    await calendar.create({ ...entry, busy: false, start: instant("2026-11-24T10:00:00Z") }, { ...mark, key: "free" });
    expect(await calendar.freeBusy(range)).toEqual([{ calendar: CALENDAR, start: entry.start, end: entry.end }]);
  });

  test("more than 50 calendars are asked for in several questions, each once", async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `c${index}@example.com`);
    const { calendar, google } = setUp({ calendars: ids.map((id) => ({ id })) }, { calendarId: "c0@example.com" });
    for (const id of ids) google.person.add({ start: { dateTime: entry.start }, end: { dateTime: entry.end } }, id);
    const busy = await calendar.freeBusy(range, [...ids, ...ids]);
    expect(busy.map((one) => one.calendar)).toEqual(ids);
    expect(google.state().calls).toHaveLength(3);
  });

  test("a question that gets no answer leaves nothing unknown, since it writes nothing", async () => {
    const { calendar, google } = setUp({}, { fetch: () => Promise.reject(new TypeError("fetch failed")) });
    await expect(calendar.freeBusy(range)).rejects.toEqual(
      expect.objectContaining({ code: "unavailable", retryable: true, written: undefined }),
    );
    expect(google.state().calls).toEqual([]);
  });

  test.each([
    [503, "unavailable", true],
    [403, "forbidden", false],
    [404, "not_found", false],
  ] as const)("a question that is answered %s writes nothing either", async (status, code, retryable) => {
    const { calendar } = setUp({}, { fetch: async () => Response.json({}, { status }) });
    await expect(calendar.freeBusy(range)).rejects.toMatchObject({ code, retryable, status, written: undefined });
  });

  test("a calendar that cannot be read is named", async () => {
    const { calendar } = setUp();
    const error = await calendar.freeBusy(range, [CALENDAR, "nobody@example.com"]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "not_found", message: expect.stringContaining("nobody@example.com") });
    expect((error as FootplateError).written).toBeUndefined();
  });
});

function setUpOver(google: { fetch: typeof globalThis.fetch }) {
  return setUp({}, { fetch: google.fetch }).calendar;
}
