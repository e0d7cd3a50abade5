import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact, TrainLine } from "../../src/index.ts";
import { board, formatBoard } from "../../src/conduct.ts";
import { cut, deployed, happened, passed, PROD_A, STAGING, T0, T1, yard } from "./trains.ts";

const OPEN = "2026-01-07T15:20:00Z";
const seen = (facts: readonly Fact[], now = OPEN, line: TrainLine = yard(), train?: string) =>
  board(line, facts, now, train === undefined ? {} : { train });
const first = (...args: Parameters<typeof seen>) => {
  const [train] = seen(...args).trains;
  if (train === undefined) throw new Error("the board is empty");
  return train;
};
const target = (name: string, ...args: Parameters<typeof seen>) => {
  const found = first(...args).targets.find((one) => one.target === name);
  if (found === undefined) throw new Error(`the board has no ${name}`);
  return found;
};
const text = (facts: readonly Fact[], now = OPEN, line: TrainLine = yard()) => formatBoard(seen(facts, now, line));

const held = happened("trainHeld", {
  train: T0,
  reason: "Picking is slow",
  owner: "a",
  note: "Search looks at it",
  at: "2026-01-07T15:10:00Z",
});
const problem = happened("problemOpened", {
  train: T0,
  problem: `${T0}/problem/1`,
  summary: "Errors in picking",
  target: STAGING,
  at: "2026-01-07T15:15:00Z",
});

