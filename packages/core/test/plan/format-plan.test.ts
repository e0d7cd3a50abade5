import { describe, expect, it } from "vitest";
import { type CreateOperation, formatPlan, instant, type Plan, planLines, type Question } from "../../src/index.ts";

const MANY = 150_000;
let made = 0;

/** An operation whose label is made when it is read. */
const operation = (_none: unknown, index: number): CreateOperation => ({
  mirror: index % 2 === 0 ? "noticeBoard" : "calendar",
  key: `shop/e1.${String(index)}`,
  get label() {
    made += 1;
    return `window ${String(index)}`;
  },
  expected: 0,
  generation: 1,
  action: "create",
  item: {},
  facts: 0,
});
const draft = (_none: unknown, index: number): Question => ({
  type: "review",
  key: `shop/e1.${String(index)}`,
  label: `window ${String(index)}`,
  start: instant("2026-11-25T00:00:00Z"),
  end: instant("2026-11-25T01:00:00Z"),
});
const planOf = (operations: Plan["operations"], questions: Plan["questions"] = []): Plan => ({
  spec: 1,
  line: "shop",
  zone: "UTC",
  madeAt: instant("2026-11-25T00:00:00Z"),
  range: { start: instant("2026-11-25T00:00:00Z"), end: instant("2026-12-25T00:00:00Z") },
  facts: [],
  operations,
  questions,
  refusals: [],
  conflicts: [],
  copies: [],
  findings: [],
  unchanged: {},
  fingerprint: "",
});

describe("planLines", () => {
  it("makes each line when it is asked for, so that the first of very many operations wait for none of the others", () => {
    made = 0;
    const lines = planLines(planOf(Array.from({ length: MANY }, operation)));
    expect([lines.next().value, lines.next().value]).toEqual(["Notice board (0 as they should be)", "  + window 0"]);
    expect(made).toBe(1);
  });

  it("names every operation and every draft, however many there are, and ends with the summary", () => {
    let lines = 0;
    let last = "";
    for (const line of planLines(
      planOf(Array.from({ length: MANY }, operation), Array.from({ length: MANY }, draft)),
    )) {
      lines += 1;
      last = line;
    }
    expect(lines).toBeGreaterThan(3 * MANY);
    expect(last).toBe(`Plan: ${String(MANY)} to create, ${String(MANY)} waiting.`);
  });

  it("is what formatPlan joins", () => {
    const plan = planOf(Array.from({ length: 3 }, operation));
    expect(formatPlan(plan)).toBe([...planLines(plan)].join("\n"));
    expect(formatPlan(plan)).toMatch(/^Notice board/);
  });
});
