import { describe, expect, test } from "vitest";
import type { Timetable, TrainLine, WindowRule } from "../../src/index.ts";
import { at, era, fact, found, retail, timetableOf } from "./lines.ts";

const A = "retail/e1.0/prod/client-a/primary";

/** A line of one target in Berlin with one window on each slot of a daily cadence. */
function berlin(rule: Partial<WindowRule>, changes: Partial<TrainLine> = {}): TrainLine {
  return retail({
    zone: "Europe/Berlin",
    stops: [{ id: "prod", name: "Production", targets: [{ id: "client-a", name: "Client A" }] }],
    eras: [
      era({
        cadence: { every: "P1D", anchor: "2026-01-01" },
        windows: [{ kind: "primary", stop: "prod", day: 0, at: "02:30", length: "PT30M", ...rule } as WindowRule],
      }),
    ],
    ...changes,
  });
}

const springDay = (line: TrainLine): Timetable => timetableOf(line, [], "2026-03-28T23:00:00Z", "2026-03-29T21:00:00Z");
const autumnDay = (line: TrainLine): Timetable => timetableOf(line, [], "2026-10-24T22:00:00Z", "2026-10-25T22:00:00Z");
const starts = ({ windows }: Timetable): readonly unknown[] => windows.map((one) => [one.start, one.resolvedBy]);

describe("windows of a train", () => {
  test("R6, R33 stand at the wall time of their target's zone, counted from the slot's date", () => {
    const { windows } = timetableOf(retail(), [], "2026-01-01", "2026-02-01");
    expect(windows.map(({ id, start, localStart, zone }) => [id, start, localStart, zone])).toEqual([
      ["retail/e1.0/prod/client-b/primary", "2026-01-14T21:00:00Z", "2026-01-14T22:00:00+01:00", "Europe/Berlin"],
      [A, "2026-01-15T03:00:00Z", "2026-01-14T22:00:00-05:00", "America/New_York"],
      ["retail/e1.1/prod/client-b/primary", "2026-01-28T21:00:00Z", "2026-01-28T22:00:00+01:00", "Europe/Berlin"],
      ["retail/e1.1/prod/client-a/primary", "2026-01-29T03:00:00Z", "2026-01-28T22:00:00-05:00", "America/New_York"],
    ]);
  });

  test("R33 take the class and capacity of their rule, exclusive at stops and shared as reservations by default", () => {
    const windows: readonly WindowRule[] = [
      { kind: "primary", stop: "prod", target: "client-a", day: 7, at: "22:00", length: "PT2H" },
      {
        kind: "secondary",
        stop: "prod",
        target: "client-a",
        day: 8,
        at: "10:00",
        length: "PT2H",
        class: "shared",
        capacity: 3,
      },
      { kind: "reserved", id: "triage", name: "Log triage", day: 7, at: "11:00", length: "PT1H", zone: "AoE" },
    ];
    const table = timetableOf(retail({ eras: [era({ windows })] }), [], "2026-01-01", "2026-01-20");
    expect(table.windows.map((one) => [one.id, one.name, one.class, one.capacity, one.start, one.target])).toEqual([
      ["retail/e1.0/reserved/triage", "Log triage", "shared", 0, "2026-01-14T23:00:00Z", undefined],
      [A, "Production, Client A", "exclusive", 0, "2026-01-15T03:00:00Z", "client-a"],
      [
        "retail/e1.0/prod/client-a/secondary",
        "Production, Client A (secondary)",
        "shared",
        3,
        "2026-01-15T15:00:00Z",
        "client-a",
      ],
    ]);
    expect(table.windows[0]?.zone).toBe("Etc/GMT+12");
  });

  test("a rule that names a target replaces the stop-wide one for it, wherever it stands", () => {
    const wide: WindowRule = { kind: "primary", stop: "prod", day: 7, at: "22:00", length: "PT2H" };
    const own: WindowRule = { ...wide, target: "client-a", at: "20:00" };
    for (const windows of [
      [wide, own],
      [own, wide],
    ]) {
      const table = timetableOf(retail({ eras: [era({ windows })] }), [], "2026-01-01", "2026-01-20");
      expect(table.windows.map(({ id, localStart }) => [id, localStart.slice(11, 16)])).toEqual([
        ["retail/e1.0/prod/client-b/primary", "22:00"],
        [A, "20:00"],
      ]);
    }
  });

  test("R8 one-off windows stand by themselves, and serve a train while it runs", () => {
    const line = retail({
      eras: [era({ windows: [] })],
      oneOffWindows: [
        {
          id: "late",
          name: "Late rider",
          stop: "prod",
          target: "client-b",
          date: "2026-01-16",
          at: "09:00",
          length: "PT1H",
          train: "retail/e1.0",
        },
        {
          id: "own",
          name: "Certificate",
          stop: "prod",
          target: "client-a",
          date: "2026-01-17",
          at: "24:00",
          length: "PT1H",
        },
      ],
    });
    const { windows, trains } = timetableOf(line, [], "2026-01-10", "2026-01-20");
    expect(windows.map(({ id, kind, train, number, localStart }) => [id, kind, train, number, localStart])).toEqual([
      ["retail/one-off/late", "one_off", "retail/e1.0", "RT02-26", "2026-01-16T09:00:00+01:00"],
      ["retail/one-off/own", "one_off", undefined, undefined, "2026-01-18T00:00:00-05:00"],
    ]);
    expect(trains.map(({ id }) => id)).toEqual(["retail/e1.0"]);
    const cancelled = timetableOf(line, [fact("trainCancelled", { train: "retail/e1.0" })], "2026-01-10", "2026-01-20");
    expect(cancelled.windows.map(({ id }) => id)).toEqual(["retail/one-off/own"]);
  });
});

