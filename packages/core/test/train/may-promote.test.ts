import { describe, expect, test } from "vitest";
import type { ConductPolicy, Fact, TrainLine } from "../../src/index.ts";
import type { PromoteAsk } from "../../src/train/gate-case.ts";
import type { Gate } from "../../src/train/gate.ts";
import { mayPromote } from "../../src/train/may-promote.ts";
import { openView } from "../../src/train/view.ts";
import { era } from "../timetable/lines.ts";
import { cut, deployed, happened, passed, PROD_A, PROD_B, STAGING, T0, T1, yard } from "./trains.ts";

const OPEN = "2026-01-07T15:10:00Z";
const PROD_OPEN = "2026-01-08T15:10:00Z";
const PRIMARY = `${T0}/${STAGING}/primary`;

interface Question extends Partial<PromoteAsk> {
  readonly now?: string;
  readonly line?: TrainLine;
}

function gate(facts: readonly Fact[], { now = OPEN, line = yard(), ...ask }: Question = {}): Gate {
  return mayPromote(openView(line, facts), { train: T0, target: STAGING, ...ask }, now);
}

/** What closes the gate; empty where it is open. */
function reasons(facts: readonly Fact[], question: Question = {}): readonly string[] {
  const answer = gate(facts, question);
  return answer.open ? [] : answer.closures.map(({ by }) => by);
}

const passedStaging = [cut(), ...deployed("o1", STAGING), passed(STAGING)];
const conducted = (policy: ConductPolicy, changes: Partial<TrainLine> = {}): TrainLine => yard(changes, policy);

describe("how far the train is", () => {
  test("is open in the window of a train that was cut, and says when it closes", () => {
    expect(gate([cut()])).toEqual({ open: true, window: PRIMARY, nextClose: "2026-01-07T16:45:00Z", bundles: [] });
  });

  test("a train that was not cut, that has ended or that does not run is not promoted", () => {
    expect(reasons([])).toEqual(["phase"]);
    const ended = [happened("trainArrived", { train: T0 }), happened("trainAbandoned", { train: T0, reason: "x" })];
    for (const fact of ended) expect(reasons([...passedStaging, fact], { target: PROD_A })).toContain("phase");
    expect(reasons([happened("trainCancelled", { train: T0 })])).toContain("phase");
    const noTrain = yard({ noTrainWeeks: [{ week: "2026-01-07", reason: "holidays" }] });
    expect(reasons([cut()], { line: noTrain })).toContain("phase");
  });

  test("every target of the stop before has passed or is skipped", () => {
    const now = PROD_OPEN;
    expect(reasons([cut()], { target: PROD_A, now })).toEqual(["previous_stop"]);
    expect(reasons([cut(), ...deployed("o1", STAGING)], { target: PROD_A, now })).toEqual(["previous_stop"]);
    expect(reasons(passedStaging, { target: PROD_A, now })).toEqual([]);
    const skip = happened("targetSkipped", { train: T0, target: STAGING, reason: "closed" });
    expect(reasons([cut(), skip], { target: PROD_A, now })).toEqual([]);
  });

  test("a target is promoted once, unless it went back or failed, or for single services (R16)", () => {
    const now = OPEN;
    const ordered = deployed("o1", STAGING).slice(0, 1);
    expect(reasons([cut(), ...ordered], { now })).toEqual(["status", "deploy_running"]);
    expect(reasons([cut(), ...deployed("o1", STAGING)])).toEqual(["status"]);
    expect(reasons(passedStaging)).toEqual(["status"]);
    expect(reasons(passedStaging, { services: ["cart"] })).toEqual([]);
    expect(reasons([cut(), ...ordered], { services: ["cart"] })).toContain("status");
    const failed = happened("deployFinished", { train: T0, order: "o1", attempt: 1, outcome: "failed" });
    expect(reasons([cut(), ...ordered, failed])).toEqual([]);
  });

  test("a target that is skipped stays out", () => {
    const skip = happened("targetSkipped", { train: T0, target: STAGING, reason: "the client asked" });
    expect(reasons([cut(), skip])).toEqual(["skipped"]);
    expect(reasons([cut(), skip], { services: ["cart"] })).toEqual(["skipped"]);
  });

  test("a version that was rolled back is not promoted until it is cleared", () => {
    const back = [...passedStaging, ...deployed("o2", STAGING, "RT01-26", { kind: "rollback" })];
    expect(reasons(back)).toEqual(["quarantined"]);
    expect(reasons([...back, happened("versionCleared", { train: T0, version: "RT02-26" })])).toEqual([]);
  });

  test("any deploy that is under way on the target closes it, another train's and a missing one too", () => {
    const other = happened("deployOrdered", {
      id: "other",
      train: T1,
      kind: "rollback",
      target: STAGING,
      version: "RT02-26",
      services: {},
    });
    expect(reasons([cut(), cut(T1), other])).toEqual(["deploy_running"]);
    const missing = happened("deployMissing", { train: T1, order: "other" });
    expect(reasons([cut(), cut(T1), other, missing])).toEqual(["deploy_running"]);
    const over = happened("deployFinished", { train: T1, order: "other", attempt: 1, outcome: "cancelled" });
    expect(reasons([cut(), cut(T1), other, over])).toEqual([]);
  });
});

