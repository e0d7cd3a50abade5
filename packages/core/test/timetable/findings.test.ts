import { describe, expect, test } from "vitest";
import type { HolidayCalendar, Timetable, TrainLine, WindowRule } from "../../src/index.ts";
import { at, era, fact, found, retail, timetableOf } from "./lines.ts";

const primary: WindowRule = { kind: "primary", stop: "prod", target: "client-a", day: 7, at: "22:00", length: "PT2H" };
const reserved = (id: string, changes: Partial<WindowRule> = {}): WindowRule =>
  ({ kind: "reserved", id, name: id, day: 7, at: "22:00", length: "PT1H", ...changes }) as WindowRule;
const A = "retail/e1.0/prod/client-a/primary";

function january(windows: readonly WindowRule[], changes: Partial<TrainLine> = {}): Timetable {
  return timetableOf(retail({ eras: [era({ windows })], ...changes }), [], "2026-01-07", "2026-01-20");
}

describe("overlaps", () => {
  const overlap = (a: WindowRule, b: WindowRule): unknown =>
    found(january([a, b]), "overlap").map((one) => one.slice(1));

  test("are errors between exclusive windows, warnings with a shared one, information with an informational one", () => {
    const other = "retail/e1.0/reserved/x";
    expect(overlap(primary, reserved("x", { class: "exclusive" }))).toEqual([["error", A, other]]);
    expect(overlap(primary, reserved("x"))).toEqual([["warning", A, other]]);
    expect(overlap({ ...primary, class: "shared" }, reserved("x"))).toEqual([["warning", A, other]]);
    expect(overlap(primary, reserved("x", { class: "informational" }))).toEqual([["info", A, other]]);
    expect(overlap(reserved("w"), reserved("x"))).toEqual([["warning", "retail/e1.0/reserved/w", other]]);
  });

  test("are found whichever of the two starts first", () => {
    expect(overlap(primary, reserved("x", { at: "21:30" }))).toEqual([["warning", "retail/e1.0/reserved/x", A]]);
    expect(overlap(primary, reserved("x", { at: "22:30" }))).toEqual([["warning", A, "retail/e1.0/reserved/x"]]);
  });

  test("need a moment in common and one place: windows that touch, or at two targets, do not overlap", () => {
    expect(overlap(primary, reserved("x", { day: 8, at: "00:00" }))).toEqual([]);
    expect(overlap(primary, reserved("x", { at: "21:00" }))).toEqual([]);
    expect(overlap(primary, { ...primary, target: "client-b", zone: "America/New_York" })).toEqual([]);
  });

  test("a train's primary and secondary window on one target are one party", () => {
    expect(overlap(primary, { ...primary, kind: "secondary", at: "23:00" })).toEqual([]);
  });

  test("a window of another train on the same target overlaps", () => {
    const table = timetableOf(
      retail({ eras: [era({ windows: [{ ...primary, length: "P15D" }] })] }),
      [],
      "2026-01-28",
      "2026-01-30",
    );
    expect(found(table, "overlap")).toEqual([["overlap", "error", A, "retail/e1.1/prod/client-a/primary"]]);
  });
});

describe("overtaking", () => {
  test("a newer train's primary window before the end of an older train's is an error, wherever they were moved", () => {
    const newer = "retail/e1.3/prod/client-a/primary";
    const line = retail({ eras: [era({ windows: [primary] })] });
    const move = (window: string, start: string, end: string): Timetable =>
      timetableOf(line, [fact("windowMoved", { window, start: at(start), end: at(end) })], "2026-01-01", "2026-04-01");
    expect(found(timetableOf(line), "overtaking")).toEqual([]);
    const ahead = move(newer, "2026-01-20T03:00:00Z", "2026-01-20T05:00:00Z");
    expect(found(ahead, "overtaking")).toEqual([["overtaking", "error", "retail/e1.2/prod/client-a/primary", newer]]);
    const behind = move(A, "2026-02-14T03:00:00Z", "2026-02-14T05:00:00Z");
    expect(found(behind, "overtaking")).toEqual([
      ["overtaking", "error", A, "retail/e1.1/prod/client-a/primary"],
      ["overtaking", "error", A, "retail/e1.2/prod/client-a/primary"],
    ]);
    expect(found(move(A, "2026-01-29T01:00:00Z", "2026-01-29T03:00:00Z"), "overtaking")).toEqual([]);
  });

  test("is seen in a short range too, in which the older train has nothing", () => {
    const line = retail({ eras: [era({ windows: [primary] })] });
    const seen = (window: string, start: string, end: string, from: string, to: string): unknown =>
      found(
        timetableOf(line, [fact("windowMoved", { window, start: at(start), end: at(end) })], from, to),
        "overtaking",
      ).map((one) => one.slice(2));
    const newer = "retail/e1.3/prod/client-a/primary";
    expect(seen(newer, "2026-01-20T03:00:00Z", "2026-01-20T05:00:00Z", "2026-01-20", "2026-01-21")).toEqual([
      ["retail/e1.2/prod/client-a/primary", newer],
    ]);
    expect(seen(A, "2026-03-14T03:00:00Z", "2026-03-14T05:00:00Z", "2026-02-26", "2026-02-27")).toEqual([[A, newer]]);
  });

  test("is not asked between targets, nor of secondary windows", () => {
    const windows: readonly WindowRule[] = [
      { ...primary, kind: "secondary", day: 21 },
      primary,
      { ...primary, target: "client-b", day: 30 },
    ];
    expect(found(timetableOf(retail({ eras: [era({ windows })] })), "overtaking")).toEqual([]);
  });
});

