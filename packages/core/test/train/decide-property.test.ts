import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor, Fact, TrainLine } from "../../src/index.ts";
import { type ConductAct, decideConduct } from "../../src/conduct.ts";
import { parseFacts } from "../../src/schema.ts";
import { evolve, movements } from "../../src/train/evolve.ts";
import type { TrainState } from "../../src/train/train-state.ts";
import { openView } from "../../src/train/view.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { span } from "../../src/time/interval.ts";
import { cut, happened, PROD_A, PROD_B, STAGING, T0, T1, yard } from "./trains.ts";

const line: TrainLine = yard(
  {
    freezes: [
      {
        id: "peak",
        name: "Peak",
        class: "hard",
        from: { date: "2026-01-08", at: "16:30" },
        to: { date: "2026-01-09" },
      },
    ],
  },
  { freezeApprovers: [{ name: "leads", oneOf: ["lead", "b"] }], changeExceptions: ["content"], soak: "PT5M" },
);
const train = fc.constantFrom(T0, T0, T0, T0, T0, T0, T1);
const target = fc.constantFrom(STAGING, PROD_A, PROD_B);
const place = fc.constantFrom(STAGING, STAGING, STAGING, PROD_A, PROD_B, "prod");
const window = fc
  .tuple(train, target, fc.constantFrom("", "", "/again/1"))
  .map(([one, at, again]) => `${one}/${at}/primary${again}`);
const service = fc.constantFrom("cart", "search");
const count = fc.constantFrom(1, 1, 2);
const text = fc.constantFrom("One", "One", "One", "Two", "");
const moment = fc.constantFrom("2026-01-07T16:00:00Z", "2026-01-08T17:30:00Z", "2026-01-08T19:00:00Z");

const ofTrain: fc.Arbitrary<ConductAct> = fc.oneof(
  fc.record({ act: fc.constantFrom("cut", "arrive"), train }),
  fc.record({ act: fc.constant("board"), train, service, version: fc.constantFrom("2.0.0", "2.1.0") }),
  fc.record({ act: fc.constant("leave"), train, service }),
  fc.record({ act: fc.constant("requestLateRider"), train, service, version: fc.constantFrom("3", "4"), target }),
  fc.record({
    act: fc.constantFrom("acceptLateRider", "refuseLateRider"),
    train,
    rider: fc.tuple(train, count).map(([one, n]) => `${one}/late/${n}`),
  }),
  { weight: 8, arbitrary: fc.record({ act: fc.constant("promote"), train, to: place }) },
  fc.record({ act: fc.constant("promote"), train, to: place, services: fc.constant(["cart"]) }),
  fc.record({ act: fc.constant("rollback"), train, at: place, reason: text, stopRunning: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ act: fc.constant("rollback"), train, reason: text }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant("pass"), train, at: place }) },
  fc.record({ act: fc.constant("skip"), train, target, reason: text }),
  fc.record({
    act: fc.constant("stopDeploy"),
    train,
    order: fc.tuple(train, target, count).map(([one, at, n]) => `${one}/${at}/promote/${n}`),
  }),
  fc.record({ act: fc.constantFrom("cancelTrain", "abandon", "clearVersion"), train, reason: text }),
);

const ofTrouble: fc.Arbitrary<ConductAct> = fc.oneof(
  fc.record({ act: fc.constant("hold"), train, reason: text, note: text, discretion: fc.constant(true) }),
  fc.record({ act: fc.constant("resume"), train, overrule: fc.constantFrom([], [`${T0}/blocker/1`]) }),
  fc.record({ act: fc.constant("addBlocker"), train, title: text, owner: fc.constant("team"), note: text }),
  fc.record({ act: fc.constant("updateBlocker"), train, blocker: count.map((n) => `${T0}/blocker/${n}`), note: text }),
  fc.record({ act: fc.constant("resolveBlocker"), train, blocker: count.map((n) => `${T0}/blocker/${n}`) }),
  fc.record({ act: fc.constant("openProblem"), train, summary: text, target }),
  fc.record({
    act: fc.constant("decideProblem"),
    train,
    problem: count.map((n) => `${T0}/problem/${n}`),
    course: fc.constantFrom("rollback", "goOn", "rollForward"),
    reason: text,
  }),
  fc.record({ act: fc.constant("closeProblem"), train, problem: count.map((n) => `${T0}/problem/${n}`) }),
  fc.record({
    act: fc.constant("approve"),
    train,
    from: fc.constant("client"),
    subject: fc.record({ type: fc.constant("extension"), window, until: moment }),
  }),
  fc.record({
    act: fc.constant("requestException"),
    train,
    freeze: fc.constant("peak"),
    reason: text,
    expiresAt: moment,
  }),
  fc.record({
    act: fc.constantFrom("approveException", "refuseException"),
    train,
    exception: fc.constant(`${T0}/exception/1`),
  }),
  fc.record({
    act: fc.constant("linkChange"),
    train,
    change: fc.constantFrom({ exception: "content" }, { request: "C", state: "approved" }),
  }),
);

const ofWindow: fc.Arbitrary<ConductAct> = fc.oneof(
  fc.record({ act: fc.constant("extend"), window, for: fc.constantFrom("PT15M", "PT30M") }),
  fc.record({ act: fc.constant("extend"), window, until: moment }),
  fc.record({ act: fc.constantFrom("completeWindow", "cancelWindow"), window, reason: text }),
  fc.record({ act: fc.constantFrom("claim", "join"), window }),
  fc.record({ act: fc.constant("moveWindow"), window, start: moment, end: fc.constant("2026-01-08T20:00:00Z") }),
  fc.record({ act: fc.constant("reopen"), window, length: fc.constantFrom("PT30M", "PT1H") }),
  fc.record({
    act: fc.constant("requestGuest"),
    guest: fc.constantFrom("g1", "g2", "g3"),
    window,
    name: fc.constantFrom("One", "Two"),
    length: fc.constantFrom("PT30M", "PT1H"),
    owner: fc.constant("b"),
    change: fc.constant("C"),
  }),
  fc.record({
    act: fc.constantFrom("acceptGuest", "refuseGuest", "guestDone"),
    guest: fc.constantFrom("g1", "g2", "g3"),
  }),
);

