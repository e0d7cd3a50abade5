import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact, TrainLine } from "../../src/index.ts";
import type { ConductAct } from "../../src/conduct.ts";
import { decideConduct } from "../../src/decide-conduct.ts";
import { epochMs, fromEpochMs } from "../../src/time/instant.ts";
import { evolve, noMovements } from "../../src/train/evolve.ts";
import type { Movements, Phase } from "../../src/train/train-state.ts";
import { openView } from "../../src/train/view.ts";
import { happened, PROD_A, PROD_B, STAGING, T0, T1, yard } from "./trains.ts";

const MINUTE = 60_000;
const at = (text: string): number => epochMs(`2026-01-${text}:00Z`);
const TARGETS = [STAGING, PROD_A, PROD_B] as const;
const TRAINS = [T0, T1] as const;
const VERSIONS: Readonly<Record<string, string>> = { [T0]: "RT02-26", [T1]: "RT03-26" };
const FREEZE = [at("08T16:00"), at("08T16:30")] as const;
const line: TrainLine = yard({
  freezes: [
    {
      id: "peak",
      name: "Peak",
      class: "hard",
      from: { date: "2026-01-08", at: "16:00" },
      to: { date: "2026-01-08", at: "16:30" },
    },
  ],
});

/** What the test itself knows, without any of the code under test. */
interface Model {
  nowMs: number;
  /** What really runs. */
  readonly runs: Map<string, string>;
  /** What each target ran before, newest last. */
  readonly ran: Map<string, string[]>;
  readonly deploys: Map<string, { readonly train: string; readonly target: string; readonly version: string }>;
  readonly done: Set<string>;
  readonly quarantined: Set<string>;
  readonly held: Set<string>;
  readonly blockers: Map<string, string>;
  readonly problems: Map<string, { readonly train: string; readonly target?: string; course?: string }>;
  readonly windows: Map<string, { readonly startMs: number; endMs: number; over: boolean }>;
  readonly approved: { readonly window: string; readonly untilMs: number }[];
  readonly phases: Map<string, Phase>;
}

interface Real {
  facts: readonly Fact[];
  movements: Movements;
}

function begin(): { model: Model; real: Real } {
  const model: Model = {
    nowMs: at("07T14:30"),
    runs: new Map(),
    ran: new Map(TARGETS.map((target) => [target, []])),
    deploys: new Map(),
    done: new Set(),
    quarantined: new Set(),
    held: new Set(),
    blockers: new Map(),
    problems: new Map(),
    windows: new Map(
      TRAINS.flatMap((train, week) =>
        TARGETS.map((target) => {
          const startMs = at("07T15:00") + (week * 7 + (target === STAGING ? 0 : 1)) * 1440 * MINUTE;
          return [`${train}/${target}/primary`, { startMs, endMs: startMs + 120 * MINUTE, over: false }] as const;
        }),
      ),
    ),
    approved: [],
    phases: new Map(),
  };
  const real: Real = { facts: [], movements: noMovements(line) };
  for (const target of TARGETS) seen(model, real, target, "RT01-26");
  return { model, real };
}

let counter = 0;

function record(model: Model, real: Real, fact: Fact): void {
  counter += 1;
  const next = { ...fact, at: fromEpochMs(model.nowMs) };
  real.facts = [...real.facts, next];
  real.movements = evolve(line, real.movements, next);
}

/** A target runs another version, and that is read from it. */
function seen(model: Model, real: Real, target: string, version: string, order?: { id: string; train: string }): void {
  const before = model.runs.get(target);
  if (before !== undefined && before !== version) model.ran.get(target)?.push(before);
  model.runs.set(target, version);
  // Whatever was true of a target with another version is true no more.
  for (const train of TRAINS)
    if (VERSIONS[train] === before && before !== version) model.done.delete(`${train} ${target}`);
  const owner = TRAINS.find((train) => VERSIONS[train] === version) ?? T0;
  const more = order === undefined ? { train: owner } : { train: order.train, order: order.id };
  record(model, real, happened("versionRead", { id: `read-${counter}`, target, version, ...more }));
}

type Command = fc.Command<Model, Real>;

const command = (name: string, run: (model: Model, real: Real) => void): Command => ({
  check: () => true,
  run(model, real) {
    run(model, real);
    holds(model, real);
  },
  toString: () => name,
});

