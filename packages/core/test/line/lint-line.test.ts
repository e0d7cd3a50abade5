import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { TrainLine } from "../../src/line/line.ts";
import { lintLine } from "../../src/line/lint-line.ts";
import { contradiction } from "../../src/line/rules/contradiction.ts";
import { fixedAbbreviation } from "../../src/line/rules/fixed-abbreviation.ts";
import { holidayDataEnds } from "../../src/line/rules/holiday-data-ends.ts";
import { ownerMissing } from "../../src/line/rules/owner-missing.ts";
import { ownerStale } from "../../src/line/rules/owner-stale.ts";
import { parityGap } from "../../src/line/rules/parity-gap.ts";
import { refMissing } from "../../src/line/rules/ref-missing.ts";
import { unknownZone } from "../../src/line/rules/unknown-zone.ts";
import { vacancy } from "../../src/line/rules/vacancy.ts";
import { yearTypo } from "../../src/line/rules/year-typo.ts";
import { instant } from "../../src/time/instant.ts";
import type { Interval } from "../../src/time/interval.ts";
import type { Finding } from "../../src/timetable/timetable.ts";
import { type Edits, exampleLine, madeLine } from "./support.ts";

const winter = range("2026-11-22", "2027-02-28");

function range(from: string, to: string): Interval {
  return { start: instant(`${from}T00:00:00Z`), end: instant(`${to}T00:00:00Z`) };
}

/** Code, path and subjects of what a rule finds on an edited retail line. */
function found(rule: (line: TrainLine) => readonly Finding[], edits: Edits = {}): readonly unknown[] {
  return rule(madeLine("retail", edits)).map(({ code, path, subjects }) => [code, path, subjects.join()]);
}

describe("the example lines", () => {
  const codes = (findings: readonly Finding[]): readonly string[] =>
    [...new Set(findings.map(({ code, severity }) => `${severity} ${code}`))].toSorted();

  test("retail says only that week numbers turn odd, and which windows meet holidays", () => {
    const findings = lintLine(exampleLine("retail"), winter);
    expect(codes(findings)).toEqual(["warning parity_gap", "warning window_on_holiday"]);
    expect(findings.filter(({ code }) => code === "window_on_holiday")).toHaveLength(3);
  });

  test("mediawiki says only that log triage shares the time of group 1", () => {
    expect(codes(lintLine(exampleLine("mediawiki"), winter))).toEqual(["info overlap"]);
  });
});

describe("lintLine", () => {
  test("gives what the document says and what the timetable finds, a vacancy only once", () => {
    const findings = lintLine(
      exampleLine("retail", { "eras[0].rotation": undefined, "services[0].owner": undefined }),
      winter,
    );
    const codes = findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["owner_missing", "parity_gap", "window_on_holiday"]));
    expect(codes.filter((code) => code === "vacancy")).toHaveLength(1);
  });

  test("applies every rule for documents", () => {
    const line = exampleLine("retail", {
      "texts.title": "{line} at 22:00 EST",
      "freezes[0].to.date": "2028-01-04",
      "services[0].owner": undefined,
      "services[1].ownerConfirmed": "2025-01-01",
      "stops[2].targets[1].refs": undefined,
      "eras[0].windows[3].weekday": "wed",
      "holidays[3].through": "2026-12-31",
    });
    const codes = new Set(lintLine(line, winter).map(({ code }) => code));
    expect([...codes]).toEqual(
      expect.arrayContaining([
        "fixed_abbreviation",
        "year_typo",
        "owner_missing",
        "owner_stale",
        "ref_missing",
        "contradiction",
        "parity_gap",
        "holiday_data_ends",
      ]),
    );
  });

  test("judges only the document when a zone cannot be used", () => {
    const findings = lintLine(madeLine("retail", { zone: "EST", "services[0].owner": undefined }), winter);
    expect(findings.map(({ code }) => code)).toEqual(["fixed_abbreviation", "owner_missing"]);
  });

  test("R26 owners are to be confirmed within a year before now, or before the range", () => {
    const line = exampleLine("retail");
    const stale = (now?: string): number =>
      lintLine(line, winter, [], now === undefined ? undefined : instant(now)).filter(
        ({ code }) => code === "owner_stale",
      ).length;
    expect([stale(), stale("2027-09-15T12:00:00Z")]).toEqual([0, 3]);
  });

  test("every finding says what is wrong and the way out", () => {
    for (const { message, hint } of lintLine(exampleLine("retail"), winter)) {
      expect(message).not.toBe("");
      expect(hint).not.toBe("");
    }
  });
});

