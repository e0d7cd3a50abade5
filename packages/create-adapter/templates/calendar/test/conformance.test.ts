import assert from "node:assert/strict";
import { test } from "node:test";
import { type CalendarEntry, epochMs, fromEpochMs, span } from "@footplate/core";
import { mirrorCases, virtualClock } from "@footplate/testkit";
import { createPlainCalendar } from "../src/index.ts";
import { fakePlainCalendar } from "../src/testing.ts";

const BEGIN = "2026-11-22T12:00:00Z";
const hour = (hours: number) => fromEpochMs(epochMs(BEGIN) + hours * 3_600_000);
const entry = (n: number): CalendarEntry => ({
  title: `Release ${n}`,
  description: "We deploy.",
  start: hour(n),
  end: hour(n + 2),
  zone: "Europe/Berlin",
  busy: true,
});

function world() {
  const clock = virtualClock(BEGIN);
  const fake = fakePlainCalendar({ now: clock.epochMs, lagMs: 45_000 });
  const options = { baseUrl: fake.baseUrl, token: "fake-token", fetch: fake.fetch, clock };
  return { clock, events: fake.events, ...createPlainCalendar(options) };
}

const cases = mirrorCases<CalendarEntry>({
  name: "plain-calendar",
  fresh: async () => {
    const { calendar, clock, events } = world();
    return {
      mirror: calendar,
      clock,
      range: span(BEGIN, "P14D"),
      item: entry,
      change: (item) => ({ ...item, description: "It takes longer.", busy: false }),
      humanEdit: async (id) => void events.change(id, { title: "Renamed by hand" }),
      humanDelete: async (id) => void events.change(id, { deleted: true }),
      humanCopy: async (id) => void events.make({ ...events.find(id), id: undefined }),
      addForeign: async () => events.make({ ...entry(5), calendar: "primary" }).id,
      live: async () =>
        events
          .all()
          .filter(({ deleted, extra }) => deleted !== true && extra !== undefined)
          .map(({ extra }) => String(Object(extra).key)),
    };
  },
});
for (const { name, run } of cases) void test(name, run);

void test("free and busy, by calendar; one that cannot be read is named", async () => {
  const { calendar, events } = world();
  const { start, end } = events.make({ ...entry(1), calendar: "primary" });
  events.make({ ...entry(2), calendar: "holidays" });
  assert.deepEqual(await calendar.freeBusy(span(BEGIN, "P1D")), [{ calendar: "primary", start, end }]);
  assert.equal((await calendar.freeBusy(span(BEGIN, "P1D"), ["primary", "holidays"])).length, 2);
  await assert.rejects(calendar.freeBusy(span(BEGIN, "P1D"), ["nobody"]), /calendar nobody cannot be read/);
});
