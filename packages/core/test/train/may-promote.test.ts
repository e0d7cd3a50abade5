import { describe, expect, test } from "vitest";
import type { Fact, TrainLine } from "../../src/index.ts";
import { mayPromote } from "../../src/train/may-promote.ts";
import type { PromoteAsk } from "../../src/train/gate-case.ts";
import { openView } from "../../src/train/view.ts";
import { cut, deployed, happened, passed, PROD_A, STAGING, T0, T1, yard } from "./trains.ts";

const OPEN = "2026-01-07T15:10:00Z";
const gate = (facts: readonly Fact[], ask: Partial<PromoteAsk> = {}, now = OPEN, line: TrainLine = yard()) =>
  mayPromote(openView(line, facts), { train: T0, target: STAGING, ...ask }, now);
const reasons = (...args: Parameters<typeof gate>): readonly string[] => {
  const answer = gate(...args);
  return answer.open ? [] : answer.closures.map(({ by }) => by);
};

describe("the gate", () => {
  test("is open in the window of a train that was cut, and says when it closes", () => {
    expect(gate([cut()])).toEqual({
      open: true,
      window: "yard/e1.0/staging/all/primary",
      nextClose: "2026-01-07T16:45:00Z",
      bundles: [],
    });
  });
});
