import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact } from "../../src/index.ts";
import { evolve, movements, noMovements } from "../../src/train/evolve.ts";
import { targetIn, trainIn } from "../../src/train/train-in.ts";
import type { TrainState } from "../../src/train/train-state.ts";
import { cut, deployed, happened, passed, PROD_A, PROD_B, STAGING, T0, T1, yard } from "./trains.ts";

const line = yard();
const after = (facts: readonly Fact[], train = T0): TrainState => trainIn(line, movements(line, facts), train);
const statusOf = (facts: readonly Fact[], target = STAGING, train = T0): string | undefined =>
  targetIn(after(facts, train), target)?.status;
const ordered = (order = "o1"): Fact => deployed(order, STAGING)[0] ?? cut();
const finished = (outcome: "succeeded" | "failed" | "cancelled", attempt = 1): Fact =>
  happened("deployFinished", { train: T0, order: "o1", attempt, outcome });
const read = (
  version: string,
  more: { order?: string; train?: string; services?: Record<string, string> } = {},
): Fact => happened("versionRead", { train: T0, target: STAGING, version, ...more });
const back = (order: string, version: string, target = STAGING, train = T0): readonly Fact[] =>
  deployed(order, target, version, { kind: "rollback", train });

describe("phases", () => {
  test("a train is planned, cut, runs with its first order, and arrives", () => {
    const facts = [cut(), ordered(), happened("trainArrived", { train: T0 })];
    expect(["planned", "cut", "running", "arrived"].map((_, count) => after(facts.slice(0, count)).phase)).toEqual([
      "planned",
      "cut",
      "running",
      "arrived",
    ]);
    expect(after([cut(T0, { cart: "2.0.0" })])).toMatchObject({
      version: "RT02-26",
      services: { cart: "2.0.0" },
      since: "2026-01-07T12:00:00Z",
    });
  });

  test("it is cancelled only before the cut and abandoned only after, and what is over stays over", () => {
    const cancelled = happened("trainCancelled", { train: T0, reason: "no riders" });
    const abandoned = happened("trainAbandoned", { train: T0, reason: "broken" });
    expect(after([cancelled])).toMatchObject({ phase: "cancelled", reason: "no riders" });
    expect(after([cut(), cancelled]).phase).toBe("cut");
    expect(after([abandoned]).phase).toBe("planned");
    expect(after([cut(), abandoned]).phase).toBe("abandoned");
    expect(after([cancelled, cut()]).phase).toBe("cancelled");
    expect(after([cut(), abandoned, ordered(), happened("trainArrived", { train: T0 })]).phase).toBe("abandoned");
  });

  test("who goes back after it has arrived runs again", () => {
    const facts = [cut(), ...deployed("o1", STAGING), passed(STAGING), happened("trainArrived", { train: T0 })];
    expect(after([...facts, ...back("o2", "RT01-26")])).toMatchObject({ phase: "running", quarantined: true });
  });
});

