import { describe, expect, it } from "vitest";
import { type Effect, pageKey } from "../../src/conduct/effect.ts";
import { awaitedAnnouncements } from "../../src/conduct/awaited.ts";
import { effectsDue } from "../../src/conduct/effects-due.ts";
import { openOccasions } from "../../src/conduct/effects-wake.ts";
import { nothingSeen, type Seen } from "../../src/conduct/seen.ts";
import type { ConductPolicy, Fact, TrainLine } from "../../src/index.ts";
import { instant } from "../../src/time/instant.ts";
import { openView } from "../../src/train/view.ts";
import { type Journey, journey } from "../train/journey.ts";
import { express } from "./station.ts";

const TRAIN = "express/e1.0";
const CLIENT_A = "prod/client-a";
const STAGE_WINDOW = `${TRAIN}/test/stage/primary`;
const A_WINDOW = `${TRAIN}/${CLIENT_A}/primary`;
const bot = { bot: "footplate" };

function withPolicy(conduct: ConductPolicy): TrainLine {
  return { ...express, eras: express.eras.map((era) => ({ ...era, conduct: { ...era.conduct, ...conduct } })) };
}

/** The train has passed the test stop, and is promoted to client A in its window, 22:00 to midnight in Berlin. */
function atClientA(line: TrainLine = express): Journey {
  const trip = journey(line);
  trip.act("a", "2026-01-05T09:30:00Z", { act: "cut", train: TRAIN });
  trip.act("a", "2026-01-05T11:10:00Z", { act: "promote", train: TRAIN, to: "test" });
  trip.happens(...ran(`${TRAIN}/test/stage/promote/1`, "test/stage", "2026-01-05T11:20:00Z"));
  trip.act("a", "2026-01-05T11:50:00Z", { act: "pass", train: TRAIN, at: "test" });
  trip.happens({
    id: "a/started",
    at: instant("2026-01-06T21:00:00Z"),
    by: bot,
    type: "windowStarted",
    window: A_WINDOW,
  });
  trip.act("a", "2026-01-06T21:05:00Z", { act: "promote", train: TRAIN, to: CLIENT_A });
  trip.happens(...ran(`${TRAIN}/${CLIENT_A}/promote/1`, CLIENT_A, "2026-01-06T21:15:00Z"));
  return trip;
}

/** The deploy of an order succeeds and is read back. */
function ran(order: string, target: string, at: string): readonly Fact[] {
  const base = { at: instant(at), by: bot, train: TRAIN } as const;
  return [
    { ...base, id: `${order}/started/1`, type: "deployStarted", order, run: order, attempt: 1 },
    { ...base, id: `${order}/finished/1`, type: "deployFinished", order, attempt: 1, outcome: "succeeded" },
    { ...base, id: `${order}/read`, type: "versionRead", target, version: "X02-26", order },
  ];
}

const dueOf = (trip: Journey, now: string, seen: Seen = nothingSeen, line: TrainLine = express): readonly Effect[] =>
  effectsDue(openView(line, trip.facts()), seen, now);
/** Channel and text of the messages of a kind. */
const messages = (effects: readonly Effect[], kind: string): readonly (readonly [string, string])[] =>
  effects.flatMap((one) => (one.to === "channel" && one.kind === kind ? [[one.channel, one.text] as const] : []));
const channels = (effects: readonly Effect[], kind: string): readonly string[] =>
  messages(effects, kind).map(([channel]) => channel);

