import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact, Timetable, TrainLine } from "../../src/index.ts";
import { epochMs } from "../../src/time/instant.ts";
import { nextWindowFor } from "../../src/timetable/next-window.ts";
import { arbitraryLineWithFacts } from "../support/arbitrary-line.ts";
import { at, era, fact, found, retail, timetableOf } from "./lines.ts";

const HOST = "retail/e1.0/prod/client-a/primary";
const request = (guest: string, length = "PT30M", window = HOST): Fact =>
  fact("guestRequested", { guest, window, name: `Guest ${guest}`, length, owner: "Team A", change: `change-${guest}` });
const accept = (guest: string): Fact => fact("guestAccepted", { guest });
const refuse = (guest: string): Fact => fact("guestRefused", { guest });

function january(facts: readonly Fact[], changes: Partial<TrainLine> = {}): Timetable {
  return timetableOf(retail(changes), facts, "2026-01-14", "2026-01-21");
}
const places = ({ windows }: Timetable): unknown =>
  windows
    .filter(({ kind }) => kind === "guest")
    .map((one) => [one.id, one.start.slice(11, 16), one.end.slice(11, 16), one.status]);

describe("guests", () => {
  test("R34, R36 come behind what the train needs, accepted ones first and in order, inside the host and never beside it", () => {
    const facts = [request("x"), request("y"), accept("y")];
    const table = january(facts, { review: "none" });
    expect(places(table)).toEqual([
      ["retail/guest/y", "03:30", "04:00", "reviewed"],
      ["retail/guest/x", "04:00", "04:30", "draft"],
    ]);
    const guest = table.windows.find(({ id }) => id === "retail/guest/y");
    expect(guest).toMatchObject({
      host: HOST,
      kind: "guest",
      train: "retail/e1.0",
      target: "client-a",
      localStart: "2026-01-14T22:30:00-05:00",
      capacity: 0,
    });
    const host = table.windows.find(({ id }) => id === HOST);
    expect(host?.guests.map((one) => [one.guest, one.status, one.change])).toEqual([
      ["y", "accepted", "change-y"],
      ["x", "requested", "change-x"],
    ]);
    expect(found(table, "overlap")).toEqual([]);
  });

  test("R34 who was accepted first is not pushed back by who is accepted later", () => {
    expect(places(january([request("x"), request("y"), accept("y"), accept("x")]))).toEqual([
      ["retail/guest/y", "03:30", "04:00", "draft"],
      ["retail/guest/x", "04:00", "04:30", "draft"],
    ]);
  });

  test("R37 a refused or withdrawn guest gives its place back", () => {
    expect(places(january([request("x"), accept("x"), refuse("x"), request("y")]))).toEqual([
      ["retail/guest/y", "03:30", "04:00", "draft"],
    ]);
    expect(
      places(january([request("x"), request("y"), fact("windowCancelled", { window: "retail/guest/x" })])),
    ).toEqual([["retail/guest/y", "03:30", "04:00", "draft"]]);
  });

  test("R36 an accepted guest may be announced no earlier than its host", () => {
    const facts = [request("x"), accept("x")];
    expect(places(january(facts))).toEqual([["retail/guest/x", "03:30", "04:00", "draft"]]);
    const review = fact("windowReviewed", {
      window: HOST,
      start: at("2026-01-15T03:00:00Z"),
      end: at("2026-01-15T05:00:00Z"),
    });
    expect(places(january([...facts, review]))).toEqual([["retail/guest/x", "03:30", "04:00", "reviewed"]]);
  });

  test("R34 more guests than the window takes have no place: an error for accepted ones, a warning for others", () => {
    const facts = [request("x"), request("y"), request("z", "PT10M"), accept("x"), accept("y")];
    expect(found(january(facts), "capacity_exceeded")).toEqual([["capacity_exceeded", "warning", "retail/guest/z"]]);
    expect(found(january([...facts, accept("z")]), "capacity_exceeded")).toEqual([
      ["capacity_exceeded", "error", "retail/guest/z"],
    ]);
    expect(january(facts).windows.filter(({ kind }) => kind === "guest")).toHaveLength(2);
  });

  test("R34 a guest that needs more than is left has no place, and a shorter one behind it has", () => {
    const table = january([request("x", "PT91M"), request("y", "PT90M")]);
    expect(found(table, "guest_does_not_fit")).toEqual([["guest_does_not_fit", "warning", "retail/guest/x"]]);
    expect(places(table)).toEqual([["retail/guest/y", "03:30", "05:00", "draft"]]);
    expect(found(january([request("x", "PT91M"), accept("x")]), "guest_does_not_fit")).toEqual([
      ["guest_does_not_fit", "error", "retail/guest/x"],
    ]);
  });

  test("R34 without an expected time the train has the whole window", () => {
    const eras = [
      era({ windows: [{ kind: "primary", stop: "prod", day: 7, at: "22:00", length: "PT2H", capacity: 2 }] }),
    ];
    expect(found(january([request("x", "PT1M")], { eras }), "guest_does_not_fit")).toHaveLength(1);
  });

  test("R37 a guest whose window is not used says so", () => {
    const table = january([
      request("x"),
      accept("x"),
      fact("trainCancelled", { train: "retail/e1.0", reason: "no payload" }),
    ]);
    expect(places(table)).toEqual([]);
    expect(found(table, "guest_does_not_fit")).toEqual([["guest_does_not_fit", "error", "retail/guest/x"]]);
  });

  test("R36 a guest follows its host and has no times of its own to move or review", () => {
    const times = { start: at("2026-01-16T03:00:00Z"), end: at("2026-01-16T05:00:00Z") };
    const table = january([
      request("x"),
      fact("windowMoved", { window: HOST, ...times }),
      fact("windowMoved", { id: "own", window: "retail/guest/x", ...times }),
    ]);
    expect(places(table)).toEqual([["retail/guest/x", "03:30", "04:00", "draft"]]);
    expect(table.windows.find(({ kind }) => kind === "guest")?.start).toBe("2026-01-16T03:30:00Z");
    expect(found(table, "fact_without_subject")).toEqual([["fact_without_subject", "warning", "own"]]);
  });

  test("a guest in the range is listed with its train though its host began before", () => {
    const table = timetableOf(retail(), [request("x")], "2026-01-15T03:15:00Z", "2026-01-15T04:00:00Z");
    expect(table.windows.map(({ id }) => id)).toEqual(["retail/guest/x"]);
    expect(table.trains.map(({ id }) => id)).toEqual(["retail/e1.0"]);
  });
});