describe("no overtaking on a target", () => {
  const now = "2026-01-14T15:10:00Z";

  test("a newer train waits for an older one that is on its way, and brings along what it skipped", () => {
    expect(reasons([cut(), cut(T1)], { train: T1, now })).toEqual(["other_train"]);
    const skip = happened("targetSkipped", { train: T0, target: STAGING, reason: "too late" });
    expect(gate([cut(), cut(T1), skip], { train: T1, now })).toMatchObject({ open: true, bundles: [T0] });
    const abandoned = happened("trainAbandoned", { train: T0, reason: "broken" });
    expect(reasons([cut(), cut(T1), abandoned], { train: T1, now })).toEqual([]);
    expect(gate([...passedStaging, cut(T1)], { train: T1, now })).toMatchObject({ open: true, bundles: [] });
  });

  test("an older train waits where a newer one is", () => {
    const facts = [cut(), cut(T1), ...deployed("o9", STAGING, "RT03-26", { train: T1 })];
    const older = gate(facts);
    expect(older).toMatchObject({ open: false, closures: [{ by: "other_train" }] });
  });

  test("a train that was forgotten stops nobody for ever", () => {
    const line = yard();
    const last = "yard/e1.8";
    const facts = [cut(), cut(last)];
    expect(reasons(facts, { train: last, now: "2026-03-04T15:10:00Z", line })).toEqual([]);
  });
});

describe("what holds it", () => {
  test("a hold, an open blocker, and a problem that nobody has decided, each by itself", () => {
    const held = happened("trainHeld", { train: T0, reason: "errors", owner: "a", note: "looking" });
    expect(reasons([cut(), held])).toEqual(["hold"]);
    expect(reasons([cut(), held, happened("trainResumed", { train: T0 })])).toEqual([]);
    const blocker = happened("blockerAdded", { train: T0, blocker: "b1", title: "slow", owner: "b", note: "asked" });
    expect(reasons([cut(), blocker])).toEqual(["blocker"]);
    expect(reasons([cut(), blocker, happened("blockerResolved", { train: T0, blocker: "b1" })])).toEqual([]);
    const overruled = happened("trainResumed", { train: T0, overruled: ["b1"], by: { person: "lead" } });
    expect(reasons([cut(), blocker, overruled])).toEqual([]);
    const problem = happened("problemOpened", { train: T0, problem: "p1", summary: "checkout fails", target: PROD_B });
    expect(reasons([cut(), problem])).toEqual(["problem"]);
    expect(reasons([cut(), problem, happened("problemClosed", { train: T0, problem: "p1" })])).toEqual([]);
  });

  test.each([
    ["rollForward", true],
    ["retry", true],
    ["goOn", true],
    ["rollback", false],
    ["hold", false],
    ["extend", false],
    ["skip", false],
    ["abandon", false],
  ] as const)("R18 after the course %s the train may move on: %s", (course, open) => {
    const problem = happened("problemOpened", { train: T0, problem: "p1", summary: "checkout fails" });
    const decided = happened("problemDecided", { train: T0, problem: "p1", course, reason: "so" });
    expect(gate([cut(), problem, decided]).open).toBe(open);
  });

  test("all reasons are said at once", () => {
    const facts = [
      cut(),
      happened("trainHeld", { train: T0, reason: "errors", owner: "a", note: "looking" }),
      happened("blockerAdded", { train: T0, blocker: "b1", title: "slow", owner: "b", note: "asked" }),
    ];
    expect(reasons(facts, { now: "2026-01-07T20:00:00Z", ticket: "closed" })).toEqual([
      "hold",
      "blocker",
      "window",
      "ticket",
    ]);
  });
});