describe("what people are told", () => {
  it("F42: each text has local time, zone and UTC, those of a target in its own zone", () => {
    expect(messages(dueOf(atClientA(), "2026-01-06T21:16:00Z"), "deployed")).toEqual([
      ["#rail", "X02-26: Test, Stage runs X02-26 · Mon 2026-01-05 12:20 Europe/Berlin (11:20 UTC)"].map((text, index) =>
        index === 0 ? text : `Late by 33 h 56 min, due Mon 2026-01-05 12:20 Europe/Berlin (11:20 UTC). ${text}`,
      ),
      ["#prod-client-a", "X02-26: Production, Client A runs X02-26 · Tue 2026-01-06 22:15 Europe/Berlin (21:15 UTC)"],
      ["#rail", "X02-26: Production, Client A runs X02-26 · Tue 2026-01-06 22:15 Europe/Berlin (21:15 UTC)"],
    ]);
  });

  it("R21 R20 R19: a problem goes to the target's channel and to change control, to its contact and to owners", () => {
    const trip = atClientA();
    const [opened] = trip.act("b", "2026-01-06T21:20:00Z", {
      act: "openProblem",
      train: TRAIN,
      summary: "errors at checkout",
      target: CLIENT_A,
      call: "https://call.example/1",
    });
    const effects = dueOf(trip, "2026-01-06T21:21:00Z", {
      ...nothingSeen,
      tickets: { [TRAIN]: "42" },
      owners: { packing: ["#packing", "b"] },
    });
    const text =
      "X02-26: problem, Production, Client A: errors at checkout. A rollback must be decided by " +
      "Tue 2026-01-06 23:45 Europe/Berlin (22:45 UTC). Call: https://call.example/1 · " +
      "Tue 2026-01-06 22:20 Europe/Berlin (21:20 UTC)";
    expect(messages(effects, "problem")).toEqual([
      ["#prod-client-a", text],
      ["#change-control", text],
      ["#rail", text],
      ["#packing", text],
    ]);
    const people = effects.flatMap((one) =>
      one.to === "person" && one.kind === "problem" ? [[one.person, one.where, one.ticket]] : [],
    );
    // At 22:20 nobody is at work: owners find it on the ticket, the customer's contact is reached all the same (R47).
    expect(people).toEqual([
      ["tam-a", "chat", "42"],
      ["a", "ticket", "42"],
      ["b", "ticket", "42"],
    ]);
    expect(new Set(effects.map(({ key }) => key)).size).toBe(effects.length);
    expect(effects.filter(({ key }) => key.startsWith(opened?.id ?? "none")).length).toBeGreaterThan(7);
  });

  it("R18 R21: what is decided answers the problem in its thread, and so does its end", () => {
    const trip = atClientA();
    const [opened] = trip.act("b", "2026-01-06T21:20:00Z", {
      act: "openProblem",
      train: TRAIN,
      summary: "errors",
      target: CLIENT_A,
    });
    const problem = opened?.type === "problemOpened" ? opened.problem : "";
    trip.act("a", "2026-01-06T21:30:00Z", {
      act: "decideProblem",
      train: TRAIN,
      problem,
      course: "rollForward",
      reason: "fix is ready",
    });
    trip.act("a", "2026-01-06T21:40:00Z", { act: "closeProblem", train: TRAIN, problem });
    const effects = dueOf(trip, "2026-01-06T21:41:00Z");
    for (const kind of ["decided", "problemClosed"]) {
      const answers = effects.flatMap((one) => (one.to === "channel" && one.kind === kind ? [one] : []));
      expect(answers.map(({ channel }) => channel)).toEqual(["#prod-client-a", "#change-control", "#rail"]);
      for (const { channel, replyTo } of answers) {
        const root = effects.find(({ key }) => key === replyTo);
        expect(root).toMatchObject({ kind: "problem", channel });
      }
    }
    expect(messages(effects, "decided")[0]?.[1]).toContain(
      "Conductor A decided to roll forward: fix is ready (errors)",
    );
  });

  it("R48 R54: each decision is one comment on the ticket and one log entry with its id; a hold gives it an owner", () => {
    const trip = atClientA();
    trip.act("a", "2026-01-06T21:20:00Z", {
      act: "hold",
      train: TRAIN,
      reason: "odd logs",
      owner: "b",
      note: "reading them",
      discretion: true,
    });
    const effects = dueOf(trip, "2026-01-06T21:21:00Z", { ...nothingSeen, tickets: { [TRAIN]: "42" } });
    const decided = effects.filter(({ kind }) => kind === "decision");
    const log = decided.flatMap((one) => (one.to === "log" ? [[one.by, one.text, one.ticket]] : []));
    expect(log).toEqual([
      ["Conductor A", "X02-26: cut with picking 1.0.0, packing 2.0.0", "42"],
      ["Conductor A", "X02-26: promote to Test, Stage: X02-26", "42"],
      ["Conductor A", "X02-26: Test, Stage passed", "42"],
      ["Conductor A", "X02-26: promote to Production, Client A: X02-26", "42"],
      ["Conductor A", "X02-26: held: odd logs. Conductor B has it: reading them", "42"],
    ]);
    const ticket = decided.flatMap((one) => (one.to === "ticket" ? [one] : []));
    expect(ticket.map(({ act }) => act)).toEqual(["comment", "comment", "comment", "comment", "assign"]);
    expect(ticket.at(-1)).toMatchObject({
      owner: "b",
      refs: { memory: { personId: "u-b" } },
      text: "X02-26: Conductor A: held: odd logs. Conductor B has it: reading them · Tue 2026-01-06 22:20 Europe/Berlin (21:20 UTC)",
    });
    expect(channels(effects, "held")).toEqual(["#rail"]);
  });

  it("R30: change control is told of problem, decision and rollback, under the target's own request", () => {
    const trip = atClientA();
    trip.act("a", "2026-01-06T21:00:00Z", {
      act: "linkChange",
      train: TRAIN,
      change: { request: "CHG-1", state: "approved" },
    });
    trip.act("a", "2026-01-06T21:00:00Z", {
      act: "linkChange",
      train: TRAIN,
      target: CLIENT_A,
      change: { request: "CHG-2", state: "approved" },
    });
    trip.act("b", "2026-01-06T21:20:00Z", { act: "openProblem", train: TRAIN, summary: "errors", target: CLIENT_A });
    trip.act("b", "2026-01-06T21:25:00Z", { act: "openProblem", train: TRAIN, summary: "everywhere" });
    const effects = dueOf(trip, "2026-01-06T21:26:00Z");
    expect(effects.flatMap((one) => (one.to === "changeControl" ? [one.request] : []))).toEqual([
      "CHG-2",
      "CHG-1",
      "CHG-2",
    ]);
  });

  it("R23: an extension says the time that is added, each time", () => {
    const trip = atClientA();
    for (const [until, at] of [
      ["2026-01-06T23:30:00Z", "2026-01-06T21:20:00Z"],
      ["2026-01-06T23:45:00Z", "2026-01-06T21:30:00Z"],
    ] as const) {
      trip.act("tam-a", at, { act: "approve", train: TRAIN, subject: { type: "extension", window: A_WINDOW, until } });
      trip.act("a", at, { act: "extend", window: A_WINDOW, until });
    }
    const told = messages(dueOf(trip, "2026-01-06T21:31:00Z"), "windowExtended").filter(
      ([channel]) => channel === "#prod-client-a",
    );
    expect(told.map(([, text]) => /extended by (\d+ min)/.exec(text)?.[1])).toEqual(["30 min", "15 min"]);
  });

  it("R17: a late rider is asked about with age and owner, and again each day while nobody answers", () => {
    const trip = atClientA();
    trip.act("c", "2026-01-06T09:00:00Z", {
      act: "requestLateRider",
      train: TRAIN,
      service: "packing",
      version: "2.1.0",
    });
    expect(messages(dueOf(trip, "2026-01-06T09:05:00Z"), "lateRider")).toMatchObject([
      [
        "#rail",
        expect.stringContaining(
          "packing 2.1.0 wants to board late, asked by Conductor C, owner Rail team. Take it or not",
        ),
      ],
    ]);
    const later = dueOf(trip, "2026-01-07T09:05:00Z").filter(({ kind }) => kind === "lateRider");
    expect(later.map(({ key }) => key)).toEqual([
      expect.stringContaining("/lateRider/team"),
      expect.stringContaining("/day-1/lateRider/team"),
    ]);
    expect(messages(later, "lateRider")[1]?.[1]).toContain("without an answer for 24 h");
    trip.act("a", "2026-01-07T09:10:00Z", {
      act: "refuseLateRider",
      train: TRAIN,
      rider: `${TRAIN}/late/1`,
      reason: "too late",
    });
    expect(dueOf(trip, "2026-01-08T09:05:00Z").filter(({ key }) => key.includes("day-"))).toEqual([]);
  });

  it("R54: who takes the train over gets its ticket with the note, and is told", () => {
    const trip = atClientA();
    trip.happens({
      id: "over",
      at: instant("2026-01-06T13:00:00Z"),
      by: { person: "b" },
      type: "handedOver",
      train: TRAIN,
      from: "a",
      to: "b",
      note: "client A is left",
    });
    const effects = dueOf(trip, "2026-01-06T13:01:00Z", { ...nothingSeen, tickets: { [TRAIN]: "42" } }).filter(
      ({ key }) => key.startsWith("over/"),
    );
    expect(effects.map(({ key }) => key)).toEqual([
      "over/handedOver/team",
      "over/handedOver/person:b",
      "over/decision/ticket",
      "over/decision/log",
    ]);
    expect(effects[2]).toMatchObject({ act: "assign", owner: "b", refs: { memory: { personId: "u-b" } } });
    expect(messages(effects, "handedOver")[0]?.[1]).toContain(
      "Conductor A hands over to Conductor B: client A is left",
    );
  });

  it("a channel that stands for several audiences hears of an occasion once", () => {
    const line = withPolicy({ channels: { team: "#prod-client-a", changeControl: "#prod-client-a" } });
    const trip = atClientA(line);
    trip.act("b", "2026-01-06T21:20:00Z", { act: "openProblem", train: TRAIN, summary: "errors" });
    expect(channels(dueOf(trip, "2026-01-06T21:21:00Z", nothingSeen, line), "problem")).toEqual(["#prod-client-a"]);
  });

  it("facts that change nothing are not told", () => {
    const trip = atClientA();
    const base = { at: instant("2026-01-06T21:20:00Z"), by: bot, train: TRAIN } as const;
    trip.happens(
      { ...base, id: "no-hold", type: "trainResumed" },
      { ...base, id: "no-problem", type: "problemClosed", problem: "none" },
      { ...base, id: "no-train", type: "trainArrived", train: "express/e1.99999" },
      { ...base, id: "again", type: "targetPassed", target: "test/stage" },
    );
    const effects = dueOf(trip, "2026-01-06T21:21:00Z");
    expect(effects.filter(({ key }) => /^(no-|again)/.test(key))).toEqual([]);
  });
});

