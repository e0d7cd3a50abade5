import { describe, expect, test } from "vitest";
import { eraSlots, slotOf } from "../../src/timetable/slots.ts";
import { era, fact, retail, timetableOf } from "./lines.ts";

describe("trains", () => {
  test("R6 hang on their slot: an era holds those from its own date to the next era's", () => {
    const line = retail({
      eras: [
        era({ number: { format: "{n}" } }),
        era({
          id: "weekly",
          from: "2026-02-04",
          cadence: { every: "P1W", anchor: "2026-01-07" },
          number: { format: "W{n}", first: 10 },
        }),
      ],
    });
    const { trains } = timetableOf(line, [], "2026-01-01", "2026-02-20");
    expect(trains.map(({ id, date, number }) => [id, date, number])).toEqual([
      ["retail/e1.0", "2026-01-07", "1"],
      ["retail/e1.1", "2026-01-21", "2"],
      ["retail/weekly.4", "2026-02-04", "W10"],
      ["retail/weekly.5", "2026-02-11", "W11"],
      ["retail/weekly.6", "2026-02-18", "W12"],
    ]);
  });

  test("R6 every other week stays every other week over a year of 53 weeks, with the ISO year in the number", () => {
    const { trains } = timetableOf(retail(), [], "2026-12-01", "2027-02-01");
    expect(trains.filter(({ date }) => date >= "2026-12-20").map(({ date, number }) => [date, number])).toEqual([
      ["2026-12-23", "RT52-26"],
      ["2027-01-06", "RT01-27"],
      ["2027-01-20", "RT03-27"],
    ]);
    const years = retail({
      eras: [era({ cadence: { every: "P1W", anchor: "2026-01-02" }, number: { format: "{yyyy}-{ww} {yy} {n}" } })],
    });
    expect(timetableOf(years, [], "2026-12-30", "2027-01-03").trains.map(({ number }) => number)).toContain(
      "2026-53 26 53",
    );
  });

  test("R6 a no-train week uses its slot, and its number unless it keeps it for the next", () => {
    const weeks = { week: "2026-01-23", reason: "summit" };
    const numbers = (number: "used" | "kept"): unknown =>
      timetableOf(
        retail({ eras: [era({ number: { format: "{n}" } })], noTrainWeeks: [{ ...weeks, number }] }),
        [],
        "2026-01-01",
        "2026-02-20",
      ).trains.map((train) => [train.id, train.status, train.number, train.reason]);
    expect(numbers("used")).toEqual([
      ["retail/e1.0", "planned", "1", undefined],
      ["retail/e1.1", "no_train", "2", "summit"],
      ["retail/e1.2", "planned", "3", undefined],
      ["retail/e1.3", "planned", "4", undefined],
    ]);
    expect(numbers("kept")).toEqual([
      ["retail/e1.0", "planned", "1", undefined],
      ["retail/e1.1", "no_train", undefined, "summit"],
      ["retail/e1.2", "planned", "2", undefined],
      ["retail/e1.3", "planned", "3", undefined],
    ]);
  });

  test("R6 in a no-train week there is no cut, no rider, no window and no pair", () => {
    const line = retail({ noTrainWeeks: [{ week: "2026-01-07", reason: "summit" }] });
    const { trains, windows, pairs } = timetableOf(line, [], "2026-01-01", "2026-01-20");
    expect(trains).toEqual([
      {
        id: "retail/e1.0",
        line: "retail",
        era: "e1",
        slot: 0,
        date: "2026-01-07",
        number: "RT02-26",
        status: "no_train",
        reason: "summit",
        riders: [],
      },
    ]);
    expect([windows, pairs]).toEqual([[], []]);
  });

  test("are listed when a window or the slot's own date lies in the range, by the line's zone", () => {
    const ids = (from: string, to: string): unknown => timetableOf(retail(), [], from, to).trains.map(({ id }) => id);
    expect(ids("2026-01-07T05:00:00Z", "2026-01-07T05:00:01Z")).toEqual(["retail/e1.0"]);
    expect(ids("2026-01-07T05:00:01Z", "2026-01-14T00:00:00Z")).toEqual([]);
    expect(ids("2026-01-06T05:00:00Z", "2026-01-07T05:00:00Z")).toEqual([]);
    expect(ids("2026-01-15T03:00:00Z", "2026-01-15T03:00:01Z")).toEqual(["retail/e1.0"]);
    expect(ids("2026-01-15T03:00:01Z", "2026-01-21T05:00:00Z")).toEqual([]);
  });

  test("R1 resolve each service: the service's own version until a train is boarded with another, then on", () => {
    const facts = [
      fact("riderBoarded", { train: "retail/e1.2", service: "cart", version: "2.0.0" }),
      fact("riderBoarded", { train: "retail/e1.1", service: "cart", version: "1.5.0" }),
      fact("riderBoarded", { train: "retail/e1.1", service: "cart", version: "1.6.0" }),
      fact("riderBoarded", { train: "retail/e1.3", service: "cart", version: "9.9.9" }),
      fact("trainCancelled", { train: "retail/e1.3" }),
      fact("riderBoarded", { train: "retail/e1.1", service: "cart", version: "1.6.1", target: "prod/client-a" }),
    ];
    const { trains } = timetableOf(retail(), facts, "2026-01-01", "2026-03-05");
    expect(trains.map(({ riders }) => riders)).toEqual([
      [{ service: "cart", version: "1.0.0" }, { service: "search" }],
      [{ service: "cart", version: "1.6.0", overrides: { "prod/client-a": "1.6.1" } }, { service: "search" }],
      [{ service: "cart", version: "2.0.0" }, { service: "search" }],
      [{ service: "cart", version: "9.9.9" }, { service: "search" }],
      [{ service: "cart", version: "2.0.0" }, { service: "search" }],
    ]);
  });

  test("the cut stands at its wall time in the line's zone", () => {
    expect(timetableOf(retail(), [], "2026-01-07T05:00:00Z", "2026-01-07T06:00:00Z").trains[0]?.cut).toBe(
      "2026-01-07T17:00:00Z",
    );
  });

  test("an id names a train only in its one written form", () => {
    const line = retail({ eras: [era({ id: "v1.2" })] });
    const eras = eraSlots(line);
    expect(slotOf(line, eras, "retail/v1.2.3")?.date).toBe("2026-02-18");
    for (const id of [
      "retail/v1.2.03",
      "retail/v1.2.-0",
      "retail/v1.2.",
      "retail/v1.2.1e3",
      "other/v1.2.3",
      "retail/v1.2.-1",
    ]) {
      expect(slotOf(line, eras, id)).toBeUndefined();
    }
  });
});