describe("targets", () => {
  test("from an order over what is read to passed", () => {
    const facts = [cut(), ...deployed("o1", STAGING), passed(STAGING)];
    const statuses = facts.map((_, index) => statusOf(facts.slice(0, index + 1)));
    expect(statuses).toEqual(["pending", "promoting", "promoting", "promoting", "soaking", "passed"]);
    expect(after(facts).orders).toMatchObject([{ id: "o1", status: "succeeded", run: "run o1", read: "RT02-26" }]);
  });

  test("what the runner says is not what runs: only a read moves the position", () => {
    const facts = [cut(), ordered(), finished("succeeded")];
    expect(movements(line, facts).positions).toEqual({});
    expect(statusOf(facts)).toBe("promoting");
    expect(statusOf([...facts, read("RT01-26", { order: "o1" })])).toBe("failed");
  });

  test("services decide where both sides tell", () => {
    const order = happened("deployOrdered", {
      id: "o1",
      train: T0,
      kind: "promote",
      target: STAGING,
      version: "RT02-26",
      services: { cart: "2.0.0", constructor: "1.0.0" },
    });
    const answer = (services: Record<string, string>): string | undefined =>
      statusOf([cut(), order, read("RT02-26", { order: "o1", services })]);
    expect(answer({ cart: "2.0.0", other: "1" })).toBe("soaking");
    expect(answer({ other: "1" })).toBe("soaking");
    expect(answer({ cart: "1.0.0" })).toBe("failed");
  });

  test("a deploy that failed or was cancelled fails the target; F91 a new attempt of it opens it again", () => {
    for (const outcome of ["failed", "cancelled"] as const) {
      expect(statusOf([cut(), ordered(), finished(outcome)])).toBe("failed");
    }
    const again = happened("deployStarted", { train: T0, order: "o1", run: "run o1", attempt: 2 });
    const facts = [cut(), ordered(), finished("failed"), again];
    expect(statusOf(facts)).toBe("promoting");
    expect(after([...facts, finished("failed", 1)]).orders[0]?.status).toBe("running");
    expect(statusOf([...facts, finished("succeeded", 2), read("RT02-26", { order: "o1" })])).toBe("soaking");
  });

  test("R12 a deploy that is missing may appear yet", () => {
    const missing = happened("deployMissing", { train: T0, order: "o1" });
    const started = happened("deployStarted", { train: T0, order: "o1", run: "r", attempt: 1 });
    expect(after([cut(), ordered(), missing]).orders[0]?.status).toBe("missing");
    expect(after([cut(), ordered(), missing, started]).orders[0]?.status).toBe("running");
    expect(after([cut(), ordered(), started, missing]).orders[0]?.status).toBe("running");
  });

  test("R16 single services leave the status as it was, and move the position's services", () => {
    const partial = happened("deployOrdered", {
      id: "o2",
      train: T0,
      kind: "promote",
      target: STAGING,
      version: "RT02-26",
      services: { cart: "2.0.1" },
      partial: true,
    });
    const facts = [cut(), ...deployed("o1", STAGING), passed(STAGING), partial];
    expect(statusOf(facts)).toBe("passed");
    const answer = read("RT02-26", { order: "o2", services: { cart: "2.0.1" } });
    expect(statusOf([...facts, answer])).toBe("passed");
    expect(movements(line, [...facts, answer]).positions[STAGING]?.services).toEqual({ cart: "2.0.1" });
    const failed = happened("deployFinished", { train: T0, order: "o2", attempt: 1, outcome: "failed" });
    expect(statusOf([...facts, failed])).toBe("passed");
  });

  test("what is skipped says why, is not promoted, and what has begun is not skipped", () => {
    const skip = happened("targetSkipped", { train: T0, target: STAGING, reason: "the client asked" });
    expect(targetIn(after([cut(), skip]), STAGING)).toMatchObject({ status: "skipped", reason: "the client asked" });
    expect(statusOf([cut(), skip, ordered()])).toBe("skipped");
    expect(statusOf([cut(), ...deployed("o1", STAGING), skip])).toBe("soaking");
    expect(statusOf([cut(), passed(STAGING)])).toBe("pending");
  });
});

describe("going back", () => {
  const there = [cut(), ...deployed("o1", STAGING), passed(STAGING)];

  test("a rollback quarantines the version until it is cleared", () => {
    const facts = [...there, ...back("o2", "RT01-26")];
    expect(statusOf(facts)).toBe("rolled_back");
    expect(after(facts).quarantined).toBe(true);
    expect(after([...facts, happened("versionCleared", { train: T0, version: "RT01-26" })]).quarantined).toBe(true);
    expect(after([...facts, happened("versionCleared", { train: T0, version: "RT02-26" })]).quarantined).toBe(false);
  });

  test("one that failed leaves the target failed, and the version quarantined all the same", () => {
    const facts = [...there, ...back("o2", "RT01-26").slice(0, 1)];
    const failed = happened("deployFinished", { train: T0, order: "o2", attempt: 1, outcome: "failed" });
    expect(statusOf([...facts, failed])).toBe("failed");
    expect(after([...facts, failed]).quarantined).toBe(true);
    expect(statusOf([...facts, read("RT03-26", { order: "o2" })])).toBe("failed");
  });

  test("the position keeps what was there before, newest first", () => {
    const facts = [read("RT01-26"), ...there, ...back("o2", "RT01-26")];
    expect(movements(line, facts).positions[STAGING]).toMatchObject({
      version: "RT01-26",
      before: [{ version: "RT02-26", train: T0 }, { version: "RT01-26" }],
    });
  });

  test("a rollback past other trains takes the target from them too", () => {
    const facts = [...there, cut(T1), ...deployed("o2", STAGING, "RT03-26", { train: T1 }), passed(STAGING, T1)];
    expect(statusOf(facts)).toBe("passed");
    const further = [read("RT01-26"), ...facts, ...back("o3", "RT01-26", STAGING, T1)];
    expect([statusOf(further), statusOf(further, STAGING, T1)]).toEqual(["rolled_back", "rolled_back"]);
    expect([after(further).quarantined, after(further, T1).quarantined]).toEqual([false, true]);
    const oneBack = [...facts, ...back("o3", "RT02-26", STAGING, T1)];
    expect([statusOf(oneBack), statusOf(oneBack, STAGING, T1)]).toEqual(["passed", "rolled_back"]);
  });
});