describe("secondary windows", () => {
  it("begin and end for the team alone", () => {
    const line: TrainLine = {
      ...express,
      eras: express.eras.map((era) => ({
        ...era,
        windows: [
          ...era.windows,
          { kind: "secondary", stop: "prod", target: "client-a", day: 3, at: "22:00", length: "PT2H" },
        ],
      })),
    };
    const trip = journey(line);
    const window = `${TRAIN}/${CLIENT_A}/secondary`;
    trip.happens({ id: "s", at: instant("2026-01-08T21:00:00Z"), by: bot, type: "windowStarted", window });
    expect(channels(dueOf(trip, "2026-01-08T21:01:00Z", nothingSeen, line), "windowStarted")).toEqual(["#rail"]);
    expect(channels(dueOf(trip, "2026-01-08T20:01:00Z", nothingSeen, line), "reminder")).toEqual([]);
  });
});

describe("reminders", () => {
  it("each audience at its own times before the start; none once the window has begun", () => {
    const line = withPolicy({ reminders: { team: ["P10D", "PT1H"], target: ["PT3H"], changeControl: ["PT1H"] } });
    const at = (now: string): readonly string[] => channels(dueOf(journey(line), now, nothingSeen, line), "reminder");
    expect(at("2025-12-27T21:05:00Z")).toEqual(["#rail"]);
    expect(at("2026-01-06T18:05:00Z")).toEqual(["#prod-client-a"]);
    expect(at("2026-01-06T20:05:00Z")).toEqual(["#change-control", "#rail"]);
    // Dropped by default where the bot was down for longer than ten minutes.
    expect(at("2026-01-06T20:11:00Z")).toEqual([]);
    expect(at("2026-01-06T21:00:00Z")).toEqual([]);
  });

  it("a window that moves is told of, and reminded of anew", () => {
    const trip = journey(express);
    const first = dueOf(trip, "2026-01-06T20:05:00Z").filter(({ kind }) => kind === "reminder");
    trip.act("lead", "2026-01-06T20:06:00Z", {
      act: "moveWindow",
      window: A_WINDOW,
      start: "2026-01-06T22:00:00Z",
      end: "2026-01-07T00:00:00Z",
    });
    const moved = dueOf(trip, "2026-01-06T20:07:00Z");
    expect(moved.filter(({ kind }) => kind === "reminder")).toEqual([]);
    expect(messages(moved, "rescheduled")[0]).toEqual([
      "#prod-client-a",
      "X02-26: the window for Production, Client A has new times, Tue 2026-01-06 23:00 Europe/Berlin (22:00 UTC) to " +
        "Wed 2026-01-07 01:00 Europe/Berlin (00:00 UTC) · Tue 2026-01-06 21:06 Europe/Berlin (20:06 UTC)",
    ]);
    const second = dueOf(trip, "2026-01-06T21:01:00Z").filter(({ kind }) => kind === "reminder");
    expect(second).toHaveLength(2);
    expect(second.map(({ key }) => key)).not.toEqual(first.map(({ key }) => key));
  });

  it("R7 customers hear of new times once somebody has reviewed them, and once", () => {
    const line: TrainLine = { ...express, review: "required" };
    const trip = journey(line);
    const times = { window: A_WINDOW, start: "2026-01-06T22:00:00Z", end: "2026-01-07T00:00:00Z" };
    trip.act("lead", "2026-01-06T20:06:00Z", { act: "moveWindow", ...times });
    const told = (now: string) => messages(dueOf(trip, now, nothingSeen, line), "rescheduled");
    const [before, ...more] = told("2026-01-06T20:07:00Z");
    expect(more).toEqual([]);
    expect(before).toEqual(["#rail", expect.stringContaining("Nobody has reviewed them yet")]);
    trip.act("lead", "2026-01-06T20:30:00Z", { act: "reviewWindow", window: A_WINDOW });
    const after = told("2026-01-06T20:31:00Z");
    expect(after.map(([channel]) => channel)).toEqual(["#rail", "#prod-client-a"]);
    expect(after[1]?.[1]).toContain("has new times, Tue 2026-01-06 23:00 Europe/Berlin");
    expect(after[1]?.[1]).not.toContain("Late");
  });

  it("R7 customers do not hear that a window begins, or is over, which nobody has reviewed", () => {
    const line: TrainLine = { ...express, review: "required" };
    const trip = journey(line);
    trip.happens({ id: "s", at: instant("2026-01-06T21:00:00Z"), by: bot, type: "windowStarted", window: A_WINDOW });
    const end = { type: "windowCompleted", window: A_WINDOW, how: "us" } as const;
    expect(channels(dueOf(trip, "2026-01-06T21:01:00Z", nothingSeen, line), "windowStarted")).toEqual(["#rail"]);
    trip.happens({ id: "c", at: instant("2026-01-06T23:00:00Z"), by: bot, ...end });
    expect(channels(dueOf(trip, "2026-01-06T23:01:00Z", nothingSeen, line), "windowCompleted")).toEqual(["#rail"]);
  });

  it("customers are not told of a window that nobody has reviewed; a cancelled or skipped one is no one's", () => {
    const line: TrainLine = { ...express, review: "required" };
    expect(channels(dueOf(journey(line), "2026-01-06T20:05:00Z", nothingSeen, line), "reminder")).toEqual(["#rail"]);
    const cancelled = journey(express);
    cancelled.act("lead", "2026-01-06T20:00:00Z", { act: "cancelWindow", window: A_WINDOW, reason: "not needed" });
    const effects = dueOf(cancelled, "2026-01-06T20:05:00Z");
    expect(channels(effects, "reminder")).toEqual([]);
    expect(channels(effects, "windowCancelled")).toEqual(["#prod-client-a", "#rail"]);
  });
});