describe("windows where clocks change", () => {
  test("F39 a wall time that the clock skips follows the line's policy", () => {
    expect(starts(springDay(berlin({}, { gap: "later" })))).toEqual([["2026-03-29T01:30:00Z", "later"]]);
    expect(starts(springDay(berlin({}, { gap: "earlier" })))).toEqual([["2026-03-29T00:30:00Z", "earlier"]]);
    expect(starts(springDay(berlin({}, { gap: "skip" })))).toEqual([]);
    expect(springDay(berlin({}, { gap: "later" })).findings).toEqual([]);
  });

  test("F39 without a policy the window is shown at the later choice, blocked, with both moments", () => {
    const table = springDay(berlin({}));
    expect(starts(table)).toEqual([["2026-03-29T01:30:00Z", undefined]]);
    expect(table.windows[0]?.blocked).toBe(
      "02:30 on 2026-03-29 does not exist in Europe/Berlin: it may mean 2026-03-29T01:30:00+01:00 (2026-03-29T00:30:00Z) or 2026-03-29T03:30:00+02:00 (2026-03-29T01:30:00Z)",
    );
    expect(found(table, "clock_gap")).toEqual([["clock_gap", "error", "retail/e1.87/prod/client-a/primary"]]);
    expect(table.findings[0]?.message).toContain("2026-03-29T00:30:00Z");
  });

  test("F40 a wall time that the clock shows twice follows the policy, or is shown at the first and blocked", () => {
    expect(starts(autumnDay(berlin({}, { overlap: "first" })))).toEqual([["2026-10-25T00:30:00Z", "first"]]);
    expect(starts(autumnDay(berlin({}, { overlap: "second" })))).toEqual([["2026-10-25T01:30:00Z", "second"]]);
    const table = autumnDay(berlin({}));
    expect(starts(table)).toEqual([["2026-10-25T00:30:00Z", undefined]]);
    expect(table.windows[0]?.blocked).toContain("exists twice");
    expect(found(table, "clock_overlap")).toEqual([["clock_overlap", "error", "retail/e1.297/prod/client-a/primary"]]);
  });

  test("F39, F40 a wall end that is unclear blocks the window too, and so does one that falls before the start", () => {
    const end = autumnDay(berlin({ at: "01:00", length: undefined, until: "02:30" } as never));
    expect(end.windows.map(({ blocked, end: to }) => [blocked?.slice(0, 30), to])).toEqual([
      ["02:30 on 2026-10-25 exists twi", "2026-10-25T00:30:00Z"],
    ]);
    const reversed = springDay(berlin({ at: "02:45", length: undefined, until: "03:15" } as never, { gap: "later" }));
    expect(reversed.windows[0]?.blocked).toContain("leaves nothing between 02:45 and 03:15");
    expect(found(reversed, "clock_gap")).toHaveLength(1);
  });

  test("F41 a length is exact and moves the wall end, a wall end changes the length, and both are flagged", () => {
    const exact = autumnDay(berlin({ at: "01:00", length: "PT3H" }));
    expect(exact.windows[0]).toMatchObject({
      start: "2026-10-24T23:00:00Z",
      end: "2026-10-25T02:00:00Z",
      localEnd: "2026-10-25T03:00:00+01:00",
    });
    expect(found(exact, "clock_change_inside")).toEqual([
      ["clock_change_inside", "info", "retail/e1.297/prod/client-a/primary"],
    ]);
    const wall = autumnDay(berlin({ at: "01:00", length: undefined, until: "04:00" } as never));
    expect(wall.windows[0]).toMatchObject({ end: "2026-10-25T03:00:00Z", localEnd: "2026-10-25T04:00:00+01:00" });
    expect(found(wall, "clock_change_inside")).toEqual([
      ["clock_change_inside", "warning", "retail/e1.297/prod/client-a/primary"],
    ]);
    expect(wall.findings[0]?.message).toContain("240 minutes");
    expect(timetableOf(berlin({ at: "01:00", length: "PT3H" }), [], "2026-10-26", "2026-11-01").findings).toEqual([]);
  });

  test.each([
    ["00:00", "2026-01-06T00:00:00+01:00"],
    ["22:00", "2026-01-06T22:00:00+01:00"],
    ["22:01", "2026-01-05T22:01:00+01:00"],
    ["24:00", "2026-01-06T00:00:00+01:00"],
  ])("a wall end that is not after the start means the next day: 22:00 until %s", (until, localEnd) => {
    const line = berlin({ at: "22:00", length: undefined, until } as never);
    const { windows } = timetableOf(line, [], "2026-01-05", "2026-01-06");
    expect(windows[0]).toMatchObject({ localStart: "2026-01-05T22:00:00+01:00", localEnd });
  });

  test("a cut whose wall time is unclear is shown and reported, and blocks no window", () => {
    const line = berlin({ at: "12:00" });
    const eras = [{ ...(line.eras[0] ?? era()), cut: { day: 0, at: "02:30" } }];
    const table = springDay({ ...line, eras });
    expect(table.trains.at(-1)?.cut).toBe("2026-03-29T01:30:00Z");
    expect(found(table, "clock_gap")).toEqual([["clock_gap", "warning", "retail/e1.87"]]);
    expect(table.windows[0]?.blocked).toBeUndefined();
  });
});