describe("windows", () => {
  test("half-open: the start belongs to it; F46 too little time left closes it before its end", () => {
    expect(reasons([cut()], { now: "2026-01-07T14:59:59Z" })).toEqual(["window"]);
    expect(reasons([cut()], { now: "2026-01-07T15:00:00Z" })).toEqual([]);
    expect(reasons([cut()], { now: "2026-01-07T16:45:00Z" })).toEqual([]);
    expect(reasons([cut()], { now: "2026-01-07T16:45:00.001Z" })).toEqual(["window"]);
    expect(reasons([cut()], { now: "2026-01-07T17:00:00Z" })).toEqual(["window"]);
    const short = conducted({ least: "PT0S" });
    expect(reasons([cut()], { now: "2026-01-07T16:59:59Z", line: short })).toEqual([]);
  });

  test("says when the next one opens and closes", () => {
    expect(gate([cut()], { now: "2026-01-07T12:00:00Z" })).toMatchObject({
      open: false,
      nextOpen: "2026-01-07T15:00:00Z",
      nextClose: "2026-01-07T17:00:00Z",
      closures: [{ by: "window", until: "2026-01-07T15:00:00Z" }],
    });
    expect(gate([cut()], { now: "2026-01-08T12:00:00Z" })).not.toHaveProperty("nextOpen");
  });

  test("of a train is of that train alone", () => {
    expect(reasons([cut(T1)], { train: T1 })).toEqual(["window"]);
  });

  test("a draft is not open until it is reviewed", () => {
    const line = yard({ review: "required" });
    expect(reasons([cut()], { line })).toEqual(["window"]);
    const review = happened("windowReviewed", {
      window: PRIMARY,
      start: "2026-01-07T15:00:00Z" as never,
      end: "2026-01-07T17:00:00Z" as never,
    });
    expect(reasons([cut(), review], { line })).toEqual([]);
  });

  test("R23 an extension keeps it open, without a new review", () => {
    const line = yard({ review: "required" });
    const [start, end] = ["2026-01-07T15:00:00Z" as never, "2026-01-07T17:00:00Z" as never];
    const review = happened("windowReviewed", { window: PRIMARY, start, end });
    const longer = happened("windowExtended", {
      window: PRIMARY,
      end: "2026-01-07T18:00:00Z" as never,
      approval: "ok",
    });
    const now = "2026-01-07T17:10:00Z";
    expect(reasons([cut(), review], { line, now })).toEqual(["window"]);
    expect(reasons([cut(), review, longer], { line, now })).toEqual([]);
  });

  test("moved, cancelled, completed and reopened ones count as they stand", () => {
    const [start, end] = ["2026-01-07T18:00:00Z" as never, "2026-01-07T20:00:00Z" as never];
    const move = happened("windowMoved", { window: PRIMARY, start, end });
    expect(reasons([cut(), move])).toEqual(["window"]);
    expect(reasons([cut(), move], { now: "2026-01-07T18:10:00Z" })).toEqual([]);
    expect(reasons([cut(), happened("windowCancelled", { window: PRIMARY })])).toEqual(["window"]);
    const done = happened("windowCompleted", { window: PRIMARY, how: "us", at: "2026-01-07T15:05:00Z" });
    expect(reasons([cut(), done])).toEqual(["window"]);
    const again = happened("windowReopened", { window: PRIMARY, as: `${PRIMARY}/again/1`, start, end });
    expect(reasons([cut(), done, again])).toEqual(["window"]);
    expect(gate([cut(), done, again], { now: "2026-01-07T18:10:00Z" })).toMatchObject({
      open: true,
      window: `${PRIMARY}/again/1`,
    });
  });

  test("one without a clear time is not open, and R8 a one-off window with the train is", () => {
    const windows = [{ kind: "primary" as const, stop: "staging", day: 81, at: "02:30", length: "PT2H" }];
    const line = yard({
      zone: "Europe/Berlin",
      eras: [era({ cadence: { every: "P1W", anchor: "2026-01-07" }, windows })],
    });
    expect(reasons([cut()], { line, now: "2026-03-29T01:30:00Z" })).toEqual(["clock"]);
    const extra = { id: "x", name: "Extra", stop: "staging", target: "all", date: "2026-01-09", at: "10:00" };
    const offered = yard({ oneOffWindows: [{ ...extra, length: "PT1H", train: T0 }] });
    const now = "2026-01-09T10:10:00Z";
    expect(gate([cut()], { line: offered, now })).toMatchObject({ open: true, window: "yard/one-off/x" });
    expect(reasons([cut(T1)], { line: offered, now, train: T1 })).toEqual(["window"]);
  });
});