describe("catching up after the bot was down", () => {
  const trip = atClientA();
  it("late: the text says when it was due", () => {
    expect(messages(dueOf(trip, "2026-01-06T22:15:00Z"), "windowStarted")[0]).toEqual([
      "#prod-client-a",
      "Late by 1 h 15 min, due Tue 2026-01-06 22:00 Europe/Berlin (21:00 UTC). X02-26: the window for Production, " +
        "Client A has begun · Tue 2026-01-06 22:00 Europe/Berlin (21:00 UTC)",
    ]);
  });

  it("missed: one line says that it was; drop: nothing; within: as if nothing had been", () => {
    const of = (policy: "missed" | "drop", within?: string): readonly string[] => {
      const line = withPolicy({ catchUp: { windowStarted: { policy, ...(within !== undefined && { within }) } } });
      return messages(dueOf(trip, "2026-01-06T22:15:00Z", nothingSeen, line), "windowStarted").map(([, text]) => text);
    };
    expect(of("missed")[0]).toMatch(
      /^Missed, due Tue 2026-01-06 22:00 Europe\/Berlin \(21:00 UTC\): X02-26: the window/,
    );
    expect(of("drop")).toEqual([]);
    expect(of("drop", "PT2H")[0]).toMatch(/^X02-26: the window/);
  });

  it("what is older than 48 hours is not said, but a deploy that nobody started is still looked after", () => {
    const started = journey(express);
    started.act("a", "2026-01-05T09:30:00Z", { act: "cut", train: TRAIN });
    started.act("a", "2026-01-05T11:10:00Z", { act: "promote", train: TRAIN, to: "test" });
    const effects = dueOf(started, "2026-01-08T12:00:00Z").filter(({ train }) => train === TRAIN);
    expect(effects.map(({ key, to }) => [to, key])).toEqual([["runner", `${TRAIN}/test/stage/promote/1`]]);
  });
});