describe("the board", () => {
  test("shows the trains that are under way, then the next one, and nothing else", () => {
    const { line, at, trains } = seen([cut()]);
    expect([line, at]).toEqual(["yard", OPEN]);
    expect(trains.map(({ train, number, phase, live }) => [train, number, phase, live])).toEqual([
      [T0, "RT02-26", "cut", true],
      [T1, "RT03-26", "planned", false],
    ]);
    expect(seen([cut()], OPEN, yard(), T1).trains.map(({ train }) => train)).toEqual([T1]);
    expect(() => seen([], OPEN, yard(), "yard/e9.1")).toThrow(/no train/);
  });

  test("shows a train that was asked for by id, also when it is over or far from now", () => {
    const over = first(
      [happened("trainAbandoned", { train: T0, reason: "No use" })],
      "2027-01-07T15:00:00Z",
      yard(),
      T0,
    );
    expect(over).toMatchObject({ number: "RT02-26", live: false, version: "RT02-26" });
    expect(over.targets.map(({ gate }) => gate)).not.toContainEqual(expect.objectContaining({ open: true }));
  });

  test("says of a target what runs there, its window with its end, and an open gate with when it closes", () => {
    expect(target(STAGING, [cut()])).toMatchObject({
      name: "Staging, All",
      status: "pending",
      window: {
        window: `${T0}/staging/all/primary`,
        state: "in_progress",
        end: "2026-01-07T17:00:00Z",
        remainingMs: 100 * 60_000,
        overrunning: false,
        endsAt: "2026-01-07T17:00:00Z",
      },
      gate: { open: true, nextClose: "2026-01-07T16:45:00Z" },
    });
    expect(target(PROD_A, [cut()])).toMatchObject({
      nextWindow: { state: "planned", start: "2026-01-08T15:00:00Z" },
      gate: { open: false, nextOpen: "2026-01-08T15:00:00Z", nextClose: "2026-01-08T17:00:00Z" },
    });
    const after = target(STAGING, [cut(), ...deployed("o1", STAGING)]);
    expect(after).toMatchObject({
      status: "soaking",
      soaksUntil: "2026-01-07T15:35:00Z",
      position: { version: "RT02-26", train: T0 },
      order: { status: "succeeded" },
    });
    expect(after.gate).toBeUndefined();
  });

  test("R22 F45 says why a window stays open past its end, and how long it overruns", () => {
    const facts = [
      cut(),
      ...deployed("o1", STAGING),
      problem,
      happened("windowStarted", { window: `${T0}/staging/all/primary` }),
    ];
    expect(target(STAGING, facts).window).toMatchObject({ keptOpen: expect.stringContaining("Errors in picking") });
    expect(target(STAGING, facts).window).not.toHaveProperty("endsAt");
    expect(target(STAGING, facts, "2026-01-07T17:10:00Z").window).toMatchObject({
      overrunning: true,
      remainingMs: -600_000,
    });
    expect(text(facts, "2026-01-07T17:10:00Z")).toContain(
      "! window overruns by 10 min, planned end Wed 2026-01-07 17:00 UTC",
    );
  });

  test("R23 shows an extended window with both ends, and a completed one with its actual end", () => {
    const window = `${T0}/staging/all/primary`;
    const extended = happened("windowExtended", { window, end: "2026-01-07T17:30:00Z" as never, approval: "x" });
    expect(target(STAGING, [cut(), happened("windowStarted", { window }), extended]).window).toMatchObject({
      end: "2026-01-07T17:30:00Z",
      extendedFrom: "2026-01-07T17:00:00Z",
    });
    const done = happened("windowCompleted", { window, how: "us", at: "2026-01-07T15:15:00Z" });
    expect(target(STAGING, [cut(), done]).window).toMatchObject({
      state: "completed",
      completedAt: "2026-01-07T15:15:00Z",
    });
  });

  test("R54 says why a train is held, since when and whose move it is", () => {
    expect(first([cut(), held]).hold).toEqual({
      reason: "Picking is slow",
      by: { bot: "footplate" },
      owner: { id: "a", name: "a" },
      note: "Search looks at it",
      since: "2026-01-07T15:10:00Z",
      ageMs: 600_000,
    });
    expect(text([cut(), held])).toContain("✗ held for 10 min by footplate: Picking is slow");
  });

  test("R28 R29 says until when a rollback must be chosen, and what it costs", () => {
    const facts = [cut(), ...deployed("o1", STAGING), problem];
    expect(first(facts)).toMatchObject({
      rollback: { ms: 900_000 },
      problems: [{ ageMs: 300_000, deadline: "2026-01-07T16:45:00Z", remainingMinutes: 85 }],
    });
    expect(text(facts)).toContain("! nobody has chosen a course; 1 h 25 min left to go back within the window,");
    expect(first(facts, "2026-01-07T16:50:30Z").problems[0]?.remainingMinutes).toBe(-6);
    expect(text(facts, "2026-01-07T16:50:00Z").replaceAll(/\n +/g, " ")).toContain(
      "ran out 5 min ago, at Wed 2026-01-07 16:45 UTC",
    );
    const decided = happened("problemDecided", {
      train: T0,
      problem: `${T0}/problem/1`,
      course: "rollForward",
      reason: "Fixed",
    });
    expect(first([...facts, decided]).problems[0]?.decision).toMatchObject({ course: "rollForward" });
    const closed = happened("problemClosed", { train: T0, problem: `${T0}/problem/1` });
    expect(first([...facts, decided, closed]).problems).toEqual([]);
  });

  test("shows open blockers with owner, age and a missed update", () => {
    const blocker = happened("blockerAdded", {
      train: T0,
      blocker: "b1",
      title: "Slow index",
      owner: "search",
      note: "We look",
      updateBy: "2026-01-07T15:15:00Z" as never,
      at: "2026-01-07T15:00:00Z",
    });
    expect(first([cut(), blocker]).blockers).toMatchObject([
      { blocker: "b1", owner: { id: "search", name: "search" }, ageMs: 1_200_000, overdue: true },
    ]);
    expect(first([cut(), blocker], "2026-01-07T15:14:00Z").blockers).toMatchObject([{ overdue: false }]);
    expect(text([cut(), blocker])).toContain("! an update was due Wed 2026-01-07 15:15 UTC");
    expect(first([cut(), blocker, happened("blockerResolved", { train: T0, blocker: "b1" })]).blockers).toEqual([]);
  });

  test("R17 R51 shows late riders without an answer, with their age, the pair and whom to ask", () => {
    const late = happened("lateRiderRequested", {
      train: T0,
      rider: "late-1",
      service: "cart",
      version: "1.2.4",
      by: { person: "c" },
      at: "2026-01-07T14:20:00Z",
    });
    const shown = first([cut(), late]);
    expect(shown.lateRiders).toMatchObject([{ rider: "late-1", by: { person: "c" }, ageMs: 3_600_000 }]);
    expect(shown).toMatchObject({ pair: { primary: { id: "a" }, backup: { id: "c" } }, ask: { person: "a" } });
    expect(text([cut(), late])).toContain("! cart 1.2.4 asks to board: a or c answers");
    expect(first([cut(), late, happened("lateRiderAccepted", { train: T0, rider: "late-1" })]).lateRiders).toEqual([]);
  });

  test("a version that was rolled back is marked until somebody clears it", () => {
    const back = deployed("o2", STAGING, "RT01-26", { kind: "rollback" });
    const facts = [cut(), ...deployed("o1", STAGING), ...back];
    expect(first(facts).quarantined).toBe(true);
    expect(text(facts)).toContain("! RT02-26 was rolled back");
  });
});