describe("secondary windows (R53)", () => {
  const line = yard({
    eras: [
      era({
        cadence: { every: "P1W", anchor: "2026-01-07" },
        number: { format: "RT{ww}-{yy}" },
        windows: [
          { kind: "primary", stop: "staging", day: 0, at: "15:00", length: "PT2H" },
          { kind: "secondary", stop: "staging", day: 0, at: "20:00", length: "PT2H" },
        ],
      }),
    ],
  });
  const now = "2026-01-07T20:10:00Z";
  const ask = (person: string, more: Question = {}): readonly string[] =>
    reasons([cut()], { line, now, by: { person }, ...more });

  test("the pair may use them, others not; leads and programs may", () => {
    expect(["a", "lead"].flatMap((person) => ask(person))).toEqual([]);
    expect(ask("c")).toEqual([]);
    expect(ask("b")).toEqual(["person"]);
    expect(reasons([cut()], { line, now, by: { bot: "footplate" } })).toEqual([]);
  });

  test("not with a closed ticket", () => {
    expect(ask("c", { ticket: "closed" })).toEqual(["ticket", "person"]);
  });
});

describe("freezes and closed days", () => {
  const freeze = {
    id: "f1",
    name: "Year end",
    class: "hard" as const,
    from: { date: "2026-01-07" },
    to: { date: "2026-01-07" },
  };
  const frozen = (policy: ConductPolicy = {}, more: object = {}): TrainLine =>
    yard({ freezes: [{ ...freeze, ...more }] }, policy);
  const approvers = {
    freezeApprovers: [
      { name: "domain leadership", oneOf: ["lead"] },
      { name: "one of two", oneOf: ["a", "b"] },
    ],
  };
  const asked = happened("exceptionRequested", {
    train: T0,
    exception: "e1",
    freeze: "f1",
    scope: ["staging"],
    reason: "a fix",
    expiresAt: "2026-01-07T16:00:00Z" as never,
  });
  const yes = (person: string): Fact => happened("exceptionApproved", { train: T0, exception: "e1", by: { person } });

  test("F94 a hard freeze closes it although a window is open; a soft one and another scope do not", () => {
    expect(reasons([cut()], { line: frozen() })).toEqual(["freeze"]);
    expect(gate([cut()], { line: frozen() })).toMatchObject({ closures: [{ until: "2026-01-08T00:00:00Z" }] });
    expect(reasons([cut()], { line: frozen({}, { class: "soft" }) })).toEqual([]);
    expect(reasons([cut()], { line: frozen({}, { scope: ["prod"] }) })).toEqual([]);
    expect(reasons([cut()], { line: frozen({}, { scope: [STAGING] }) })).toEqual(["freeze"]);
  });

  test("an exception stands with everybody's consent, for its scope and until it expires", () => {
    const line = frozen(approvers);
    expect(reasons([cut(), asked], { line })).toEqual(["freeze"]);
    expect(reasons([cut(), asked, yes("lead")], { line })).toEqual(["freeze"]);
    expect(reasons([cut(), asked, yes("a"), yes("b")], { line })).toEqual(["freeze"]);
    const full = [cut(), asked, yes("lead"), yes("b")];
    expect(gate(full, { line })).toMatchObject({ open: true, exception: "e1", nextClose: "2026-01-07T16:00:00Z" });
    expect(reasons(full, { line, now: "2026-01-07T16:00:00Z" })).toEqual(["freeze"]);
    const refused = happened("exceptionRefused", { train: T0, exception: "e1", by: { person: "a" } });
    expect(reasons([...full, refused], { line })).toEqual(["freeze"]);
    expect(reasons([cut(), asked, refused, yes("lead"), yes("b")], { line })).toEqual(["freeze"]);
    expect(reasons(full, { line: frozen() })).toEqual(["freeze"]);
  });

  test("an exception opens no window", () => {
    const facts = [cut(), asked, yes("lead"), yes("b")];
    expect(reasons(facts, { line: frozen(approvers), now: "2026-01-07T14:00:00Z" })).toEqual(["window"]);
  });

  test("an open gate says that a freeze closes it", () => {
    const line = yard({ freezes: [{ ...freeze, from: { date: "2026-01-07", at: "16:00" } }] });
    expect(gate([cut()], { line })).toMatchObject({ open: true, nextClose: "2026-01-07T16:00:00Z" });
  });

  test("nothing goes on a day without deploys, by the target's own calendar", () => {
    expect(reasons([cut()], { line: yard({ noDeployDays: [{ weekday: "wed" }] }) })).toEqual(["no_deploy_day"]);
    expect(reasons([cut()], { line: yard({ noDeployDays: [{ weekday: "thu" }] }) })).toEqual([]);
    const east = yard().stops.map((stop) => ({
      ...stop,
      targets: stop.targets.map((target) => ({ ...target, zone: "Pacific/Auckland" })),
    }));
    const windows = [{ kind: "primary" as const, stop: "staging", day: 1, at: "04:00", length: "PT2H" }];
    const eras = [era({ cadence: { every: "P1W", anchor: "2026-01-07" }, windows })];
    const line = yard({ stops: east, eras, noDeployDays: [{ date: "2026-01-08", reason: "fair" }] });
    expect(reasons([cut()], { line })).toEqual(["no_deploy_day"]);
  });
});