describe("what time brings", () => {
  it("R29: a decision about a rollback is asked for before its deadline, and not once it is made", () => {
    const trip = atClientA();
    trip.act("b", "2026-01-06T21:20:00Z", { act: "openProblem", train: TRAIN, summary: "errors", target: CLIENT_A });
    expect(channels(dueOf(trip, "2026-01-06T22:34:00Z"), "decisionDue")).toEqual([]);
    expect(messages(dueOf(trip, "2026-01-06T22:36:00Z"), "decisionDue")).toEqual([
      [
        "#rail",
        "X02-26: decide by Tue 2026-01-06 23:45 Europe/Berlin (22:45 UTC) what is done about: errors. A rollback takes " +
          "15 min and would end too late after that · Tue 2026-01-06 23:35 Europe/Berlin (22:35 UTC)",
      ],
    ]);
    trip.act("a", "2026-01-06T22:37:00Z", {
      act: "decideProblem",
      train: TRAIN,
      problem: `${TRAIN}/problem/1`,
      course: "goOn",
      reason: "harmless",
    });
    expect(channels(dueOf(trip, "2026-01-06T22:38:00Z"), "decisionDue")).toEqual([]);
  });

  it("R11: without a required person the team is told, and they and the lead are called", () => {
    const line = withPolicy({ stakeholders: [{ person: "tam-a", required: true, scope: ["prod/client-a"] }] });
    const trip = journey(line);
    trip.happens({ id: "s", at: instant("2026-01-06T21:00:00Z"), by: bot, type: "windowStarted", window: A_WINDOW });
    const at = (now: string): readonly Effect[] =>
      dueOf(trip, now, nothingSeen, line).filter((one) => one.kind === "stakeholderMissing" || one.kind === "page");
    expect(at("2026-01-06T21:04:00Z")).toEqual([]);
    expect(at("2026-01-06T21:05:00Z").map((one) => (one.to === "person" ? one.person : one.to))).toEqual([
      "channel",
      "tam-a",
      "lead",
      "pager",
    ]);
    trip.act("tam-a", "2026-01-06T21:06:00Z", { act: "join", window: A_WINDOW });
    expect(at("2026-01-06T21:07:00Z")).toMatchObject([{ to: "pager", act: "close" }]);
  });

  it("a window that nobody claims in time may be used by others", () => {
    const line = withPolicy({ noShowAfter: "PT20M" });
    const trip = journey(line);
    expect(channels(dueOf(trip, "2026-01-06T21:19:00Z", nothingSeen, line), "windowFree")).toEqual([]);
    expect(channels(dueOf(trip, "2026-01-06T21:20:00Z", nothingSeen, line), "windowFree")).toEqual(["#rail"]);
    trip.act("a", "2026-01-06T21:21:00Z", { act: "claim", window: A_WINDOW });
    expect(channels(dueOf(trip, "2026-01-06T21:22:00Z", nothingSeen, line), "windowFree")).toEqual([]);
  });

  it("R13: an announcement that others owe is missed only where somebody looked", () => {
    const line = withPolicy({
      expects: [{ id: "closed", text: "{number} for {target} is closed", after: "windowCompleted", within: "PT10M" }],
    });
    const trip = atClientA(line);
    trip.happens({
      id: "a/done",
      at: instant("2026-01-06T22:00:00Z"),
      by: bot,
      type: "windowCompleted",
      window: A_WINDOW,
      how: "us",
    });
    const now = "2026-01-06T22:10:00Z";
    const [awaited] = awaitedAnnouncements(openView(line, trip.facts()), now);
    expect(awaited).toMatchObject({ channel: "#prod-client-a", text: "X02-26 for Client A is closed", until: now });
    const key = awaited?.key ?? "";
    const missing = (seen: Seen["announcements"]): readonly string[] =>
      channels(dueOf(trip, now, { ...nothingSeen, announcements: seen }, line), "announcementMissing");
    expect(missing({ [key]: "missing" })).toEqual(["#rail"]);
    expect(missing({ [key]: "found" })).toEqual([]);
    expect(missing({})).toEqual([]);
  });
});