describe("R6 parity_gap", () => {
  const at = (line: TrainLine, when: Interval = winter): readonly string[] =>
    parityGap(line, when).map(({ message }) => message);

  test("lists where two-week trains pass from even weeks to odd ones", () => {
    expect(at(exampleLine("retail"))).toEqual([
      expect.stringContaining("2026-12-23 (week 52) to 2027-01-06 (week 01)"),
    ]);
  });

  test("says nothing in a range without such a turn, nor where week numbers are not used", () => {
    expect(at(exampleLine("retail"), range("2026-09-03", "2026-12-01"))).toEqual([]);
    expect(at(exampleLine("retail", { "eras[0].number.format": "RT{n}" }))).toEqual([]);
  });

  test("names a number that is given twice", () => {
    const line = exampleLine("retail", { "eras[0].number.format": "RT{ww}", "eras[0].cadence.every": "P1W" });
    expect(at(line, range("2027-08-01", "2027-12-01"))).toEqual([
      expect.stringContaining("the number RT36 is given twice"),
    ]);
  });

  test("names the odd gap where one two-week era follows another out of step", () => {
    const next = { ...exampleLine("retail").eras[0], id: "2027", from: "2027-01-01" };
    const odd = { ...next, cadence: { every: "P2W", anchor: "2027-01-13" } };
    const even = { ...next, cadence: { every: "P2W", anchor: "2027-01-06" } };
    expect(at(exampleLine("retail", { "eras[1]": odd }))).toEqual([expect.stringContaining("lie 21 days and not 14")]);
    expect(at(exampleLine("retail", { "eras[1]": even }))).toEqual([]);
  });
});

describe("fixed_abbreviation", () => {
  test.each([
    ["texts.body", "Starts at 22:00 EST on {start}"],
    ["texts.cancellation", "Not before 9 pm PT"],
    ["freezes[0].name", "Freeze from Friday, GMT+4"],
    ["noTrainWeeks[0].reason", "Office closed after 18:00 CET"],
    ["noTrainWeeks[0].reason", "Ends (PDT) early"],
    ["stops[2].targets[0].name", "Client A (EDT)"],
    ["stops[2].targets[0].chat", "#prod-EST"],
  ])("%s %j", (path, text) => {
    const findings = found(fixedAbbreviation, { [path]: text });
    if (text.startsWith("#")) expect(findings).toEqual([]);
    else expect(findings).toEqual([["fixed_abbreviation", path, expect.anything()]]);
  });

  test.each([
    "ART and MET are galleries",
    "Europe/Berlin",
    "Etc/GMT+5",
    "the best UTC time",
    "RT48-26 for QAI, UAT and PROD",
  ])("%j tells no time", (text) => {
    expect(found(fixedAbbreviation, { name: text })).toEqual([]);
  });
});