/** What the world does after an act: the deploy that is under way ends, and its target is read. */
const ending = fc.constantFrom("nothing", "succeeds", "succeeds", "fails");
const steps = fc.array(
  fc.record({
    act: fc.oneof(
      { weight: 6, arbitrary: ofTrain },
      { weight: 2, arbitrary: ofTrouble },
      { weight: 2, arbitrary: ofWindow },
    ),
    by: fc.constantFrom<Actor>(
      { person: "a" },
      { person: "lead" },
      { person: "lead" },
      { person: "b" },
      { bot: "footplate" },
    ),
    minutes: fc.constantFrom(0, 0, 1, 3, 7, 30, 300),
    ending,
  }),
  { minLength: 15, maxLength: 30, size: "max" },
);

test("R22 F90 whatever is accepted shows, can be read back, says nothing new when it is said again, and breaks no rule", () => {
  const accepted = new Map<string, number>();
  fc.assert(
    fc.property(steps, (plan) => {
      let facts: readonly Fact[] = [
        cut(T0, { cart: "1.0.0" }),
        happened("versionRead", { train: T0, target: STAGING, version: "old" }),
        happened("versionRead", { train: T0, target: PROD_A, version: "old" }),
      ];
      let ms = Date.parse("2026-01-07T15:00:00Z");
      for (const { act, by, minutes, ending: end } of plan) {
        ms += minutes * 60_000;
        const now = new Date(ms);
        const before = openView(line, facts);
        const decided = decideConduct(before, act, by, now);
        if (!decided.ok) {
          expect(decided.message).not.toBe("");
          expect(decided.hint).not.toBe("");
          continue;
        }
        if (decided.already) {
          expect(facts).toEqual(expect.arrayContaining([...decided.facts]));
          continue;
        }
        accepted.set(act.act, (accepted.get(act.act) ?? 0) + 1);
        expect(parseFacts(structuredClone(decided.facts)).ok, JSON.stringify(decided.facts)).toBe(true);
        for (const [index, fact] of decided.facts.entries()) {
          const known = [...facts, ...decided.facts.slice(0, index)];
          expect(shows(known, fact), JSON.stringify(fact)).toBe(true);
        }
        sound(before.movements.trains, act, decided.facts);
        facts = [...facts, ...decided.facts];
        expect(decideConduct(openView(line, facts), act, by, now), JSON.stringify(act)).toMatchObject({
          ok: true,
          already: true,
        });
        facts = [...facts, ...outcome(facts, end, now.toISOString())];
      }
    }),
    { numRuns: 400 },
  );
  // The property says something about most acts only if most of them are accepted at times.
  expect(accepted.size).toBeGreaterThan(28);
}, 120_000);

/** Whether a fact changes anything: what moves, or the timetable. */
function shows(known: readonly Fact[], fact: Fact): boolean {
  const moving = movements(line, known);
  if (evolve(line, moving, fact) !== moving) return true;
  const table = (facts: readonly Fact[]): string => {
    const { windows, trains, findings } = timetable(line, facts, span("2026-01-05T00:00:00Z", "P14D"));
    return JSON.stringify([windows, trains, findings]);
  };
  return table([...known, fact]) !== table(known);
}

/** What no accepted act may do, whatever came before. */
function sound(trains: Readonly<Record<string, TrainState>>, act: ConductAct, facts: readonly Fact[]): void {
  for (const fact of facts) {
    if (fact.type === "windowCompleted") {
      const [one, era, stop, name] = fact.window.split("/");
      const state = trains[`${one}/${era}`];
      const open = state?.problems.filter((problem) => problem.closedAt === undefined) ?? [];
      expect(open.filter((problem) => (problem.target ?? `${stop}/${name}`) === `${stop}/${name}`)).toEqual([]);
    }
    if (fact.type === "deployOrdered" && fact.kind === "promote") {
      const state = trains[fact.train];
      expect(state?.hold).toBeUndefined();
      expect(state?.quarantined).toBe(false);
      const busy = Object.values(trains).flatMap(({ orders }) =>
        orders.filter((order) => order.target === fact.target),
      );
      expect(busy.filter(({ status }) => ["ordered", "missing", "running"].includes(status))).toEqual([]);
    }
    if (fact.type === "windowExtended") expect(fact.approval).not.toBe("");
    if (fact.type === "trainHeld") expect([fact.owner, fact.note].map((one) => one.trim())).not.toContain("");
  }
  if (act.act !== "rollback") expect(facts.filter(({ type }) => type === "deployStopAsked").length).toBeLessThan(2);
}

/** The deploys that are under way end. */
function outcome(facts: readonly Fact[], end: string, at: string): readonly Fact[] {
  if (end === "nothing") return [];
  return Object.values(movements(line, facts).trains).flatMap(({ train: id, orders }) =>
    orders
      .filter(({ status }) => status === "ordered")
      .flatMap(({ id: order, target: where, version }) => [
        happened("deployFinished", {
          train: id,
          order,
          attempt: 1,
          outcome: end === "succeeds" ? "succeeded" : "failed",
          at,
        }),
        ...(end === "succeeds" ? [happened("versionRead", { train: id, order, target: where, version, at })] : []),
      ]),
  );
}
