import { describe, expect, test } from "vitest";
import type { DeployOrder, Fact } from "../../src/index.ts";
import type { DeployOrdered } from "../../src/line/train-fact.ts";
import { policyOf } from "../../src/train/conduct-policy.ts";
import { checkedOrder, orderOf } from "../../src/train/order.ts";
import { decisionDeadline, rollbackCost } from "../../src/train/rollback-cost.ts";
import { trainIn } from "../../src/train/train-in.ts";
import { liveTrainsAt } from "../../src/train/live-trains-at.ts";
import { openView } from "../../src/train/view.ts";
import { cut, deployed, happened, passed, PROD_A, STAGING, T0, T1, yard } from "./trains.ts";

const line = yard();

describe("an order rests on a recorded fact", () => {
  const fact = happened("deployOrdered", {
    id: "o1",
    train: T0,
    kind: "promote",
    target: PROD_A,
    version: "RT02-26",
    services: { cart: "2.0.0" },
  }) as DeployOrdered;
  const order = orderOf(line, fact);
  const problem = (facts: readonly Fact[], forged: Partial<DeployOrder>): unknown => {
    try {
      return checkedOrder(line, facts, { ...order, ...forged });
    } catch (error) {
      return error;
    }
  };

  test("and is made from it alone", () => {
    expect(order).toEqual({
      id: "o1",
      kind: "promote",
      line: "yard",
      train: T0,
      stop: "prod",
      target: PROD_A,
      version: "RT02-26",
      services: { cart: "2.0.0" },
    });
    expect(checkedOrder(line, [cut(), fact], order)).toEqual(order);
  });

  test.each([
    ["another target", { target: STAGING }],
    ["another stop", { stop: "staging" }],
    ["another version", { version: "RT03-26" }],
    ["other services", { services: { cart: "2.0.1" } }],
    ["another train", { train: T1 }],
    ["another line", { line: "other" }],
    ["a rollback", { kind: "rollback" as const }],
    ["single services", { partial: true as const }],
    ["refs of its own", { refs: { github: { ref: "main" } } }],
    ["no recorded fact", { id: "o2" }],
  ])("F94 one for %s is refused before anything is sent", (_name, forged) => {
    expect(problem([fact], forged)).toMatchObject({ code: "forbidden", written: "no" });
  });

  test("a fact of another kind is no order", () => {
    expect(problem([{ ...cut(), id: "o1" }], {})).toMatchObject({ code: "forbidden" });
  });
});

describe("what going back costs (R28, R29)", () => {
  const late = (rider: string, service: string, more: object): readonly Fact[] => [
    happened("lateRiderRequested", { train: T0, rider, service, version: "2", ...more }),
    happened("lateRiderAccepted", { train: T0, rider }),
  ];
  const facts = [
    cut(),
    ...late("l1", "cart", { reversible: "slow", rollback: "PT40M" }),
    ...late("l2", "search", { reversible: "no" }),
  ];

  test("as long as the slowest rider, and no less than the policy says", () => {
    const view = openView(line, facts);
    const state = trainIn(line, view.movements, T0);
    expect(rollbackCost(state, policyOf(line, T0))).toEqual({
      ms: 40 * 60_000,
      slowest: "cart",
      slow: ["cart"],
      irreversible: ["search"],
    });
    const hour = yard({}, { rollback: "PT1H" });
    expect(rollbackCost(state, policyOf(hour, T0))).toMatchObject({ ms: 60 * 60_000 });
    expect(rollbackCost(state, policyOf(hour, T0))).not.toHaveProperty("slowest");
  });

  test("decide by the planned end of the window in use, less that time; an extension gives more", () => {
    const opened = happened("problemOpened", {
      train: T0,
      problem: "p",
      summary: "errors",
      target: STAGING,
      at: "2026-01-07T15:30:00Z",
    });
    const deadline = (more: readonly Fact[] = [], problem: Fact = opened): string | undefined => {
      const view = openView(line, [...facts, problem, ...more]);
      const state = trainIn(line, view.movements, T0);
      const [found] = state.problems;
      return found && decisionDeadline(view, state, found);
    };
    expect(deadline()).toBe("2026-01-07T16:20:00Z");
    const window = `${T0}/${STAGING}/primary`;
    const longer = happened("windowExtended", { window, end: "2026-01-07T18:00:00Z" as never, approval: "ok" });
    expect(deadline([longer])).toBe("2026-01-07T17:20:00Z");
    expect(deadline([happened("windowCompleted", { window, how: "us" })])).toBeUndefined();
    const outside = { ...opened, at: "2026-01-07T12:00:00Z" as never };
    expect(deadline([], outside)).toBeUndefined();
    const whole = happened("problemOpened", { train: T0, problem: "p", summary: "errors", at: "2026-01-08T15:30:00Z" });
    expect(deadline([], whole)).toBe("2026-01-08T16:20:00Z");
    // A window that overruns is in use, though its planned end has passed.
    const started = happened("windowStarted", { window, at: "2026-01-07T15:00:00Z" });
    expect(deadline([started], { ...opened, at: "2026-01-07T17:30:00Z" as never })).toBe("2026-01-07T16:20:00Z");
  });
});