describe("somebody else changed the target", () => {
  const there = [read("RT01-26"), cut(), ...deployed("o1", STAGING), passed(STAGING)];

  test("to what ran there before: gone back; to what nobody knows: failed", () => {
    expect(statusOf([...there, read("RT01-26")])).toBe("rolled_back");
    expect(after([...there, read("RT01-26")]).quarantined).toBe(false);
    expect(statusOf([...there, read("hotfix-7")])).toBe("failed");
  });

  test("to a newer train's version: failed, unless the train had arrived", () => {
    const newer = [cut(T1), read("RT03-26", { train: T1 })];
    expect(statusOf([...there, ...newer])).toBe("failed");
    expect(statusOf([...there.slice(0, -1), ...newer])).toBe("failed");
    expect(statusOf([...there, ...newer], STAGING, T1)).toBe("soaking");
    expect(statusOf([...there, happened("trainArrived", { train: T0 }), ...newer])).toBe("passed");
  });

  test("to the train's own version: it is watched like any other", () => {
    expect(statusOf([cut(), read("RT02-26")])).toBe("soaking");
    expect(statusOf([...there, read("RT01-26"), read("RT02-26")])).toBe("soaking");
    expect(statusOf([read("RT02-26")])).toBe("pending");
    const riders = [cut(T0, { cart: "2.0.0" }), read("RT02-26", { services: { cart: "1.0.0" } })];
    expect(statusOf(riders)).toBe("pending");
  });

  test("and the same again changes nothing", () => {
    const before = movements(line, there);
    expect(evolve(line, before, read("RT02-26"))).toBe(before);
  });
});

describe("late riders (R8, R17)", () => {
  const requested = (more: { target?: string } = {}): Fact =>
    happened("lateRiderRequested", {
      train: T0,
      rider: "l1",
      service: "cart",
      version: "2.0.1",
      reversible: "slow",
      rollback: "PT1H",
      ...more,
    });
  const accepted = happened("lateRiderAccepted", { train: T0, rider: "l1" });
  const begun = [
    cut(T0, { cart: "2.0.0" }),
    ...deployed("o1", STAGING),
    passed(STAGING),
    ...deployed("o2", PROD_A),
    passed(PROD_A),
  ];

  test("what has begun qualifies anew, and what it takes to go back is known", () => {
    const state = after([...begun, requested(), accepted]);
    expect(state.services).toEqual({ cart: "2.0.1" });
    expect(state.targets.map(({ status }) => status)).toEqual(["pending", "pending", "pending"]);
    expect(state.costs).toEqual([{ service: "cart", reversible: "slow", rollbackMs: 3_600_000 }]);
    expect(state.lateRiders).toMatchObject([{ status: "accepted", rollbackMs: 3_600_000 }]);
  });

  test("for one target only that one does", () => {
    const state = after([...begun, requested({ target: PROD_A }), accepted]);
    expect(state.overrides).toEqual({ [PROD_A]: { cart: "2.0.1" } });
    expect(state.targets.map(({ status }) => status)).toEqual(["passed", "pending", "pending"]);
    const both = [requested({ target: PROD_A }), accepted];
    const wide = happened("lateRiderRequested", { train: T0, rider: "l2", service: "cart", version: "2.0.2" });
    const next = happened("lateRiderAccepted", { train: T0, rider: "l2" });
    const again = after([...begun, ...both, ...deployed("o3", PROD_A), wide, next]);
    expect(again.targets.map(({ status }) => status)).toEqual(["pending", "soaking", "pending"]);
  });

  test("asked, refused or before the cut it changes nothing", () => {
    expect(after([...begun, requested()]).services).toEqual({ cart: "2.0.0" });
    const refused = happened("lateRiderRefused", { train: T0, rider: "l1" });
    expect(after([...begun, requested(), refused, accepted]).services).toEqual({ cart: "2.0.0" });
    expect(after([requested(), accepted]).lateRiders).toEqual([]);
  });

  test("the answer to the deploy of before does not settle what qualifies anew", () => {
    const facts = [cut(), ordered(), requested(), accepted, read("RT02-26", { order: "o1" })];
    expect(statusOf(facts)).toBe("pending");
  });
});

