import { expect, test } from "vitest";
import {
  type ApplyEvent,
  type CreateOperation,
  formatApplyEvent,
  FootplateError,
  instant,
  formatPlan,
} from "../../src/index.ts";
import { applied, planned, simulatedWorld } from "./world.ts";

const operation: CreateOperation = {
  mirror: "calendar",
  key: "shop/e1.1",
  label: "window\u001b[31m\nof RT48",
  expected: 0,
  generation: 1,
  action: "create",
  item: {},
  facts: 0,
};
const error = new FootplateError({ code: "conflict", message: "it changed\nmeanwhile", hint: "run it again" });

const cases: readonly (readonly [ApplyEvent, string])[] = [
  [
    { type: "waiting", until: instant("2026-11-25T22:00:00Z") },
    "Waiting until 2026-11-25T22:00:00Z, when it is certain what earlier writes became of.",
  ],
  [{ type: "warning", text: "the clock\u202e is off" }, "! the clock is off"],
  [{ type: "recorded", facts: 1 }, "Recorded 1 fact."],
  [{ type: "recorded", facts: 2 }, "Recorded 2 facts."],
  [{ type: "started", operation, number: 2, of: 7 }, "[2/7] + window[31m of RT48"],
  [{ type: "done", operation, id: "x" }, "+ window[31m of RT48 ✓"],
  [{ type: "left", operation, why: "somebody else changed it" }, "+ window[31m of RT48 left: somebody else changed it"],
  [{ type: "failed", operation, error }, "+ window[31m of RT48 failed: it changed meanwhile"],
  [{ type: "finished", done: 3, left: 0, failed: 0 }, "3 done."],
  [{ type: "finished", done: 3, left: 1, failed: 2 }, "3 done, 1 left for the next run, 2 failed."],
];

test.each(cases)("$type is one line, without what could drive a terminal", (event, line) => {
  expect(formatApplyEvent(event)).toBe(line);
});

test("a whole run is one line for each event, a plan by its summary", async () => {
  const world = simulatedWorld();
  const first = await planned(world);
  const events = await applied(world);
  const lines = events.map(formatApplyEvent);
  expect(lines.every((line) => line !== "" && !line.includes("\n"))).toBe(true);
  expect(formatPlan(first).split("\n")).toContain(lines.find((line) => line.startsWith("Plan: ")));
  expect(lines.at(-1)).toMatch(/^\d+ done\.$/);
});