describe("F89 R24: people are called to a problem", () => {
  const trip = atClientA();
  trip.act("b", "2026-01-06T21:20:00Z", { act: "openProblem", train: TRAIN, summary: "errors", target: CLIENT_A });
  const problem = `${TRAIN}/problem/1`;
  const alert = pageKey(TRAIN, problem);
  const pages = (now: string, status?: string, facts: Journey = trip): readonly Effect[] =>
    dueOf(facts, now, status === undefined ? nothingSeen : { ...nothingSeen, alerts: { [alert]: { status } } }).filter(
      ({ to }) => to === "pager",
    );
  const called = (effects: readonly Effect[]): readonly string[] =>
    effects.flatMap((one) => (one.to === "pager" && one.act === "addResponder" ? [one.person] : []));

  it("the line's on-call and the conductor first", () => {
    expect(pages("2026-01-06T21:21:00Z")).toMatchObject([
      { act: "page", alert: problem, key: problem, call: [express.refs, { memory: { personId: "u-a" } }] },
    ]);
  });

  it("the backup after ten minutes without an answer, the lead after twenty, and nobody once somebody answers", () => {
    expect(called(pages("2026-01-06T21:29:00Z", "open"))).toEqual([]);
    const backup = called(pages("2026-01-06T21:30:00Z", "open"));
    expect(backup).toHaveLength(1);
    expect(backup).not.toContain("a");
    expect(called(pages("2026-01-06T21:40:00Z", "open"))).toEqual([...backup, "lead"]);
    expect(called(pages("2026-01-06T21:40:00Z", "acknowledged"))).toEqual([]);
    expect(called(pages("2026-01-06T21:40:00Z"))).toEqual([]);
  });

  it("F88: who covers the conductor, and who is backup by now", () => {
    const covered = journey(express, ...trip.facts());
    const cover = { cover: "cover-1", train: TRAIN, at: instant("2026-01-06T12:00:00Z") } as const;
    const span = { start: instant("2026-01-06T12:00:00Z"), end: instant("2026-01-07T12:00:00Z") };
    covered.happens(
      { ...cover, ...span, id: "c1", type: "coverRequested", by: { person: "a" }, duties: ["promote"], for: "a" },
      { ...cover, id: "c2", type: "coverAccepted", by: { person: "lead" } },
    );
    expect(pages("2026-01-06T21:21:00Z", undefined, covered)).toMatchObject([
      { act: "page", call: [express.refs, { memory: { personId: "u-lead" } }] },
    ]);
  });

  it("the alert hears what is decided, and is closed with the problem", () => {
    const over = journey(express, ...trip.facts());
    over.act("a", "2026-01-06T21:30:00Z", {
      act: "decideProblem",
      train: TRAIN,
      problem,
      course: "goOn",
      reason: "harmless",
    });
    over.act("a", "2026-01-06T21:35:00Z", { act: "closeProblem", train: TRAIN, problem });
    expect(pages("2026-01-06T21:36:00Z", "open", over).map((one) => (one.to === "pager" ? one.act : ""))).toEqual([
      "note",
      "close",
    ]);
  });
});