describe("riders before the cut", () => {
  test("board for one target, with what going back costs, and leave", () => {
    const board = happened("riderBoarded", {
      train: T0,
      service: "cart",
      version: "2.0.0",
      target: PROD_A,
      reversible: "no",
    });
    expect(after([board])).toMatchObject({
      overrides: { [PROD_A]: { cart: "2.0.0" } },
      costs: [{ service: "cart", reversible: "no" }],
    });
    const left = happened("riderLeft", { train: T0, service: "cart" });
    expect(after([board, left])).toMatchObject({ left: ["cart"], costs: [], overrides: { [PROD_A]: {} } });
    expect(after([board, left, board]).left).toEqual(["cart"]);
    expect(after([board, left, { ...board, id: "again" }]).left).toEqual([]);
    expect(after([cut(), board]).overrides).toEqual({});
  });
});

describe("holds, blockers and problems", () => {
  test("a hold keeps when it began, and resuming by name overrules", () => {
    const held = (note: string, at: string): Fact =>
      happened("trainHeld", { train: T0, reason: "errors", owner: "a", note, at });
    const facts = [cut(), held("looking", "2026-01-07T15:10:00Z"), held("found", "2026-01-07T15:20:00Z")];
    expect(after(facts).hold).toMatchObject({ note: "found", since: "2026-01-07T15:10:00Z" });
    const blocker = happened("blockerAdded", { train: T0, blocker: "b", title: "slow", owner: "b", note: "asked" });
    const resumed = happened("trainResumed", { train: T0, overruled: ["b"], by: { person: "lead" } });
    const state = after([...facts, blocker, resumed]);
    expect(state.hold).toBeUndefined();
    expect(state.blockers).toMatchObject([{ overruledBy: { person: "lead" } }]);
    expect(after([...facts, blocker, resumed, { ...blocker, id: "b-again" }]).blockers).toHaveLength(1);
    expect(after([...facts, blocker, resumed, { ...blocker, id: "b-again" }]).blockers[0]).not.toHaveProperty(
      "overruledBy",
    );
  });

  test("a blocker changes hands, and an update keeps the promise of one", () => {
    const due = { updateBy: "2026-01-07T16:00:00Z" as never };
    const added = happened("blockerAdded", {
      train: T0,
      blocker: "b",
      title: "slow",
      owner: "b",
      note: "asked",
      ...due,
    });
    const updated = happened("blockerUpdated", { train: T0, blocker: "b", note: "found it", owner: "c" });
    const [state] = after([cut(), added, updated]).blockers;
    expect(state).toMatchObject({ owner: "c", note: "found it" });
    expect(state).not.toHaveProperty("updateBy");
  });

  test("of several courses the last counts, until the problem is closed", () => {
    const opened = happened("problemOpened", { train: T0, problem: "p", summary: "errors" });
    const decided = (course: "goOn" | "rollback"): Fact =>
      happened("problemDecided", { train: T0, problem: "p", course, reason: "so" });
    const closed = happened("problemClosed", { train: T0, problem: "p" });
    const state = after([cut(), opened, decided("goOn"), decided("rollback"), closed, decided("goOn")]);
    expect(state.problems).toMatchObject([{ decision: { course: "rollback" }, closedAt: "2026-01-07T12:00:00Z" }]);
  });

  test("a refused exception stays refused, and programs do not consent", () => {
    const asked = happened("exceptionRequested", {
      train: T0,
      exception: "e",
      freeze: "f",
      scope: ["staging"],
      reason: "fix",
      expiresAt: "2026-01-08T00:00:00Z" as never,
    });
    const answer = (type: "exceptionApproved" | "exceptionRefused", by: Fact["by"]): Fact =>
      happened(type, { train: T0, exception: "e", by });
    const facts = [cut(), asked, answer("exceptionApproved", { bot: "x" })];
    expect(after(facts).exceptions[0]?.approvedBy).toEqual([]);
    const no = answer("exceptionRefused", { person: "a" });
    const yes = answer("exceptionApproved", { person: "b" });
    expect(after([...facts, no, yes]).exceptions).toMatchObject([{ refusedBy: "a", approvedBy: [] }]);
  });
});