describe("contradiction", () => {
  test("the examples hold none", () => {
    expect([...contradiction(exampleLine("retail")), ...contradiction(exampleLine("mediawiki"))]).toEqual([]);
  });

  test("a weekday that the day does not fall on", () => {
    expect(found(contradiction, { "eras[0].windows[3].weekday": "wed" })).toEqual([
      ["contradiction", "eras[0].windows[3].weekday", "prod/client-a"],
    ]);
  });

  test("a weekday that holds for some trains only", () => {
    const findings = contradiction(madeLine("mediawiki", { "eras[0].cadence.every": "P1M" }));
    expect(findings[0]?.message).toContain("does not always fall on mon");
  });

  test("a one-off window's weekday against its date", () => {
    expect(found(contradiction, { "oneOffWindows[0].weekday": "mon" })).toEqual([
      ["contradiction", "oneOffWindows[0].weekday", "client-a-label-printing"],
    ]);
  });

  test.each([
    ["2026-12-08T22:00:00-04:00", "the offset -04:00 holds there at another time of the year"],
    ["2026-12-08T22:00:00+04:00", "the offset +04:00 never holds there in 2026"],
    ["2026-12-08T21:00:00-05:00", "2026-12-08T22:00:00-05:00"],
    ["2026-12-09T22:00:00-05:00", "2026-12-08T22:00:00-05:00"],
  ])("a one-off window's start %s against date, time and zone", (start, says) => {
    const [finding, ...more] = contradiction(madeLine("retail", { "oneOffWindows[0].start": start }));
    expect(more).toEqual([]);
    expect(finding?.message).toContain(says);
    expect(finding?.hint).toContain("2026-12-08T22:00:00-05:00");
  });

  test("the same start in UTC agrees, and either moment of a repeated hour does", () => {
    const repeated = {
      "oneOffWindows[0].date": "2026-11-01",
      "oneOffWindows[0].weekday": "sun",
      "oneOffWindows[0].at": "01:30",
      overlap: undefined,
    };
    expect(found(contradiction, { "oneOffWindows[0].start": "2026-12-09T03:00:00Z" })).toEqual([]);
    for (const offset of ["-04:00", "-05:00"]) {
      expect(found(contradiction, { ...repeated, "oneOffWindows[0].start": `2026-11-01T01:30:00${offset}` })).toEqual(
        [],
      );
    }
    expect(
      found(contradiction, { ...repeated, overlap: "first", "oneOffWindows[0].start": "2026-11-01T01:30:00-05:00" }),
    ).toHaveLength(1);
  });
});

test("unknown_zone names every zone that a program put in wrongly", () => {
  const edits = {
    "people[1].zone": "Europe/Lundon",
    "stops[2].targets[3].zone": "GMT+4",
    "eras[0].windows[0].zone": "Mars/Base",
    "freezes[0].zone": "AoE",
  };
  expect(found(unknownZone, edits)).toEqual([
    ["unknown_zone", "people[1].zone", ""],
    ["fixed_abbreviation", "stops[2].targets[3].zone", ""],
    ["unknown_zone", "eras[0].windows[0].zone", ""],
  ]);
  expect(found(unknownZone)).toEqual([]);
});

describe("year_typo", () => {
  test("a freeze that ends a year too late", () => {
    expect(found(yearTypo, { "freezes[0].to.date": "2028-01-04" })).toEqual([
      ["year_typo", "freezes[0].to.date", "year-end-2026"],
    ]);
    expect(found(yearTypo, { "freezes[0].to.date": "2027-12-05", noTrainWeeks: undefined })).toEqual([
      ["year_typo", "freezes[0].to.date", "year-end-2026"],
    ]);
    expect(found(yearTypo)).toEqual([]);
  });

  test("a long freeze alone is no slip", () => {
    expect(found(yearTypo, { "freezes[0].to.date": "2027-04-30" })).toEqual([]);
  });

  test("dates after New Year written with the old year", () => {
    const weeks = ["2026-11-24", "2026-12-22", "2026-01-05", "2026-01-19"].map((week) => ({
      week,
      reason: "stretched",
    }));
    expect(found(yearTypo, { noTrainWeeks: weeks, "eras[0].from": "2026-01-01" })).toEqual([
      ["year_typo", "noTrainWeeks[2].week", "2026-01-05"],
      ["year_typo", "noTrainWeeks[3].week", "2026-01-19"],
    ]);
    expect(found(yearTypo, { "holidays[0].days[3].date": "2026-01-01" })).toEqual([
      ["year_typo", "holidays[0].days[3].date", "us"],
    ]);
  });

  test("something dated before the line began", () => {
    expect(found(yearTypo, { "oneOffWindows[0].date": "2025-12-08" })).toEqual([
      ["year_typo", "oneOffWindows[0].date", "client-a-label-printing"],
    ]);
  });

  test("a no-train week a year beside the freeze that it is for", () => {
    expect(found(yearTypo, { "noTrainWeeks[0].week": "2027-12-21" })).toEqual([
      ["year_typo", "noTrainWeeks[0].week", "2027-12-21"],
    ]);
  });
});

