import { describe, expect, test } from "vitest";
import type { ConductPolicy, Fact } from "../../src/index.ts";
import { openView } from "../../src/train/view.ts";
import { usedTime } from "../../src/window/used-time.ts";
import { windowNow } from "../../src/window/window-now.ts";
import { range } from "../timetable/lines.ts";
import { cut, deployed, happened, STAGING, T0, yard } from "../train/trains.ts";

const WINDOW = `${T0}/${STAGING}/primary`;
const moment = (text: string): never => `2026-01-07T${text}:00Z` as never;
const now = (facts: readonly Fact[], time: string, policy: ConductPolicy = {}, id = WINDOW) =>
  windowNow(openView(yard({}, policy), facts), id, moment(time));
const started = happened("windowStarted", { window: WINDOW, at: moment("15:00") });
const completed = happened("windowCompleted", { window: WINDOW, how: "us", at: moment("15:40") });
const extended = happened("windowExtended", {
  window: WINDOW,
  end: moment("18:00"),
  approval: "ok",
  at: moment("16:30"),
});

describe("a window at a moment", () => {
  test("is planned, in progress and completed, with planned and actual end apart", () => {
    expect(now([], "14:59")).toMatchObject({ state: "planned", overrunning: false });
    expect(now([started], "15:00")).toMatchObject({ state: "in_progress", plannedEnd: moment("17:00") });
    expect(now([started, completed], "15:40")).toMatchObject({
      state: "completed",
      plannedEnd: moment("17:00"),
      actualEnd: moment("15:40"),
      overrunning: false,
    });
  });

  test("F45 overruns from its planned end until it is completed; R23 an extension moves that end", () => {
    expect(now([started], "17:00")).toMatchObject({ state: "in_progress", overrunning: true });
    expect(now([started, extended], "17:00")).toMatchObject({
      state: "in_progress",
      overrunning: false,
      plannedEnd: moment("18:00"),
      window: { extendedFrom: moment("17:00") },
      record: { extensions: [{ end: moment("18:00"), approval: "ok" }] },
    });
    expect(now([started, extended], "18:00")).toMatchObject({ overrunning: true });
  });

  test("that nobody ever started lapses", () => {
    expect(now([], "17:00")).toMatchObject({ state: "completed", overrunning: false });
    expect(now([], "17:00")).not.toHaveProperty("actualEnd");
  });

  test("that was cancelled is known as it would have been, and an unknown one is not", () => {
    const cancelled = happened("windowCancelled", { window: WINDOW });
    expect(now([cancelled], "15:10")).toMatchObject({ state: "cancelled", window: { id: WINDOW } });
    expect(now([happened("trainCancelled", { train: T0 })], "15:10")).toMatchObject({ state: "cancelled" });
    expect(now([], "15:10", {}, "yard/e1.0/prod/other/primary")).toBeUndefined();
  });

  test("what happens after it is completed changes it no more", () => {
    expect(now([started, completed, extended], "16:00")).toMatchObject({ plannedEnd: moment("17:00") });
    const again = happened("windowCompleted", { window: WINDOW, how: "person", at: moment("16:00") });
    expect(now([started, completed, again], "16:00")).toMatchObject({
      actualEnd: moment("15:40"),
      record: { how: "us" },
    });
  });

  test("goes on as a new one that is linked to it, again and again", () => {
    const reopen = (window: string, as: string, from: string, to: string): Fact =>
      happened("windowReopened", { window, as, start: moment(from), end: moment(to), at: moment("16:00") });
    const [once, twice] = [`${WINDOW}/again/1`, `${WINDOW}/again/1/again/1`];
    const first = [started, completed, reopen(WINDOW, once, "18:00", "19:00")];
    expect(now(first, "18:10", {}, once)).toMatchObject({
      state: "in_progress",
      window: { reopens: WINDOW, kind: "primary", train: T0, status: "reviewed", capacity: 0 },
    });
    expect(now(first, "18:10")).toMatchObject({ state: "completed", record: { reopenedAs: once } });
    const over = happened("windowCompleted", { window: once, how: "us", at: moment("18:20") });
    const second = [...first, over, reopen(once, twice, "20:00", "21:00")];
    expect(now(second, "20:10", {}, twice)).toMatchObject({ state: "in_progress", window: { reopens: once } });
    expect(now([started, reopen(WINDOW, once, "18:00", "19:00")], "18:10", {}, once)).toBeUndefined();
    const longer = happened("windowExtended", { window: once, end: moment("19:30"), approval: "ok" });
    expect(now([...first, longer], "19:10", {}, once)).toMatchObject({
      state: "in_progress",
      plannedEnd: moment("19:30"),
    });
    const moved = happened("windowMoved", { window: once, start: moment("21:00"), end: moment("22:00") });
    expect(now([...first, moved], "18:10", {}, once)).toMatchObject({ state: "planned" });
    expect(now([...first, happened("windowCancelled", { window: once })], "18:10", {}, once)).toMatchObject({
      state: "cancelled",
    });
  });

  test("one moved to another day is still found by those who look at its own", () => {
    const as = `${WINDOW}/again/1`;
    const [start, end] = ["2026-02-02T10:00:00Z" as never, "2026-02-02T11:00:00Z" as never];
    const facts = [cut(), started, completed, happened("windowReopened", { window: WINDOW, as, start, end })];
    expect(now(facts, "18:10", {}, as)).toMatchObject({ state: "planned" });
  });
});

describe("a window that nobody claims", () => {
  const policy = { noShowAfter: "PT15M" };

  test("is free once its time to be claimed is over, and never without such a policy", () => {
    expect(now([cut()], "15:14", policy)).toMatchObject({ free: false });
    expect(now([cut()], "15:15", policy)).toMatchObject({ free: true });
    expect(now([cut()], "15:15")).toMatchObject({ free: false });
    expect(now([cut()], "17:00", policy)).toMatchObject({ free: false });
  });

  test("a claim, somebody who is there, and an order in it keep it", () => {
    const claimed = happened("windowClaimed", { window: WINDOW, by: { person: "a" } });
    const joined = happened("joined", { window: WINDOW, person: "a" });
    const order = happened("deployOrdered", {
      train: T0,
      kind: "promote",
      target: STAGING,
      version: "RT02-26",
      services: {},
      window: WINDOW,
    });
    for (const fact of [claimed, joined, order]) {
      expect(now([cut(), fact], "15:20", policy)).toMatchObject({ free: false });
    }
  });
});

test("R33 planned and used time are kept apart", () => {
  const facts = [
    cut(),
    started,
    ...deployed("o1", STAGING).map((fact) => (fact.type === "deployOrdered" ? { ...fact, window: WINDOW } : fact)),
    extended,
    happened("windowCompleted", { window: WINDOW, how: "us", at: moment("17:30") }),
  ];
  const finish = facts.map((fact) => (fact.type === "deployFinished" ? { ...fact, at: moment("15:17") } : fact));
  const report = usedTime(openView(yard(), finish), range("2026-01-07", "2026-01-09"));
  const minutes = 60_000;
  expect(report[0]).toEqual({
    window: WINDOW,
    train: T0,
    number: "RT02-26",
    target: STAGING,
    plannedMs: 120 * minutes,
    extendedMs: 60 * minutes,
    actualMs: 150 * minutes,
    usedMs: 12 * minutes,
  });
  expect(report).toHaveLength(3);
  expect(report[1]).not.toHaveProperty("actualMs");
  expect(report[1]).not.toHaveProperty("usedMs");
});