describe("freezes", () => {
  const freeze = {
    id: "winter",
    name: "Winter",
    class: "hard",
    from: { date: "2026-01-14" },
    to: { date: "2026-01-14" },
  } as const;
  const frozen = (changes: object): unknown =>
    found(january([primary], { freezes: [{ ...freeze, ...changes }] }), "window_in_freeze").map((one) => one[1]);

  test("a window in a hard freeze is an error, in a soft one a warning", () => {
    expect(frozen({})).toEqual(["error"]);
    expect(frozen({ class: "soft" })).toEqual(["warning"]);
  });

  test("reach to the end of their last day, or to their hour, in their zone", () => {
    expect(frozen({ from: { date: "2026-01-15" }, to: { date: "2026-01-16" } })).toEqual([]);
    expect(frozen({ to: { date: "2026-01-14", at: "22:00" } })).toEqual([]);
    expect(frozen({ to: { date: "2026-01-14", at: "22:01" } })).toEqual(["error"]);
    expect(frozen({ from: { date: "2026-01-14", at: "23:59" } })).toEqual(["error"]);
    expect(frozen({ zone: "Europe/Berlin" })).toEqual([]);
    expect(frozen({ from: { date: "2026-01-15" }, to: { date: "2026-01-15" }, zone: "Europe/Berlin" })).toEqual([
      "error",
    ]);
  });

  test("hold for their scope: stop, target or everything", () => {
    expect(frozen({ scope: ["prod"] })).toEqual(["error"]);
    expect(frozen({ scope: ["prod/client-a"] })).toEqual(["error"]);
    expect(frozen({ scope: ["prod/client-b", "staging"] })).toEqual([]);
  });

  test("do not judge the reservations of others", () => {
    expect(found(january([reserved("x")], { freezes: [freeze] }), "window_in_freeze")).toEqual([]);
  });
});