describe("people and consent", () => {
  test("a closed ticket closes it, and one that could not be read too; one that nobody looked at does not", () => {
    expect(reasons([cut()], { ticket: "closed" })).toEqual(["ticket"]);
    expect(reasons([cut()], { ticket: "unknown" })).toEqual(["ticket"]);
    expect(reasons([cut()], { ticket: "open" })).toEqual([]);
  });

  test("R2 R30 change control: an approved request, or an exception that the line names", () => {
    const line = conducted({ change: "required", changeExceptions: ["standard"] });
    const linked = (change: object, target?: string): Fact =>
      happened("changeLinked", { train: T0, change, ...(target !== undefined && { target }) } as never);
    expect(reasons([cut()], { line })).toEqual(["change"]);
    expect(reasons([cut(), linked({ request: "C-1", state: "requested" })], { line })).toEqual(["change"]);
    expect(reasons([cut(), linked({ request: "C-1", state: "approved" })], { line })).toEqual([]);
    expect(reasons([cut(), linked({ exception: "standard" })], { line })).toEqual([]);
    expect(reasons([cut(), linked({ exception: "because" })], { line })).toEqual(["change"]);
    const other = [
      linked({ request: "C-1", state: "approved" }),
      linked({ request: "C-2", state: "refused" }, STAGING),
    ];
    expect(reasons([cut(), ...other], { line })).toEqual(["change"]);
  });

  test("R11 a required stakeholder is waited for, another only for the grace time", () => {
    const line = conducted({ stakeholders: [{ person: "b", required: true }, { person: "c" }] });
    const joined = (person: string): Fact => happened("joined", { window: PRIMARY, person });
    const early = "2026-01-07T15:02:00Z";
    expect(reasons([cut()], { line, now: early })).toEqual(["stakeholder", "stakeholder"]);
    expect(reasons([cut()], { line })).toEqual(["stakeholder"]);
    expect(reasons([cut(), joined("b")], { line })).toEqual([]);
    expect(reasons([cut(), joined("b")], { line, now: early })).toEqual(["stakeholder"]);
    expect(reasons([cut(), joined("b"), joined("c")], { line, now: early })).toEqual([]);
    const elsewhere = conducted({ stakeholders: [{ person: "b", required: true, scope: ["prod"] }] });
    expect(reasons([cut()], { line: elsewhere })).toEqual([]);
  });

  test("programs need somebody who has the duty to promote", () => {
    const away = happened("absenceDeclared", {
      person: "a",
      start: "2026-01-07T00:00:00Z" as never,
      end: "2026-01-08T00:00:00Z" as never,
      by: { person: "a" },
    });
    expect(reasons([cut(), away])).toEqual(["person"]);
    expect(reasons([cut(), away], { by: { bot: "footplate" } })).toEqual(["person"]);
    expect(reasons([cut(), away], { by: { person: "lead" } })).toEqual([]);
    const bare = yard({ eras: yard().eras.map(({ rotation: _rotation, ...rest }) => rest) });
    expect(reasons([cut()], { line: bare })).toEqual([]);
  });
});

test("a train or target that the line does not have", () => {
  expect(reasons([cut()], { target: "prod/other" })).toEqual(["unknown_target"]);
  expect(reasons([cut()], { train: "yard/e9.0" })).toEqual(["unknown_target"]);
  expect(reasons([cut()], { train: "toString" })).toEqual(["unknown_target"]);
});