describe("nextWindowFor", () => {
  const line = retail();
  const from = "2026-01-10T00:00:00Z";
  const next = (options: Partial<Parameters<typeof nextWindowFor>[0]>): unknown => {
    const answer = nextWindowFor({ line, facts: [], from, length: "PT1H", ...options });
    return "none" in answer ? answer.none : [answer.window.id, answer.start, answer.end];
  };

  test("R31 gives the first window with capacity and room, and the place inside", () => {
    expect(next({})).toEqual(["retail/e1.0/prod/client-b/primary", "2026-01-14T21:30:00Z", "2026-01-14T22:30:00Z"]);
    expect(next({ targets: ["prod/client-a"] })).toEqual([HOST, "2026-01-15T03:30:00Z", "2026-01-15T04:30:00Z"]);
  });

  test("R31 goes behind the guests, and on where the window is full or too short for what is left", () => {
    const targets = ["prod/client-a"];
    const second = ["retail/e1.1/prod/client-a/primary", "2026-01-29T03:30:00Z", "2026-01-29T04:30:00Z"];
    expect(next({ targets, facts: [request("x")] })).toEqual([HOST, "2026-01-15T04:00:00Z", "2026-01-15T05:00:00Z"]);
    expect(next({ targets, facts: [request("x", "PT31M")] })).toEqual(second);
    expect(next({ targets, facts: [request("x", "PT1M"), request("y", "PT1M")] })).toEqual(second);
    expect(next({ targets, from: "2026-01-15T03:30:01Z" })).toEqual(second);
  });

  test("R31 passes over hard freezes, days without deploys, and windows that are cancelled or unclear", () => {
    const targets = ["prod/client-a"];
    const second = ["retail/e1.1/prod/client-a/primary", "2026-01-29T03:30:00Z", "2026-01-29T04:30:00Z"];
    const freeze = { id: "f", name: "Freeze", from: { date: "2026-01-14" }, to: { date: "2026-01-14" } };
    expect(next({ targets, line: retail({ freezes: [{ ...freeze, class: "hard" }] }) })).toEqual(second);
    expect(next({ targets, line: retail({ freezes: [{ ...freeze, class: "soft" }] }) })).toContain(HOST);
    expect(next({ targets, line: retail({ noDeployDays: [{ date: "2026-01-14", reason: "audit" }] }) })).toEqual(
      second,
    );
    expect(next({ targets, facts: [fact("windowCancelled", { window: HOST })] })).toEqual(second);
    const unclear = retail({
      eras: [
        era({
          windows: [
            { kind: "primary", stop: "prod", day: 4, at: "02:30", length: "PT2H", capacity: 1, expected: "PT0M" },
          ],
        }),
      ],
    });
    expect(next({ line: unclear, targets, from: "2026-03-07T00:00:00Z", through: "P3W" })).toContain(
      "retail/e1.5/prod/client-a/primary",
    );
    expect(next({ line: unclear, targets, from: "2026-03-07T00:00:00Z", through: "P1W" })).toContain("1 unclear");
  });

  test("R31 says why when there is none", () => {
    expect(next({ targets: ["prod/client-a"], length: "PT3H", through: "P3W" })).toBe(
      "no window of prod/client-a takes PT3H within P3W of 2026-01-10T00:00:00Z: 2 too short",
    );
    expect(next({ line: retail({ eras: [era({ windows: [] })] }) })).toContain("none takes guests");
  });

  test("R31 refuses a length of nothing and a target that the line does not have", () => {
    const ask = (length: string, target: string): unknown =>
      nextWindowFor({ line: retail(), facts: [], from: "2026-01-01T00:00:00Z", length, targets: [target] });
    expect(() => ask("PT0S", "prod/client-a")).toThrow("a change cannot last PT0S");
    expect(() => ask("PT30M", "prod/client-z")).toThrow('the line has no target "prod/client-z"');
  });

  test("R31, R34 the place it names is the one the guest gets by asking", () => {
    fc.assert(
      fc.property(
        arbitraryLineWithFacts(),
        fc.nat(330),
        fc.integer({ min: 5, max: 60 }),
        ({ line: any, facts }, day, minutes) => {
          const start = new Date(Date.UTC(2026, 0, 1 + day));
          const answer = nextWindowFor({ line: any, facts, from: start, length: `PT${minutes}M` });
          if ("none" in answer) return;
          expect(epochMs(answer.start)).toBeGreaterThanOrEqual(start.getTime());
          const by = { person: any.team.leads[0] ?? "" };
          const asked = [
            ...facts,
            fact("guestRequested", {
              guest: "new",
              window: answer.window.id,
              name: "New",
              length: `PT${minutes}M`,
              owner: "Team A",
              change: "c",
              by,
            }),
          ];
          const table = timetableOf(any, asked, answer.start, new Date(epochMs(answer.start) + 1000).toISOString());
          expect(table.windows.find(({ id }) => id === "line/guest/new")).toMatchObject({
            start: answer.start,
            end: answer.end,
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