describe("when something will be called for", () => {
  it("further calls, the reminder of a decision, and the next day of a late rider", () => {
    const trip = atClientA();
    trip.act("c", "2026-01-06T09:00:00Z", {
      act: "requestLateRider",
      train: TRAIN,
      service: "packing",
      version: "2.1.0",
    });
    trip.act("b", "2026-01-06T21:20:00Z", { act: "openProblem", train: TRAIN, summary: "errors", target: CLIENT_A });
    const at = (now: string): readonly string[] =>
      openOccasions(openView(express, trip.facts()), instant(now)).toSorted();
    expect(at("2026-01-06T21:21:00Z")).toEqual([
      "2026-01-06T21:30:00Z",
      "2026-01-06T21:40:00Z",
      "2026-01-06T22:35:00Z",
      "2026-01-07T09:00:00Z",
    ]);
    expect(at("2026-01-07T09:00:00Z")).toEqual(["2026-01-08T09:00:00Z"]);
  });
});

describe("deploys", () => {
  it("an order is due until a run of it is seen, and the second on a target waits for the first", () => {
    const trip = journey(express);
    trip.act("a", "2026-01-05T09:30:00Z", { act: "cut", train: TRAIN });
    trip.act("a", "2026-01-05T11:10:00Z", { act: "promote", train: TRAIN, to: "test" });
    const due = (): readonly string[] =>
      dueOf(trip, "2026-01-05T11:30:00Z").flatMap((one) => (one.to === "runner" ? [one.order.id] : []));
    expect(due()).toEqual([`${TRAIN}/test/stage/promote/1`]);
    const base = { at: instant("2026-01-05T11:20:00Z"), by: bot, train: TRAIN } as const;
    const back = {
      id: "back",
      type: "deployOrdered",
      kind: "rollback",
      target: "test/stage",
      version: "X01-26",
      services: {},
    } as const;
    trip.happens({ ...base, ...back });
    expect(due()).toEqual([`${TRAIN}/test/stage/promote/1`]);
    trip.happens({
      ...base,
      id: "s",
      type: "deployStarted",
      order: `${TRAIN}/test/stage/promote/1`,
      run: "1",
      attempt: 1,
    });
    expect(due()).toEqual([]);
    trip.happens({
      ...base,
      id: "f",
      type: "deployFinished",
      order: `${TRAIN}/test/stage/promote/1`,
      attempt: 1,
      outcome: "failed",
    });
    expect(due()).toEqual(["back"]);
  });
});

describe("keys", () => {
  it("are what ports take, whatever ids facts carry", () => {
    const trip = atClientA();
    trip.happens({
      id: "a fact, with ümlauts",
      at: instant("2026-01-06T21:20:00Z"),
      by: bot,
      type: "targetPassed",
      train: TRAIN,
      target: CLIENT_A,
    });
    const effects = dueOf(trip, "2026-01-06T21:21:00Z");
    expect(channels(effects, "passed")).toEqual(["#rail", "#rail"]);
    for (const { key } of effects) expect(key).toMatch(/^[A-Za-z0-9_.:/#-]{1,300}$/);
    expect(STAGE_WINDOW).toBe(`${TRAIN}/test/stage/primary`);
  });
});