describe("the fold", () => {
  const anything = fc.record({
    type: fc.nat(),
    train: fc.constantFrom(T0, T1, "yard/e9.9", "__proto__"),
    n: fc.nat(3),
  });
  const histories = fc.array(anything, { maxLength: 30 }).map((steps) =>
    steps.map(({ type, train, n }, index): Fact => {
      const target = [STAGING, PROD_A, PROD_B, "prod/nobody"][n] ?? STAGING;
      const order = `order-${n}`;
      const id = `fact-${index}`;
      const version = ["RT02-26", "RT03-26", "RT01-26", "other"][n] ?? "other";
      const [start, end] = ["2026-01-07T18:00:00Z" as never, "2026-01-07T20:00:00Z" as never];
      const makers: readonly (() => Fact)[] = [
        () => ({ ...cut(train), id }),
        () => happened("deployOrdered", { id: order, train, kind: "promote", target, version, services: {} }),
        () =>
          happened("deployOrdered", { id: `back-${order}`, train, kind: "rollback", target, version, services: {} }),
        () => happened("deployStarted", { id, train, order, run: "r", attempt: n }),
        () => happened("deployFinished", { id, train, order, attempt: n, outcome: n > 1 ? "failed" : "succeeded" }),
        () => happened("versionRead", { id, train, target, version, ...(n % 2 === 0 && { order }) }),
        () => happened("targetPassed", { id, train, target }),
        () => happened("targetSkipped", { id, train, target, reason: "so" }),
        () => happened("trainHeld", { id, train, reason: "so", owner: "a", note: "so" }),
        () => happened("trainResumed", { id, train }),
        () => happened("trainArrived", { id, train }),
        () => happened("trainAbandoned", { id, train, reason: "so" }),
        () => happened("windowStarted", { id, window: `${train}/${target}/primary` }),
        () => happened("windowCompleted", { id, window: `${train}/${target}/primary`, how: "us" }),
        () => happened("windowReopened", { id, window: `${train}/${target}/primary`, as: `again-${n}`, start, end }),
        () => happened("joined", { id, window: `${train}/${target}/primary`, person: "a" }),
        () => happened("guestDone", { id, guest: `g${n}` }),
        () => happened("versionCleared", { id, train, version }),
      ];
      return (makers[type % makers.length] ?? makers[0] ?? (() => cut()))();
    }),
  );

  test("one by one is as all at once, never throws, and leaves what was there as it was", () => {
    fc.assert(
      fc.property(histories, (facts) => {
        let state = noMovements(line);
        const seen = new Set<string>();
        for (const fact of facts) {
          if (seen.has(fact.id)) continue;
          seen.add(fact.id);
          const copy = structuredClone(state);
          const next = evolve(line, state, fact);
          expect(state).toEqual(copy);
          state = next;
        }
        expect(state).toEqual(movements(line, facts));
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });

  test("a fact that changes nothing gives the very same object", () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const state = movements(line, facts);
        for (const fact of facts) {
          const next = evolve(line, state, fact);
          if (next !== state) expect(next).not.toEqual(state);
        }
      }),
    );
  });

  test("unknown trains, targets and windows are nothing", () => {
    const before = movements(line, [cut()]);
    const nothing: readonly Fact[] = [
      cut("yard/e9.0"),
      happened("versionRead", { train: T0, target: "prod/nobody", version: "x" }),
      happened("versionRead", { train: "other/e1.0", target: STAGING, version: "x" }),
      happened("windowStarted", { window: `${T0}/prod/nobody/primary` }),
      happened("deployStarted", { train: T0, order: "none", run: "r", attempt: 1 }),
      happened("lateRiderAccepted", { train: T0, rider: "none" }),
      happened("briefed", { train: T0, person: "a" }),
    ];
    for (const fact of nothing) expect(evolve(line, before, fact)).toBe(before);
  });

  test("a train that the line does not have cannot be read", () => {
    expect(() => trainIn(line, noMovements(line), "yard/e9.0")).toThrow("has no train");
    expect(() => trainIn(line, noMovements(line), "__proto__")).toThrow("has no train");
  });
});
