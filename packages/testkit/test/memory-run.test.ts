import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptState, type MemoryAttempt } from "../src/memory-run.ts";

const ms = fc.integer({ min: 0, max: 100 });
const maybe = (value: fc.Arbitrary<number>) => fc.option(value, { nil: undefined });

const attempts: fc.Arbitrary<MemoryAttempt> = fc
  .record({
    ends: fc.constantFrom("succeed", "fail", "cancel", "hang"),
    queuedMs: ms,
    runningMs: ms,
    stoppingMs: ms,
    waitsFor: fc.constantFrom([], ["one"], ["one", "two"]),
    one: maybe(ms),
    two: maybe(ms),
    stopMs: maybe(ms),
    rejectedMs: maybe(ms),
  })
  .map(({ one, two, stopMs, rejectedMs, ...script }) => ({
    script,
    startedMs: 0,
    approvedMs: { ...(one !== undefined && { one }), ...(two !== undefined && { two }) },
    ...(stopMs !== undefined && { stopMs }),
    ...(rejectedMs !== undefined && { rejectedMs }),
  }));

const order = ["queued", "waiting", "running", "finished"];

describe("an attempt in memory", () => {
  test("only ever goes forward, and what has finished stays as it ended", () => {
    fc.assert(
      fc.property(attempts, (attempt) => {
        const states = Array.from({ length: 400 }, (_, at) => attemptState(attempt, at));
        const ranks = states.map(({ status }) => order.indexOf(status));
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
        const ended = states.filter(({ status }) => status === "finished");
        expect(new Set(ended.map((state) => JSON.stringify(state))).size).toBeLessThanOrEqual(1);
        for (const { finishedMs, outcome } of ended) {
          expect(outcome).toBeDefined();
          expect(attemptState(attempt, (finishedMs ?? 0) - 1).status).not.toBe("finished");
        }
      }),
    );
  });

  test("runs only once everything that it waits for is approved, and says what is not", () => {
    fc.assert(
      fc.property(attempts, ms, (attempt, at) => {
        const { status, waitingFor = [] } = attemptState(attempt, at);
        const open = (attempt.script.waitsFor ?? []).filter((name) => (attempt.approvedMs[name] ?? Infinity) > at);
        if (status === "running") expect(open).toEqual([]);
        if (status === "waiting") expect([waitingFor, open.length > 0]).toEqual([open, true]);
        else expect(waitingFor).toEqual([]);
      }),
    );
  });
});