describe("facts about windows", () => {
  const week = (facts: Parameters<typeof timetableOf>[1], changes: Partial<TrainLine> = {}): Timetable =>
    timetableOf(retail(changes), facts, "2026-01-14", "2026-01-21");
  const now = { start: at("2026-01-15T03:00:00Z"), end: at("2026-01-15T05:00:00Z") };
  const later = { start: at("2026-01-16T03:00:00Z"), end: at("2026-01-16T05:00:00Z") };
  const status = ({ windows }: Timetable): unknown => windows.find(({ id }) => id === A)?.status;

  test("R7 a review counts only for the times that the window has", () => {
    expect(status(week([]))).toBe("draft");
    expect(status(week([fact("windowReviewed", { window: A, ...now })]))).toBe("reviewed");
    expect(status(week([fact("windowReviewed", { window: A, ...later })]))).toBe("draft");
    expect(status(week([fact("windowReviewed", { window: A, ...now, end: later.end })]))).toBe("draft");
    expect(status(week([], { review: "none" }))).toBe("reviewed");
  });

  test("R7 moving a window takes a new review, even when it is moved back", () => {
    const reviewed = fact("windowReviewed", { window: A, ...now });
    const away = fact("windowMoved", { window: A, ...later });
    const back = fact("windowMoved", { window: A, ...now });
    expect(status(week([reviewed, away]))).toBe("draft");
    expect(status(week([reviewed, away, back]))).toBe("draft");
    expect(status(week([reviewed, away, back, fact("windowReviewed", { window: A, ...now })]))).toBe("reviewed");
  });

  test("R3 a moved window is found wherever it went, keeps its identity, and leaves its old place", () => {
    const far = { start: at("2026-07-01T03:00:00Z"), end: at("2026-07-01T04:00:00Z") };
    const facts = [fact("windowMoved", { window: A, ...far })];
    expect(week(facts).windows.map(({ id }) => id)).not.toContain(A);
    const july = timetableOf(retail(), facts, "2026-07-01T03:00:00Z", "2026-07-01T03:00:01Z");
    expect(july.windows).toMatchObject([{ id: A, ...far, moved: true, localStart: "2026-06-30T23:00:00-04:00" }]);
    expect(july.trains.map(({ id }) => id)).toEqual(["retail/e1.0"]);
  });

  test("F39 a move clears what the clock made unclear", () => {
    const line = berlin({});
    const id = "retail/e1.87/prod/client-a/primary";
    const times = { start: at("2026-03-29T01:30:00Z"), end: at("2026-03-29T02:00:00Z") };
    const table = timetableOf(line, [fact("windowMoved", { window: id, ...times })], "2026-03-29", "2026-03-30");
    expect(table.windows[0]?.blocked).toBeUndefined();
    expect(table.findings).toEqual([]);
  });

  test("R7 of several reviews since the last move, one that matches is enough", () => {
    const right = fact("windowReviewed", { window: A, ...now });
    const wrong = fact("windowReviewed", { window: A, ...later });
    expect([status(week([right, wrong])), status(week([wrong, right]))]).toEqual(["reviewed", "reviewed"]);
  });

  test("F39 a cancelled window is not reported for its clock", () => {
    const cancelled = fact("windowCancelled", { window: "retail/e1.87/prod/client-a/primary" });
    expect(timetableOf(berlin({}), [cancelled], "2026-03-28T23:00:00Z", "2026-03-29T21:00:00Z").findings).toEqual([]);
  });

  test("a cancelled window vanishes alone", () => {
    const table = week([fact("windowCancelled", { window: A })]);
    expect(table.windows.map(({ id }) => id)).toEqual(["retail/e1.0/prod/client-b/primary"]);
  });

  test("a cancelled train keeps its number and loses windows and pair", () => {
    const table = timetableOf(
      retail(),
      [fact("trainCancelled", { train: "retail/e1.0", reason: "no payload" })],
      "2026-01-01",
      "2026-02-01",
    );
    expect(table.trains.map(({ number, status: state, reason }) => [number, state, reason])).toEqual([
      ["RT02-26", "cancelled", "no payload"],
      ["RT04-26", "planned", undefined],
    ]);
    expect(table.windows.every(({ train }) => train === "retail/e1.1")).toBe(true);
    expect(table.pairs.map(({ train }) => train)).toEqual(["retail/e1.1"]);
  });

  test("R32 what was recorded counts after its author left the team; a name that the line lost is reported once", () => {
    const by = { person: "stranger" };
    const visit = { guest: "g", name: "Guest", length: "PT15M", owner: "Team A", change: "change-1" };
    const facts = [
      fact("windowMoved", { id: "y", window: A, ...later, by: { bot: "tick" } }),
      fact("windowReviewed", { id: "x", window: A, ...later, by }),
      fact("windowReviewed", { id: "x", window: A, ...later, by }),
      fact("trainCancelled", { id: "z", train: "retail/e1.1", by: { person: "a" } }),
      fact("guestRequested", { id: "g", window: A, ...visit, by: { person: "outsider" } }),
    ];
    const table = timetableOf(retail(), facts, "2026-01-01", "2026-02-01");
    expect(table.windows.find(({ id }) => id === A)).toMatchObject({ ...later, status: "reviewed" });
    expect(table.trains.find(({ id }) => id === "retail/e1.1")?.status).toBe("cancelled");
    expect(found(table, "fact_author_unknown")).toEqual([["fact_author_unknown", "warning", "stranger"]]);
    expect(table.findings.find(({ code }) => code === "fact_author_unknown")?.message).toMatch(/^1 fact counts/);
    const kept = retail({ people: [...retail().people, { id: "stranger", name: "Conductor Z" }] });
    expect(found(timetableOf(kept, facts), "fact_author_unknown")).toEqual([]);
  });

  test("a fact that names nothing known is ignored and reported, one about another range is not", () => {
    const unknown = [
      fact("trainCancelled", { id: "train", train: "retail/e9.0" }),
      fact("trainCancelled", { id: "slot", train: "retail/e1.-1" }),
      fact("windowCancelled", { id: "window", window: "retail/e1.0/prod/client-z/primary" }),
      fact("windowMoved", { id: "one-off", window: "retail/one-off/gone", ...later }),
      fact("windowMoved", { id: "reversed", window: A, start: later.end, end: later.start }),
      fact("windowCancelled", { id: "guest", window: "retail/guest/nobody" }),
      fact("guestAccepted", { id: "accepted", guest: "nobody" }),
      fact("lossAccepted", { id: "loss", train: "retail/other", lost: 2 }),
      fact("riderBoarded", { id: "service", train: "retail/e1.0", service: "nothing", version: "1" }),
      fact("riderBoarded", {
        id: "target",
        train: "retail/e1.0",
        service: "cart",
        version: "1",
        target: "prod/client-z",
      }),
    ];
    const known = [
      fact("trainCancelled", { train: "retail/e1.7" }),
      fact("windowCancelled", { window: "retail/e1.900/prod/client-a/primary" }),
    ];
    const table = week([...unknown, ...known]);
    expect(found(table, "fact_without_subject").map((one) => one[2])).toEqual(unknown.map(({ id }) => id));
    expect(table.windows).toHaveLength(2);
  });
});