describe.skipIf(!process.env.FOOTPLATE_DATA)("year_typo on published freezes (needs FOOTPLATE_DATA)", () => {
  test("finds the freeze that its publisher ended a year late, and no other", () => {
    const file: { freezes: readonly Record<string, unknown>[] } = JSON.parse(
      readFileSync(`${process.env.FOOTPLATE_DATA}/freezes.json`, "utf8"),
    );
    const spans = file.freezes.flatMap((freeze) => [
      ...spanOf(freeze.start, freeze.end),
      ...spanOf(freeze.body_start, freeze.body_end),
      ...(Array.isArray(freeze.dates) ? freeze.dates : []).flatMap((text: string) => spanOf(...text.split("/"))),
    ]);
    const found = spans.filter(([from, to]) => {
      const freeze = { id: "published", name: "Published", class: "hard", from: { date: from }, to: { date: to } };
      return yearTypo(madeLine("retail", { freezes: [freeze], "eras[0].from": from })).length > 0;
    });
    expect(spans.length).toBeGreaterThan(15);
    expect(found).toEqual([["2025-12-22", "2026-12-05"]]);
  });

  function spanOf(start?: unknown, end: unknown = start): readonly (readonly [string, string])[] {
    return typeof start === "string" && typeof end === "string" ? [[start.slice(0, 10), end.slice(0, 10)]] : [];
  }
});

test("R26 owner_missing and owner_stale name the service", () => {
  expect(found(ownerMissing, { "services[2].owner": undefined })).toEqual([
    ["owner_missing", "services[2].owner", "picking"],
  ]);
  expect(found(ownerMissing)).toEqual([]);
  const stale = (line: TrainLine): readonly Finding[] => ownerStale(line, winter.start);
  const confirmed = "services[1].ownerConfirmed";
  expect(found(stale, { [confirmed]: "2025-11-20" })).toEqual([["owner_stale", confirmed, "inventory"]]);
  expect(found(stale, { [confirmed]: "2025-11-21" })).toEqual([]);
});

test("ref_missing names target or person, and the adapter", () => {
  const edits = { "stops[2].targets[1].refs.statuspage": undefined, "people[0].refs.pigeon": { loft: "lead" } };
  const findings = refMissing(madeLine("retail", edits));
  expect(findings[0]).toMatchObject({
    severity: "info",
    path: "stops[2].targets[1].refs",
    subjects: ["prod/client-b"],
  });
  expect(findings[0]?.message).toContain("statuspage");
  expect(findings[1]?.severity).toBe("warning");
  expect(findings.slice(1).map(({ subjects }) => subjects[0])).toEqual(
    exampleLine("retail")
      .people.slice(1)
      .map(({ id }) => id),
  );
  expect(found(refMissing)).toEqual([]);
});

test("R41 vacancy names eras without a pair", () => {
  expect(found(vacancy)).toEqual([]);
  expect(found(vacancy, { "eras[0].rotation": undefined })).toEqual([["vacancy", "eras[0]", "2026"]]);
  for (const order of [[], ["conductor-a"], ["conductor-a", "conductor-a"], ["conductor-a", "gone"]]) {
    expect(found(vacancy, { "eras[0].rotation.order": order })).toEqual([["vacancy", "eras[0].rotation", "2026"]]);
  }
});

test("holiday_data_ends names calendars that the range outruns", () => {
  const ends = (end: string): readonly unknown[] =>
    found((line) => holidayDataEnds(line, { ...winter, end: instant(end) }));
  expect(ends("2027-03-01T05:00:00Z")).toEqual([]);
  expect(ends("2027-03-01T05:00:01Z")).toEqual([["holiday_data_ends", "holidays[3].through", "ae"]]);
});