describe("which trains are conducted", () => {
  const live = (facts: readonly Fact[], now: string): readonly string[] =>
    liveTrainsAt(openView(line, facts), now).map(({ id }) => id);

  test("from the cut until the last window, and once cut until it has arrived or for 28 days", () => {
    expect(live([], "2026-01-07T11:59:59Z")).toEqual([]);
    expect(live([], "2026-01-07T12:00:00Z")).toEqual([T0]);
    expect(live([], "2026-01-08T17:00:00Z")).toEqual([]);
    expect(live([cut()], "2026-01-07T10:00:00Z")).toEqual([T0]);
    expect(live([cut()], "2026-01-14T17:00:00Z")).toEqual([T0, T1]);
    expect(live([cut()], "2026-02-05T16:59:59Z")).toContain(T0);
    expect(live([cut()], "2026-02-05T17:00:00Z")).not.toContain(T0);
    const going = [cut(), ...deployed("o1", STAGING), passed(STAGING)];
    expect(live([...going, happened("trainArrived", { train: T0 })], "2026-01-08T10:00:00Z")).toEqual([]);
    expect(live([happened("trainCancelled", { train: T0 })], "2026-01-07T17:00:00Z")).toEqual([]);
  });

  test("a deploy under way is looked after whatever became of its train", () => {
    const [order] = deployed("o1", STAGING);
    const abandoned = happened("trainAbandoned", { train: T0, reason: "x" });
    const facts = [cut(), ...(order === undefined ? [] : [order]), abandoned];
    expect(live(facts, "2026-01-08T10:00:00Z")).toEqual([T0]);
    expect(
      live(
        [...facts, happened("deployFinished", { train: T0, order: "o1", attempt: 1, outcome: "failed" })],
        "2026-01-08T10:00:00Z",
      ),
    ).toEqual([]);
  });

  test("without a cut in the era, from a day before the first window", () => {
    const bare = yard({ eras: yard().eras.map(({ cut: _cut, ...rest }) => rest) });
    const ids = (now: string): readonly string[] => liveTrainsAt(openView(bare, []), now).map(({ id }) => id);
    expect(ids("2026-01-06T14:59:59Z")).toEqual([]);
    expect(ids("2026-01-06T15:00:00Z")).toEqual([T0]);
  });

  test("the timetable of a view is worked out once a day, and holds all windows of trains in motion", () => {
    const view = openView(line, [cut()]);
    expect(view.timetable("2026-01-28T01:00:00Z")).toBe(view.timetable("2026-01-28T23:00:00Z"));
    const ids = view.timetable("2026-01-28T01:00:00Z").windows.map(({ id }) => id);
    expect(ids).toContain(`${T0}/${STAGING}/primary`);
  });
});