/** Somebody says something. What is accepted is recorded, and must have been right. */
const says = (act: ConductAct): Command =>
  command(JSON.stringify(act), (model, real) => {
    const now = fromEpochMs(model.nowMs);
    const answer = decideConduct(openView(line, real.facts), act, { person: "lead" }, now);
    if (!answer.ok) mayRefuse(model, act);
    else if (!answer.already) {
      for (const fact of answer.facts) {
        accepted(model, act, fact);
        record(model, real, fact);
      }
    }
  });

/** Going back is never refused because of a window, a freeze, a hold, a blocker or a problem. */
function mayRefuse(model: Model, act: ConductAct): void {
  if (act.act !== "rollback" || act.at === undefined) return;
  const { at: target, train } = act;
  const there = model.runs.get(target) === VERSIONS[train] && model.phases.get(train) !== undefined;
  const busy = [...model.deploys.values()].some((one) => one.target === target);
  const earlier = model.ran
    .get(target)
    ?.some((version) => version.startsWith("RT") && version < (VERSIONS[train] ?? ""));
  expect({ act, refused: there && !busy && earlier === true }).toEqual({ act, refused: false });
}

function accepted(model: Model, act: ConductAct, fact: Fact): void {
  switch (fact.type) {
    case "deployOrdered":
      if (fact.kind === "promote") mayGo(model, fact.train, fact.target, fact.window);
      else {
        model.quarantined.add(fact.train);
        // Not to a newer train: that would be a way past the gate.
        expect(fact.version).not.toBe(VERSIONS[T1]);
      }
      model.done.delete(`${fact.train} ${fact.target}`);
      model.deploys.set(fact.id, fact);
      return;
    case "targetPassed":
      expect(model.runs.get(fact.target)).toBe(VERSIONS[fact.train]);
      model.done.add(`${fact.train} ${fact.target}`);
      return;
    case "targetSkipped":
      model.done.add(`${fact.train} ${fact.target}`);
      return;
    case "versionCleared":
      model.quarantined.delete(fact.train);
      return;
    case "trainHeld":
      expect([fact.reason, fact.owner, fact.note].every((text) => text.trim() !== "")).toBe(true);
      model.held.add(fact.train);
      return;
    case "trainResumed":
      model.held.delete(fact.train);
      for (const blocker of fact.overruled ?? []) model.blockers.delete(blocker);
      expect([...model.blockers.values()]).not.toContain(fact.train);
      return;
    case "blockerAdded":
      expect([fact.owner, fact.note].every((text) => text.trim() !== "")).toBe(true);
      model.blockers.set(fact.blocker, fact.train);
      return;
    case "blockerResolved":
      model.blockers.delete(fact.blocker);
      return;
    case "problemOpened":
      model.problems.set(fact.problem, fact);
      return;
    case "problemDecided": {
      const problem = model.problems.get(fact.problem);
      if (problem !== undefined) model.problems.set(fact.problem, { ...problem, course: fact.course });
      return;
    }
    case "problemClosed":
      model.problems.delete(fact.problem);
      return;
    case "approvalGiven":
      if (fact.subject.type === "extension") {
        model.approved.push({ window: fact.subject.window, untilMs: epochMs(fact.subject.until) });
      }
      return;
    default:
      acceptedWindow(model, act, fact);
  }
}

function acceptedWindow(model: Model, act: ConductAct, fact: Fact): void {
  if (fact.type === "windowReopened") {
    model.windows.set(fact.as, { startMs: epochMs(fact.start), endMs: epochMs(fact.end), over: false });
  }
  const window = "window" in fact ? model.windows.get(fact.window) : undefined;
  if (window === undefined) return;
  if (fact.type === "windowExtended") {
    const endMs = epochMs(fact.end);
    expect(model.approved.some((one) => one.window === fact.window && one.untilMs >= endMs)).toBe(true);
    expect([endMs > window.endMs, window.over]).toEqual([true, false]);
    window.endMs = endMs;
  } else if (fact.type === "windowCompleted") {
    const [, , stop = "", name = ""] = fact.window.split("/");
    const train = fact.window.split("/", 2).join("/");
    const target = `${stop}/${name}`;
    const open = [...model.problems.values()].filter((one) => one.train === train && (one.target ?? target) === target);
    expect({ act, open }).toEqual({ act, open: [] });
    expect([...model.deploys.values()].some((one) => one.target === target)).toBe(false);
    window.over = true;
  }
}