describe("the board as text", () => {
  test("F42 says every moment in local time and UTC", () => {
    const lines = text([cut(), held, problem], "2026-01-07T20:20:00Z", yard({ zone: "America/New_York" }));
    const clocks = lines.replaceAll(/\n +/g, " ").match(/\d{2}:\d{2} \S+( \([^)]*\))?/g) ?? [];
    const local = clocks.filter((clock) => clock.includes("America/New_York"));
    expect(local.length).toBeGreaterThan(4);
    expect(local.filter((clock) => !/America\/New_York \(.*UTC\)$/.test(clock))).toEqual([]);
  });

  test("fits 80 columns, or as many as there are, whatever people write", () => {
    const word = fc.string({ minLength: 1, maxLength: 30, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 60, max: 120 }),
        (words, width) => {
          const reason = words.join(" ");
          const facts = [cut(), happened("trainHeld", { train: T0, reason, owner: "a", note: reason })];
          const rows = formatBoard(seen(facts), { width }).split("\n");
          expect(rows.filter((row) => row.length > width)).toEqual([]);
          expect(rows.some((row) => row.includes(words[0]?.trim() ?? ""))).toBe(true);
        },
      ),
    );
  });

  test("F65 passes on nothing that could drive a terminal", () => {
    const nasty = "\u001b[2Jgone\nnew line\u202e";
    const facts = [cut(), happened("trainHeld", { train: T0, reason: nasty, owner: "a", note: nasty })];
    const shown = text(facts);
    expect(shown).not.toMatch(/[\u001b\u202e]/);
    expect(shown).toContain("[2Jgone new line");
  });

  test("says so when there is nothing to show", () => {
    expect(text([], "2020-01-01T00:00:00Z")).toContain("No train is under way");
  });

  test("leaves a passed target and a train that is over short", () => {
    const lines = text([cut(), ...deployed("o1", STAGING), ...[passed(STAGING)].flat()]).split("\n");
    expect(lines.find((one) => one.includes("staging/all  passed"))).toBe("  + staging/all  passed  runs RT02-26");
  });

  test("names people, and says by no id who did something", () => {
    const people = yard().people.map((person) => (person.id === "a" ? { ...person, name: "Conductor A" } : person));
    const line = yard({ people });
    const byA = happened("trainHeld", { ...held, type: undefined, by: { person: "a" } } as never);
    expect(text([cut(), byA], OPEN, line)).toContain("by Conductor A: Picking is slow");
    const gate = target(STAGING, [cut(), byA], OPEN, line).gate;
    expect(gate).toMatchObject({ closures: [{ by: "hold", hint: "ask Conductor A, then resume" }] });
  });

  test("R47 names no place for questions that may not be there", () => {
    expect(text([cut()])).toContain("leave questions to");
    expect(text([cut()]).replaceAll(/\n +/g, " ")).toMatch(/leave questions to \w+ in writing/);
    expect(text([cut()])).not.toContain("ticket");
  });

  test("is plain JSON, and the same after a round trip", () => {
    const whole = seen([cut(), held, problem]);
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
  });
});
