import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { epochMs, fromEpochMs } from "../../src/time/instant.ts";
import { type GapPolicy, localText, type OverlapPolicy, parseTime, resolveWall } from "../../src/time/wall-time.ts";
import { refusal } from "./refusal.ts";
import { intlOffset, momentsOf, transitionsOf, wallText } from "./transitions.ts";

const MINUTE = 60_000;

describe("resolveWall", () => {
  it("reads an ordinary wall time", () => {
    expect(resolveWall("2026-11-25", "22:00", "America/New_York")).toEqual({
      kind: "exact",
      at: "2026-11-26T03:00:00Z",
    });
    expect(resolveWall("2026-11-25", "23:59", "AoE")).toEqual({ kind: "exact", at: "2026-11-26T11:59:00Z" });
    expect(resolveWall("2026-12-31", "24:00", "UTC")).toEqual({ kind: "exact", at: "2027-01-01T00:00:00Z" });
  });

  const gaps = [
    ["Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"],
    ["America/New_York", "2026-03-08", "02:30", "2026-03-08T01:30:00-05:00", "2026-03-08T03:30:00-04:00"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T01:45:00+10:30", "2026-10-04T02:45:00+11:00"],
    ["America/Santiago", "2026-09-06", "00:00", "2026-09-05T23:00:00-04:00", "2026-09-06T01:00:00-03:00"],
    ["America/Santiago", "2026-09-05", "24:00", "2026-09-05T23:00:00-04:00", "2026-09-06T01:00:00-03:00"],
    ["America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-03T23:00:00-03:00", "2018-11-04T01:00:00-02:00"],
    ["Pacific/Apia", "2011-12-30", "12:00", "2011-12-29T12:00:00-10:00", "2011-12-31T12:00:00+14:00"],
  ] as const;

  it.each(gaps)(
    "F39 %s %s %s does not exist: both choices, and the one the policy picks",
    (zone, date, time, earlier, later) => {
      const silent = resolveWall(date, time, zone);
      const choices = [epochMs(earlier), epochMs(later)].map(fromEpochMs);
      expect(silent).toEqual({ kind: "gap", choices });
      expect(choices.map((at) => localText(at, zone))).toEqual([earlier, later]);
      expect(resolveWall(date, time, zone, { gap: "earlier" })).toEqual({
        ...silent,
        policy: "earlier",
        at: choices[0],
      });
      expect(resolveWall(date, time, zone, { gap: "later" })).toEqual({ ...silent, policy: "later", at: choices[1] });
      expect(resolveWall(date, time, zone, { gap: "skip" })).toEqual({ ...silent, policy: "skip" });
      expect(resolveWall(date, time, zone, { overlap: "first" })).toEqual(silent);
    },
  );

  const overlaps = [
    ["Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"],
    ["America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"],
    ["Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30"],
    ["America/Santiago", "2026-04-04", "23:30", "2026-04-04T23:30:00-03:00", "2026-04-04T23:30:00-04:00"],
    ["America/Sao_Paulo", "2018-02-17", "23:00", "2018-02-17T23:00:00-02:00", "2018-02-17T23:00:00-03:00"],
  ] as const;

  it.each(overlaps)(
    "F40 %s %s %s exists twice: both choices, and the one the policy picks",
    (zone, date, time, first, second) => {
      const silent = resolveWall(date, time, zone);
      const choices = [epochMs(first), epochMs(second)].map(fromEpochMs);
      expect(silent).toEqual({ kind: "overlap", choices });
      expect(choices.map((at) => localText(at, zone))).toEqual([first, second]);
      expect(resolveWall(date, time, zone, { overlap: "first" })).toEqual({
        ...silent,
        policy: "first",
        at: choices[0],
      });
      expect(resolveWall(date, time, zone, { overlap: "second" })).toEqual({
        ...silent,
        policy: "second",
        at: choices[1],
      });
      expect(resolveWall(date, time, zone, { gap: "later" })).toEqual(silent);
    },
  );

  it.each([
    ["Europe/Berlin", "2026-03-29", "01:59", "03:00"],
    ["America/Santiago", "2026-09-06", "01:00", "23:00"],
  ])("F39 the edges of the gap in %s exist", (zone, date, before, after) => {
    expect(resolveWall(date, before, zone).kind).toBe("exact");
    expect(resolveWall(date, after, zone).kind).toBe("exact");
  });

  it("F41 keeps a wall-clock end and a length apart: 01:00 to 04:00 lasts four hours when Berlin's clock goes back", () => {
    const start = resolveWall("2026-10-25", "01:00", "Europe/Berlin");
    const end = resolveWall("2026-10-25", "04:00", "Europe/Berlin");
    expect([start, end]).toEqual([
      { kind: "exact", at: "2026-10-24T23:00:00Z" },
      { kind: "exact", at: "2026-10-25T03:00:00Z" },
    ]);
    expect(localText("2026-10-25T02:00:00Z", "Europe/Berlin")).toBe("2026-10-25T03:00:00+01:00");
  });

  it("names what it cannot use and the way out", () => {
    expect(refusal(() => resolveWall("2026-02-30", "10:00", "UTC"))).toContain('not a date: "2026-02-30"');
    expect(refusal(() => resolveWall("2026-11-25", "24:01", "UTC"))).toMatch(/"24:01"; write HH:MM/);
    expect(refusal(() => resolveWall("2026-11-25", "10:00", "America/NewYork"))).toContain(
      "did you mean America/New_York?",
    );
    expect(refusal(() => resolveWall("2026-11-25", "10:00", "PDT"))).toContain("America/Los_Angeles");
  });

  it("F47 refuses moments after year 9999", () => {
    expect(refusal(() => resolveWall("9999-12-31", "24:00", "UTC"))).toContain("four-digit year");
    expect(refusal(() => resolveWall("9999-12-31", "23:00", "America/New_York"))).toContain("four-digit year");
  });
});

describe("F39 F40 every clock change of every zone, 2020 to 2035", () => {
  const from = Date.parse("2020-01-01T00:00:00Z");
  const to = Date.parse("2036-01-01T00:00:00Z");
  const zones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", "AoE"])];
  const transitions = zones.flatMap((zone) => (zone === "AoE" ? [] : transitionsOf(zone, from, to)));
  const gapPolicy = fc.constantFrom<GapPolicy | undefined>("later", "earlier", "skip", undefined);
  const overlapPolicy = fc.constantFrom<OverlapPolicy | undefined>("first", "second", undefined);

  /** One wall time, judged by Intl alone, and by Temporal. */
  function check(zone: string, wallMs: number, gap: GapPolicy | undefined, overlap: OverlapPolicy | undefined): string {
    const { date, time } = wallText(wallMs);
    const id = zone === "AoE" ? "Etc/GMT+12" : zone;
    const moments = momentsOf(intlOffset(id), wallMs).map(fromEpochMs);
    const found = resolveWall(date, time, zone, { gap, overlap });
    expect(found.kind).toBe((["gap", "exact", "overlap"] as const)[moments.length]);
    const plain = Temporal.PlainDateTime.from(`${date}T${time}`);
    const oracle = (["earlier", "later"] as const).map((disambiguation) =>
      fromEpochMs(plain.toZonedDateTime(id, { disambiguation }).epochMilliseconds),
    );
    expect(found.kind === "exact" ? [found.at, found.at] : found.choices).toEqual(oracle);
    if (found.kind === "gap") {
      expect(found.policy).toBe(gap);
      expect(found.at).toBe(gap === "later" ? oracle[1] : gap === "earlier" ? oracle[0] : undefined);
      const [earlier, later] = found.choices.map((at) => epochMs(`${localText(at, zone).slice(0, 16)}:00Z`));
      expect(earlier).toBeLessThan(wallMs);
      expect(later).toBeGreaterThan(wallMs);
    } else {
      expect(found.kind === "exact" ? [found.at] : found.choices).toEqual(moments);
      for (const at of moments) expect(localText(at, zone).slice(0, 16)).toBe(`${date}T${time}`);
      if (found.kind === "overlap") {
        expect(found.policy).toBe(overlap);
        expect(found.at).toBe(overlap === undefined ? undefined : moments[overlap === "first" ? 0 : 1]);
      }
    }
    return found.kind;
  }

  it("either reads back as declared, or is flagged with the policy used", () => {
    const seen = new Map<string, number>();
    const around = fc.constantFrom(...transitions).chain((transition) =>
      fc.record({
        zone: fc.constant(transition.zone),
        // From an hour before the skipped or repeated wall times to an hour after them.
        wallMs: fc
          .integer({
            min: (transition.atMs + Math.min(transition.before, transition.after)) / MINUTE - 60,
            max: (transition.atMs + Math.max(transition.before, transition.after)) / MINUTE + 60,
          })
          .map((minutes) => minutes * MINUTE),
      }),
    );
    fc.assert(
      fc.property(around, gapPolicy, overlapPolicy, ({ zone, wallMs }, gap, overlap) => {
        const kind = check(zone, wallMs, gap, overlap);
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { numRuns: 3000 },
    );
    for (const kind of ["exact", "gap", "overlap"]) expect(seen.get(kind)).toBeGreaterThan(300);
  });

  it("holds at the first and last minute of every kind of jump", () => {
    const kinds = new Map(transitions.map((one) => [`${one.zone.split("/")[0]} ${one.before} ${one.after}`, one]));
    for (const { zone, atMs, before, after } of kinds.values()) {
      const low = atMs + Math.min(before, after);
      const high = atMs + Math.max(before, after);
      const jump = after > before ? "gap" : "overlap";
      expect(
        [low - MINUTE, low, high - MINUTE, high].map((wallMs) => check(zone, wallMs, undefined, undefined)),
      ).toEqual(["exact", jump, jump, "exact"]);
    }
  });

  it("reads back everywhere else too", () => {
    const wall = fc.integer({ min: from / MINUTE, max: to / MINUTE }).map((minutes) => minutes * MINUTE);
    fc.assert(
      fc.property(fc.constantFrom(...zones), wall, (zone, wallMs) => void check(zone, wallMs, "later", "first")),
      { numRuns: 1000 },
    );
  });
});

describe("localText", () => {
  it.each([
    ["2026-11-26T03:00:00Z", "America/New_York", "2026-11-25T22:00:00-05:00"],
    ["2026-07-01T00:00:00Z", "Asia/Kathmandu", "2026-07-01T05:45:00+05:45"],
    ["2026-07-01T00:00:00Z", "America/St_Johns", "2026-06-30T21:30:00-02:30"],
    ["2026-07-01T00:00:00Z", "UTC", "2026-07-01T00:00:00+00:00"],
    ["2026-07-01T00:00:00Z", "AoE", "2026-06-30T12:00:00-12:00"],
    ["2026-07-01T00:00:00.250Z", "Asia/Tokyo", "2026-07-01T09:00:00.250+09:00"],
  ])("shows %s in %s as %s", (at, zone, text) => {
    expect(localText(at, zone)).toBe(text);
  });

  it("always says the same moment, also for local mean times with odd seconds", () => {
    const moment = fc.integer({ min: Date.parse("1850-01-01"), max: Date.parse("2100-01-01") });
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom("Europe/Amsterdam", "Africa/Monrovia", "Asia/Kolkata", "America/New_York"),
        (ms, zone) => {
          expect(epochMs(localText(fromEpochMs(ms), zone))).toBe(ms);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

it("parseTime reads 00:00 to 24:00 and nothing else", () => {
  expect(["00:00", "09:30", "23:59", "24:00"].map(parseTime)).toEqual([
    { hour: 0, minute: 0 },
    { hour: 9, minute: 30 },
    { hour: 23, minute: 59 },
    { hour: 24, minute: 0 },
  ]);
  for (const text of ["9:30", "24:01", "25:00", "12:60", "12:00:00", "", "noon"])
    expect(parseTime(text)).toBeUndefined();
});