/** Everything that must be so when a promotion is ordered. */
function mayGo(model: Model, train: string, target: string, window: string | undefined): void {
  const { nowMs } = model;
  const used = model.windows.get(window ?? "");
  const courses = [...model.problems.values()].filter((one) => one.train === train).map(({ course }) => course ?? "");
  const older = train === T1 && ["cut", "running"].includes(model.phases.get(T0) ?? "");
  expect({
    ofThatTarget: window?.startsWith(`${train}/${target}/primary`),
    inWindow: used !== undefined && !used.over && used.startMs <= nowMs && nowMs < used.endMs,
    enoughTime: used !== undefined && used.endMs - nowMs >= 15 * MINUTE,
    frozen: FREEZE[0] <= nowMs && nowMs < FREEZE[1],
    held: model.held.has(train),
    blocked: [...model.blockers.values()].includes(train),
    undecided: courses.filter((course) => !["rollForward", "retry", "goOn"].includes(course)),
    quarantined: model.quarantined.has(train),
    busy: [...model.deploys.values()].filter((one) => one.target === target),
    before: target === STAGING || model.done.has(`${train} ${STAGING}`),
    overtakes: older && !model.done.has(`${T0} ${target}`) && model.runs.get(target) === VERSIONS[T0],
  }).toEqual({
    ofThatTarget: true,
    inWindow: true,
    enoughTime: true,
    frozen: false,
    held: false,
    blocked: false,
    undecided: [],
    quarantined: false,
    busy: [],
    before: true,
    overtakes: false,
  });
}

const AFTER: Readonly<Record<Phase, readonly Phase[]>> = {
  planned: ["planned", "cut", "cancelled"],
  cut: ["cut", "running", "abandoned"],
  running: ["running", "arrived", "abandoned"],
  arrived: ["arrived", "running"],
  cancelled: ["cancelled"],
  abandoned: ["abandoned"],
};

/** What must be so at every moment. */
function holds(model: Model, real: Real): void {
  const { movements } = real;
  const positions = Object.values(movements.positions).map(({ target, version }) => [target, version]);
  expect(new Map(positions as [string, string][])).toEqual(model.runs);
  for (const train of TRAINS) {
    const state = movements.trains[train];
    if (state === undefined) continue;
    expect(AFTER[model.phases.get(train) ?? "planned"]).toContain(state.phase);
    model.phases.set(train, state.phase);
    for (const { target, status, order } of state.targets) {
      if (status === "soaking") expect(model.runs.get(target)).toBe(state.version);
      if (status === "rolled_back") expect(model.runs.get(target)).not.toBe(state.version);
      if (status === "promoting") expect(order).toBeDefined();
    }
    if (state.hold !== undefined) expect([state.hold.reason, state.hold.owner, state.hold.note]).not.toContain("");
  }
}

const passes = (minutes: number): Command =>
  command(`${minutes} minutes pass`, (model) => {
    model.nowMs += minutes * MINUTE;
  });

/** It is the next day's, or the next train's, time. */
const jumps = (to: string): Command =>
  command(`until ${to}`, (model) => {
    model.nowMs = Math.max(model.nowMs, at(to));
  });

/** The oldest deploy under way is over. One that failed may have left anything. */
const finishes = (outcome: "succeeded" | "failed" | "cancelled", wrong?: string): Command =>
  command(`a deploy ${outcome} ${wrong ?? ""}`, (model, real) => {
    const [id, one] = [...model.deploys][0] ?? [];
    if (id === undefined || one === undefined) return;
    model.deploys.delete(id);
    const { train, target, version } = one;
    record(model, real, happened("deployFinished", { id: `end-${counter}`, train, order: id, attempt: 1, outcome }));
    if (outcome === "succeeded") seen(model, real, target, wrong ?? version, { id, train });
    else if (wrong !== undefined) seen(model, real, target, wrong);
  });

const edits = (target: string, version: string): Command =>
  command(`somebody puts ${version} on ${target}`, (model, real) => seen(model, real, target, version));

const train = fc.constantFrom(T0, T0, T0, T1);
const target = fc.constantFrom(...TARGETS);
const place = fc.constantFrom(STAGING, STAGING, PROD_A, PROD_B, "prod");
const window = fc
  .tuple(train, target, fc.constantFrom("", "", "/again/1"))
  .map(([one, where, again]) => `${one}/${where}/primary${again}`);