describe("closed days", () => {
  const holiday = (...dates: readonly string[]): readonly HolidayCalendar[] => [
    { id: "us", name: "US", through: "2026-12-31", days: dates.map((date) => ({ date, name: "Day off" })) },
  ];
  const hints = (table: Timetable, code: string): unknown =>
    table.findings.filter((one) => one.code === code).map(({ hint }) => hint);

  test("a window that touches a holiday of its target's local days is a warning with the nearest free day", () => {
    const table = january([primary], { holidays: holiday("2026-01-14") });
    expect(found(table, "window_on_holiday")).toEqual([["window_on_holiday", "warning", A]]);
    expect(hints(table, "window_on_holiday")).toEqual(["move it to 2026-01-13 (tue), the nearest free day"]);
    expect(january([primary], { holidays: holiday("2026-01-15") }).findings).toEqual([]);
    expect(
      found(january([{ ...primary, length: "PT3H" }], { holidays: holiday("2026-01-15") }), "window_on_holiday"),
    ).toHaveLength(1);
    const scoped = holiday("2026-01-14").map((one) => ({ ...one, scope: ["prod/client-b"] }));
    expect(january([primary], { holidays: scoped }).findings).toEqual([]);
  });

  test("the proposed day is free of holidays, freezes, days without deploys and weeks without a train", () => {
    const table = january([], {
      eras: [era({ cadence: { every: "P2W", anchor: "2026-01-06" }, windows: [{ ...primary, day: 8 }] })],
      holidays: holiday("2026-01-13", "2026-01-14", "2026-01-15"),
      noDeployDays: [{ weekday: "fri" }, { date: "2026-01-12", reason: "stocktaking" }],
      freezes: [{ id: "f", name: "Freeze", class: "soft", from: { date: "2026-01-17" }, to: { date: "2026-01-18" } }],
      noTrainWeeks: [{ week: "2026-01-19", reason: "rest" }],
    });
    expect(hints(table, "window_on_holiday")).toEqual(["move it to 2026-01-11 (sun), the nearest free day"]);
  });

  test("a proposed day must be free of a freeze for the whole window, and of its week's pause", () => {
    const holidays = holiday("2026-01-14");
    const from = { date: "2026-01-13", at: "23:30" };
    const freezes = [{ id: "f", name: "Freeze", class: "soft", from, to: { date: "2026-01-13" } }] as const;
    expect(hints(january([primary], { holidays, freezes }), "window_on_holiday")).toEqual([
      "move it to 2026-01-15 (thu), the nearest free day",
    ]);
    const eras = [era({ cadence: { every: "P2W", anchor: "2026-01-05" }, windows: [{ ...primary, day: 7 }] })];
    const paused = { eras, holidays: holiday("2026-01-12"), noTrainWeeks: [{ week: "2026-01-12", reason: "rest" }] };
    expect(hints(january([], paused), "window_on_holiday")).toEqual([
      "move it to 2026-01-11 (sun), the nearest free day",
    ]);
    const sunday = [era({ cadence: { every: "P2W", anchor: "2026-01-05" }, windows: [{ ...primary, day: 13 }] })];
    const before = {
      eras: sunday,
      holidays: holiday("2026-01-18"),
      noTrainWeeks: [{ week: "2026-01-12", reason: "rest" }],
    };
    expect(hints(january([], before), "window_on_holiday")).toEqual([
      "move it to 2026-01-19 (mon), the nearest free day",
    ]);
  });

  test("where no day is free, the hint says so", () => {
    const noDeployDays = (["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const).map((weekday) => ({ weekday }));
    const table = january([primary], { noDeployDays });
    expect(hints(table, "window_on_no_deploy_day")).toEqual([
      "no free day within 60 days: cancel the window, or open a day",
    ]);
  });

  test("a window that touches a day without deploys is an error", () => {
    expect(found(january([primary], { noDeployDays: [{ weekday: "wed" }] }), "window_on_no_deploy_day")).toEqual([
      ["window_on_no_deploy_day", "error", A],
    ]);
    expect(found(january([primary], { noDeployDays: [{ weekday: "thu" }] }), "window_on_no_deploy_day")).toEqual([]);
    const dated = january([{ ...primary, length: "PT2H30M" }], {
      noDeployDays: [{ date: "2026-01-15", reason: "audit" }],
    });
    expect(dated.findings.map(({ message }) => message)).toEqual([
      `${A} touches 2026-01-15, a day without deploys: audit`,
    ]);
  });

  test("R6 a train that left earlier and still works in a week without a train is a warning", () => {
    const table = january([primary], { noTrainWeeks: [{ week: "2026-01-16", reason: "summit" }] });
    expect(found(table, "window_in_no_train_week")).toEqual([["window_in_no_train_week", "warning", A]]);
    expect(january([primary], { noTrainWeeks: [{ week: "2026-01-25", reason: "summit" }] }).findings).toEqual([]);
  });

  test("R6 the week is one of the line's zone, however far the target's zone is from it", () => {
    const noTrainWeeks = [{ week: "2026-01-12", reason: "summit" }];
    const monday: WindowRule = { ...primary, day: 12, at: "10:00", zone: "Pacific/Auckland" };
    const table = january([monday], { zone: "AoE", noTrainWeeks });
    expect(table.windows[0]?.localStart).toBe("2026-01-19T10:00:00+13:00");
    expect(found(table, "window_in_no_train_week")).toHaveLength(1);
    const east = january([{ ...monday, day: 4, at: "21:00", zone: "AoE" }], { zone: "Pacific/Auckland", noTrainWeeks });
    expect(east.windows[0]?.localStart).toBe("2026-01-11T21:00:00-12:00");
    expect(found(east, "window_in_no_train_week")).toHaveLength(1);
    // 04:00 to 06:00 on Monday in Berlin ends at Sunday's midnight in New York.
    const ends = january([{ ...monday, at: "04:00", zone: "Europe/Berlin" }], {
      noTrainWeeks: [{ week: "2026-01-19", reason: "rest" }],
    });
    expect(ends.windows[0]?.end).toBe("2026-01-19T05:00:00Z");
    expect(found(ends, "window_in_no_train_week")).toEqual([]);
  });
});