const count = fc.constantFrom(1, 2);
const text = fc.constantFrom("a reason", "a reason", "");
const until = fc.constantFrom("07T18:00", "08T18:00", "08T19:00").map((one) => fromEpochMs(at(one)));
const minutes = fc.constantFrom(1, 10, 30, 45, 90);

const acts: fc.Arbitrary<ConductAct> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ act: fc.constant("promote"), train, to: place }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant("pass"), train, at: place }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant("rollback"), train, at: target, reason: fc.constant("errors") }),
  },
  fc.record({ act: fc.constant("rollback"), train, reason: text, stopRunning: fc.boolean() }),
  fc.record({ act: fc.constant("skip"), train, target, reason: text }),
  fc.record({ act: fc.constant("clearVersion"), train, reason: text }),
  fc.record({ act: fc.constantFrom("abandon", "cancelTrain"), train, reason: text }),
  fc.record({ act: fc.constantFrom("cut", "arrive"), train }),
  fc.record({ act: fc.constant("hold"), train, reason: text, note: text, owner: fc.constant("a") }),
  fc.record({ act: fc.constant("resume"), train, overrule: fc.constantFrom([], [`${T0}/blocker/1`]) }),
  fc.record({ act: fc.constant("addBlocker"), train, title: text, owner: fc.constant("b"), note: text }),
  fc.record({
    act: fc.constant("resolveBlocker"),
    train,
    blocker: fc.tuple(train, count).map(([one, n]) => `${one}/blocker/${n}`),
  }),
  fc.record({ act: fc.constant("openProblem"), train, summary: text }),
  fc.record({ act: fc.constant("openProblem"), train, summary: text, target }),
  fc.record({
    act: fc.constant("decideProblem"),
    train,
    problem: fc.tuple(train, count).map(([one, n]) => `${one}/problem/${n}`),
    course: fc.constantFrom("rollback", "goOn", "retry", "hold"),
    reason: text,
  }),
  fc.record({
    act: fc.constant("closeProblem"),
    train,
    problem: fc.tuple(train, count).map(([one, n]) => `${one}/problem/${n}`),
  }),
  fc.tuple(window, until).map(([id, end]): ConductAct => {
    const subject = { type: "extension" as const, window: id, until: end };
    return { act: "approve", train: id.split("/", 2).join("/"), as: "client", from: "client-a", subject };
  }),
  fc.record({ act: fc.constant("extend"), window, until }),
  { weight: 3, arbitrary: fc.record({ act: fc.constant("completeWindow"), window }) },
  fc.record({ act: fc.constant("reopen"), window, length: fc.constant("PT1H") }),
);

const commands: fc.Arbitrary<Command>[] = [
  acts.map(says),
  acts.map(says),
  acts.map(says),
  minutes.map(passes),
  fc.constantFrom("07T15:00", "08T15:00", "14T15:00").map(jumps),
  fc.constantFrom("succeeded", "succeeded", "failed", "cancelled").map((outcome) => finishes(outcome)),
  fc.constant(finishes("succeeded")),
  fc.constantFrom("RT01-26", "RT03-26", "other").map((wrong) => finishes("failed", wrong)),
  fc.tuple(target, fc.constantFrom("RT01-26", "RT02-26", "RT03-26", "other")).map((one) => edits(...one)),
];

/** The ordinary course, so that what is tried at random meets trains that are under way. */
const USUAL: readonly Command[] = [
  says({ act: "cut", train: T0 }),
  jumps("07T15:00"),
  says({ act: "promote", train: T0, to: STAGING }),
  finishes("succeeded"),
  says({ act: "pass", train: T0, at: STAGING }),
  jumps("08T15:00"),
  says({ act: "promote", train: T0, to: "prod" }),
  finishes("succeeded"),
];

test("whatever people, deploys, clocks and hands do, the rules of trains and windows hold", () => {
  fc.assert(
    fc.property(fc.nat(USUAL.length), fc.commands(commands, { maxCommands: 60, size: "max" }), (usual, random) => {
      fc.modelRun(begin, [...USUAL.slice(0, usual), ...random]);
    }),
    { numRuns: 150 },
  );
});
