import { span, timetable, type TrainLine } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { windowZone } from "../src/moves/window-zone.ts";
import { byHand, conducted, type Conducted, express, PROD_WINDOW, TEST_WINDOW, TRAIN } from "./support/conducted.ts";

const CUT = "2026-11-23T09:00:00Z";
const OPEN = "2026-11-23T11:05:00Z";
const DEPLOYED = "2026-11-23T11:15:00Z";
const SOAKED = "2026-11-23T11:40:00Z";

type Step = readonly [at: string, ...argv: string[]];

const cut: Step = [CUT, "cut", TRAIN, "--as", "a"];
const promoted: readonly Step[] = [
  cut,
  [OPEN, "promote", TRAIN, "test/stage", "--as", "a"],
  ["2026-11-23T11:06:00Z", "tick"],
];
const soaking: readonly Step[] = [...promoted, [DEPLOYED, "tick"]];
const passed: readonly Step[] = [...soaking, [SOAKED, "pass", TRAIN, "test", "--as", "a"]];
const problem: Step = [OPEN, "problem", "open", TRAIN, "--summary", "Errors in picking", "--as", "b"];
const hold: Step = [
  OPEN,
  "hold",
  TRAIN,
  "--reason",
  "Picking is slow",
  "--note",
  "Search looks",
  "--discretion",
  "--as",
  "a",
];
const blocker: Step = [
  OPEN,
  "blocker",
  "add",
  TRAIN,
  "--title",
  "Slow index",
  "--owner",
  "search",
  "--note",
  "We look",
  "--as",
  "a",
];
const late: Step = [OPEN, "rider", "late", TRAIN, "picking", "1.1.0", "--reversible", "slow", "--as", "tam-a"];
const exception: Step = [
  OPEN,
  "exception",
  "request",
  TRAIN,
  "year-end",
  "--expires",
  "2026-12-20",
  "--reason",
  "Security fix",
  "--as",
  "a",
];
const guest: Step = [
  OPEN,
  "guest",
  "request",
  "index",
  PROD_WINDOW,
  "--name",
  "Index",
  "--length",
  "PT30M",
  "--owner",
  "search",
  "--change",
  "CHG-17",
  "--as",
  "tam-a",
];
const approval: Step = [
  OPEN,
  "approve",
  "extension",
  TEST_WINDOW,
  "--until",
  "2026-11-23T16:00:00Z",
  "--as-client",
  "Operations",
  "--as",
  "b",
];

/** Runs what comes before, all of which must succeed. */
async function after(steps: readonly Step[], here: Conducted = conducted()): Promise<Conducted> {
  for (const [at, ...argv] of steps) {
    const ran = await here.at(at, ...argv);
    if (ran.exit !== 0) throw new Error(`${argv.join(" ")}: ${ran.err}`);
  }
  return here;
}

type Happy = readonly [name: string, before: readonly Step[], step: Step, said: string, ...types: string[]];

const happy: readonly Happy[] = [
  [
    "R8 rider board",
    [],
    [CUT, "rider", "board", TRAIN, "picking", "1.1.0", "--as", "a"],
    "picking 1.1.0 rides",
    "riderBoarded",
  ],
  ["rider leave", [], [CUT, "rider", "leave", TRAIN, "picking", "--as", "a"], "does not ride", "riderLeft"],
  ["R17 rider late", [cut], late, `${TRAIN}/late/1: picking 1.1.0`, "lateRiderRequested"],
  [
    "rider accept",
    [cut, late],
    [OPEN, "rider", "accept", `${TRAIN}/late/1`, "--as", "a"],
    "is accepted",
    "lateRiderAccepted",
  ],
  [
    "rider refuse",
    [cut, late],
    [OPEN, "rider", "refuse", `${TRAIN}/late/1`, "--as", "a"],
    "is refused",
    "lateRiderRefused",
  ],
  ["cut", [], cut, "is cut with picking 1.0.0", "trainCut"],
  [
    "promote",
    [cut],
    [OPEN, "promote", TRAIN, "test", "--as", "a"],
    "/test/stage/promote/1: test/stage gets X48-26",
    "deployOrdered",
  ],
  [
    "R16 promote --service",
    [cut],
    [OPEN, "promote", TRAIN, "test", "--service", "picking", "--as", "a"],
    "test/stage",
    "deployOrdered",
  ],
  [
    "stop-deploy",
    promoted,
    [OPEN, "stop-deploy", `${TRAIN}/test/stage/promote/1`, "--as", "a"],
    "is to stop",
    "deployStopAsked",
  ],
  ["pass", soaking, [SOAKED, "pass", TRAIN, "test", "--as", "a"], "passed test/stage", "targetPassed"],
  [
    "skip",
    [cut],
    [OPEN, "skip", TRAIN, "prod/client-a", "--reason", "Asked for", "--as", "a"],
    "skips prod/client-a",
    "targetSkipped",
  ],
  [
    "R27 rollback",
    soaking,
    [SOAKED, "rollback", TRAIN, "--reason", "Errors", "--as", "a"],
    "! going back takes",
    "deployOrdered",
  ],
  [
    "rollback --stop-running",
    promoted,
    ["2026-11-23T11:07:00Z", "rollback", TRAIN, "--at", "test", "--stop-running", "--reason", "Errors", "--as", "a"],
    "gets X00-26 again",
    "deployStopAsked",
    "deployOrdered",
  ],
  ["R54 hold", [cut], hold, "Picking is slow; Conductor A (a) must act", "trainHeld"],
  ["resume", [cut, hold], [OPEN, "resume", TRAIN, "--as", "a"], "goes on", "trainResumed"],
  [
    "resume --overrule",
    [cut, blocker],
    [OPEN, "resume", TRAIN, "--overrule", `${TRAIN}/blocker/1`, "--as", "a"],
    "goes on",
    "trainResumed",
  ],
  ["R18 problem open", [cut], problem, `${TRAIN}/problem/1: Errors in picking`, "problemOpened"],
  [
    "R18 problem decide",
    [cut, problem],
    [OPEN, "problem", "decide", `${TRAIN}/problem/1`, "goOn", "--reason", "Was nothing", "--as", "a"],
    "goOn",
    "problemDecided",
  ],
  [
    "problem close",
    [cut, problem, [OPEN, "problem", "decide", `${TRAIN}/problem/1`, "goOn", "--reason", "Was nothing", "--as", "a"]],
    [OPEN, "problem", "close", `${TRAIN}/problem/1`, "--as", "a"],
    "is over",
    "problemClosed",
  ],
  ["blocker add", [cut], blocker, "Slow index; search owns it", "blockerAdded"],
  [
    "blocker update",
    [cut, blocker],
    [OPEN, "blocker", "update", `${TRAIN}/blocker/1`, "--note", "Better", "--update-by", "2026-11-24", "--as", "b"],
    "Better; more is said by Tue 2026-11-24 00:00 Europe/Berlin (Mon 2026-11-23 23:00 UTC)",
    "blockerUpdated",
  ],
  [
    "blocker resolve",
    [cut, blocker],
    [OPEN, "blocker", "resolve", `${TRAIN}/blocker/1`, "--as", "a"],
    "is resolved",
    "blockerResolved",
  ],
  [
    "clear-version",
    [
      ...soaking,
      [SOAKED, "rollback", TRAIN, "--reason", "Errors", "--as", "a"],
      ["2026-11-23T11:41:00Z", "tick"],
      ["2026-11-23T11:50:00Z", "tick"],
    ],
    ["2026-11-23T11:51:00Z", "clear-version", TRAIN, "--reason", "It was the network", "--as", "a"],
    "may be promoted again",
    "versionCleared",
  ],
  ["cancel", [], [CUT, "cancel", TRAIN, "--reason", "Nothing rides", "--as", "lead"], "is cancelled", "trainCancelled"],
  ["abandon", [cut], [CUT, "abandon", TRAIN, "--reason", "Derailed", "--as", "lead"], "is abandoned", "trainAbandoned"],
  [
    "arrive",
    [
      ...passed,
      ["2026-11-23T11:41:00Z", "tick"],
      ["2026-11-23T11:42:00Z", "skip", TRAIN, "prod/client-a", "--reason", "No", "--as", "a"],
    ],
    ["2026-11-25T12:00:00Z", "arrive", TRAIN, "--as", "lead"],
    "has arrived",
    "trainArrived",
  ],
  [
    "R23 approve extension",
    [cut],
    approval,
    `${TRAIN}/approval/1: ${TEST_WINDOW} may last until Mon 2026-11-23 17:00`,
    "approvalGiven",
  ],
  [
    "approve skip",
    [cut],
    [OPEN, "approve", "skip", TRAIN, "prod/client-a", "--as", "tam-a"],
    "may be skipped",
    "approvalGiven",
  ],
  [
    "R23 extend",
    [cut, approval],
    [OPEN, "extend", TEST_WINDOW, "--by", "PT30M", "--as", "a"],
    "until Mon 2026-11-23 16:30",
    "windowExtended",
  ],
  [
    "extend --until",
    [cut, approval],
    [OPEN, "extend", TEST_WINDOW, "--until", "2026-11-23T16:00:00Z", "--approval", `${TRAIN}/approval/1`, "--as", "a"],
    "until Mon 2026-11-23 17:00",
    "windowExtended",
  ],
  ["exception request", [cut], exception, `${TRAIN}/exception/1: prod in year-end`, "exceptionRequested"],
  [
    "exception approve",
    [cut, exception],
    [OPEN, "exception", "approve", `${TRAIN}/exception/1`, "--as", "lead"],
    "approved",
    "exceptionApproved",
  ],
  [
    "exception refuse",
    [cut, exception],
    [OPEN, "exception", "refuse", `${TRAIN}/exception/1`, "--as", "lead"],
    "refused",
    "exceptionRefused",
  ],
  [
    "R2 change link",
    [],
    [CUT, "change", "link", TRAIN, "--request", "CHG-1", "--state", "approved", "--as", "a"],
    "CHG-1, approved",
    "changeLinked",
  ],
  [
    "change link --exception",
    [],
    [CUT, "change", "link", TRAIN, "--exception", "emergency", "--as", "a"],
    "emergency",
    "changeLinked",
  ],
  [
    "window complete",
    passed,
    [SOAKED, "window", "complete", TEST_WINDOW, "--as", "a"],
    "is completed",
    "windowCompleted",
  ],
  [
    "window cancel",
    [],
    [CUT, "window", "cancel", PROD_WINDOW, "--reason", "Client asks", "--as", "a"],
    "is cancelled",
    "windowCancelled",
  ],
  [
    "window move",
    [],
    [
      CUT,
      "window",
      "move",
      PROD_WINDOW,
      "--start",
      "2026-11-25T21:00:00Z",
      "--end",
      "2026-11-25T23:00:00Z",
      "--as",
      "a",
    ],
    "begins Wed 2026-11-25 22:00 Europe/Berlin (21:00 UTC)",
    "windowMoved",
  ],
  [
    "window reopen",
    [...passed, [SOAKED, "window", "complete", TEST_WINDOW, "--as", "a"]],
    ["2026-11-23T11:50:00Z", "window", "reopen", TEST_WINDOW, "--length", "PT30M", "--as", "a"],
    `${TEST_WINDOW}/again/1`,
    "windowReopened",
  ],
  ["window claim", [cut], [OPEN, "window", "claim", TEST_WINDOW, "--as", "a"], "is claimed", "windowClaimed"],
  [
    "R11 window join",
    [cut],
    [OPEN, "window", "join", TEST_WINDOW, "--as", "tam-a"],
    "Contact of client A (tam-a) is there",
    "joined",
  ],
  [
    "R11 window join --person",
    [cut],
    [OPEN, "window", "join", TEST_WINDOW, "--person", "b", "--as", "lead"],
    "(b) is there",
    "joined",
  ],
  ["R37 guest request", [cut], guest, "index asks to use", "guestRequested"],
  ["guest accept", [cut, guest], [OPEN, "guest", "accept", "index", "--as", "a"], "index is accepted", "guestAccepted"],
  ["guest refuse", [cut, guest], [OPEN, "guest", "refuse", "index", "--as", "a"], "index is refused", "guestRefused"],
  [
    "guest done",
    [cut, guest, [OPEN, "guest", "accept", "index", "--as", "a"]],
    ["2026-11-24T21:30:00Z", "guest", "done", "index", "--as", "tam-a"],
    "index has finished",
    "guestDone",
  ],
];

describe("what moves a train or a window", () => {
  test.each(happy.map(([name, before, step, said, ...types]) => ({ name, before, step, said, types })))(
    "$name records what it says, and twice is as once",
    async ({ before, step: [at, ...argv], said, types }) => {
      const here = await after(before);
      const known = (await here.journal.facts("express")).length;
      const ran = await here.at(at, ...argv);
      expect([ran.exit, ran.err]).toEqual([0, ""]);
      expect(ran.out).toContain("Recorded: ");
      expect(ran.out).toContain(said);
      const facts = await here.journal.facts("express");
      expect(facts.slice(known).map(({ type }) => type)).toEqual(types);
      const again = await here.at(at, ...argv, "--json");
      expect(again.exit).toBe(0);
      const { already, recorded } = again.json();
      expect([already, recorded?.at(-1)?.["type"]]).toEqual([true, types.at(-1)]);
      expect(await here.journal.facts("express")).toEqual(facts);
    },
  );

  test("with --json the document holds the facts, and nothing else is on stdout", async () => {
    const here = await after([cut]);
    const ran = await here.at(OPEN, "promote", TRAIN, "test", "--as", "a", "--reason", "All well", "--json");
    expect(ran.json()).toMatchObject({
      already: false,
      recorded: [
        { type: "deployOrdered", target: "test/stage", version: "X48-26", by: { person: "a" }, reason: "All well" },
      ],
    });
  });
});

/** The line with its client in another zone than its own. */
const abroad: TrainLine = {
  ...express(),
  stops: express().stops.map((stop) =>
    stop.id === "prod"
      ? { ...stop, targets: stop.targets.map((target) => ({ ...target, zone: "America/New_York" })) }
      : stop,
  ),
};

describe("a moment without an offset", () => {
  const flags = (start: string, end: string) => ["--start", start, "--end", end];
  const move = (start: string, end: string) => ["window", "move", PROD_WINDOW, "--as", "a", ...flags(start, end)];

  test("is by the clock of the window's zone, and what it was understood as is printed", async () => {
    const ran = await conducted(abroad).at(CUT, ...move("2026-11-25T21:00", "2026-11-26T04:00:00Z"));
    expect([ran.exit, ran.err]).toEqual([0, ""]);
    expect(ran.out).toContain("begins Wed 2026-11-25 21:00 America/New_York (Thu 2026-11-26 02:00 UTC)");
    expect(ran.out).toContain("ends Wed 2026-11-25 23:00 America/New_York (Thu 2026-11-26 04:00 UTC)");
  });

  test("is by the line's clock where it is of no window", async () => {
    const here = await after([cut], conducted(abroad));
    const ran = await here.at(OPEN, "status", "--at", "2026-11-23T12:05", "--json");
    expect(ran.json()).toMatchObject({ at: OPEN });
  });

  test.each([
    ["skip this time in America/New_York", "2027-03-14T02:30", "2027-03-14T06:30:00Z or 2027-03-14T07:30:00Z"],
    ["show this time twice in America/New_York", "2027-11-07T01:30", "2027-11-07T05:30:00Z or 2027-11-07T06:30:00Z"],
  ])("is refused where clocks %s", async (why, start, choices) => {
    const here = conducted(abroad);
    const ran = await here.at(CUT, ...move(start, "2027-11-08T00:00:00Z"));
    expect(ran.exit).toBe(1);
    for (const part of ["--start: clocks", why, `write ${choices}`]) expect(ran.err).toContain(part);
    expect(await here.journal.facts("express")).toEqual([]);
  });
});

describe("the zone of a window", () => {
  const reserved = { kind: "reserved", id: "fix", name: "Fixes", day: 2, at: "10:00", length: "PT1H" } as const;
  const oneOff = { id: "move", name: "Move", stop: "prod", target: "client-a", date: "2026-12-01", at: "10:00" };
  const mixed: TrainLine = {
    ...abroad,
    oneOffWindows: [
      { ...oneOff, length: "PT1H" },
      { ...oneOff, id: "late", length: "PT1H", zone: "Asia/Tokyo" },
    ],
    eras: abroad.eras.map((era) => ({
      ...era,
      windows: [
        ...era.windows,
        { kind: "secondary", stop: "prod", day: 2, at: "22:00", length: "PT2H", zone: "Asia/Tokyo" },
        { ...reserved, zone: "Asia/Dubai" },
        { ...reserved, id: "plain" },
      ],
    })),
  };

  test("is that which the timetable has", () => {
    const { windows } = timetable(mixed, [], span("2026-11-23T00:00:00Z", "P2W"));
    const zones = new Map(windows.map(({ id, zone }) => [id, zone]));
    expect(new Set(zones.values()).size).toBe(4);
    for (const [id, zone] of zones) expect([id, windowZone(mixed, id)]).toEqual([id, zone]);
    expect(windowZone(mixed, `${PROD_WINDOW}/again/1`)).toBe("America/New_York");
    expect(windowZone(mixed, "nothing of the line")).toBe("Europe/Berlin");
  });
});

type Refused = readonly [name: string, before: readonly Step[], step: Step, why: string, code?: string];

const refused: readonly Refused[] = [
  ["no author", [], [CUT, "cut", TRAIN], "--as: what is recorded needs an author", "invalid_input"],
  ["an unknown author", [], [CUT, "cut", TRAIN, "--as", "leed"], "did you mean lead?", "invalid_input"],
  ["R32 who may not", [], [CUT, "cut", TRAIN, "--as", "tam-a"], "may not cause trainCut", "forbidden"],
  ["an unknown train", [], [CUT, "cut", "express/e9.1", "--as", "lead"], "e9.1", "not_found"],
  [
    "F94 a closed gate, with every reason",
    [cut, hold],
    [OPEN, "promote", TRAIN, "prod", "--as", "a"],
    "previous_stop: ",
  ],
  [
    "a promotion from another version",
    [cut, [OPEN, "tick"]],
    [OPEN, "promote", TRAIN, "test", "--from", "X47-26", "--as", "a"],
    "runs",
    "conflict",
  ],
  [
    "a pass before the soak is over",
    soaking,
    [DEPLOYED, "pass", TRAIN, "test", "--as", "a"],
    "is watched until",
    "conflict",
  ],
  [
    "a rollback without a reason",
    soaking,
    [SOAKED, "rollback", TRAIN, "--as", "a"],
    "--reason: it is missing",
    "invalid_input",
  ],
  [
    "a rollback into a running deploy",
    promoted,
    ["2026-11-23T11:07:00Z", "rollback", TRAIN, "--reason", "Errors", "--as", "a"],
    "wait for it, or say --stop-running to stop it",
  ],
  ["a skip without a reason", [cut], [OPEN, "skip", TRAIN, "prod/client-a", "--as", "a"], "--reason: it is missing"],
  [
    "a skip of what is no target",
    [cut],
    [OPEN, "skip", TRAIN, "prod/client-x", "--reason", "No", "--as", "a"],
    "prod/client-x",
  ],
  ["R54 a hold without a note", [cut], [OPEN, "hold", TRAIN, "--reason", "Slow", "--as", "a"], "--note: it is missing"],
  [
    "a hold without a ground",
    [cut],
    hold.filter((word) => word !== "--discretion") as unknown as Step,
    "(footplate blocker add), or hold it at discretion (--discretion)",
    "invalid_input",
  ],
  ["a resume over an open blocker", [cut, blocker], [OPEN, "resume", TRAIN, "--as", "a"], "are open", "conflict"],
  [
    "a blocker without an owner",
    [cut],
    [OPEN, "blocker", "add", TRAIN, "--title", "Slow", "--note", "We look", "--as", "a"],
    "--owner: it is missing",
  ],
  [
    "an id without its train",
    [cut],
    [OPEN, "blocker", "resolve", "slow", "--as", "a"],
    "--train: slow does not say its train",
  ],
  [
    "an unknown course",
    [cut, problem],
    [OPEN, "problem", "decide", `${TRAIN}/problem/1`, "rolback", "--reason", "x", "--as", "a"],
    "did you mean rollback?",
  ],
  [
    "a problem closed undecided",
    [cut, problem],
    [OPEN, "problem", "close", `${TRAIN}/problem/1`, "--as", "a"],
    "nobody has decided",
    "conflict",
  ],
  [
    "R23 an extension that nobody approved",
    [cut],
    [OPEN, "extend", TEST_WINDOW, "--by", "PT30M", "--as", "a"],
    "nobody has approved",
    "forbidden",
  ],
  [
    "an extension without an end",
    [cut],
    [OPEN, "extend", TEST_WINDOW, "--as", "a"],
    "one of --by and --until is needed",
  ],
  [
    "an extension with two ends",
    [cut],
    [OPEN, "extend", TEST_WINDOW, "--by", "PT1H", "--until", "2026-11-24", "--as", "a"],
    "one of --by and --until is needed",
  ],
  [
    "R23 an approval that nobody gave",
    [cut],
    [OPEN, "approve", "extension", TEST_WINDOW, "--until", "2026-11-24", "--as", "a"],
    "is not the contact",
    "forbidden",
  ],
  [
    "an approval until no moment",
    [cut],
    [OPEN, "approve", "extension", TEST_WINDOW, "--until", "noon", "--as", "a"],
    "--until: it is no moment",
  ],
  [
    "R22 a window with an open problem",
    [...passed, problem],
    [SOAKED, "window", "complete", TEST_WINDOW, "--as", "a"],
    "Errors in picking",
    "conflict",
  ],
  [
    "a window cancelled without a reason",
    [],
    [CUT, "window", "cancel", PROD_WINDOW, "--as", "a"],
    "--reason: it is missing",
  ],
  [
    "a window that there is not",
    [],
    [CUT, "window", "claim", `${TRAIN}/prod/client-z/primary`, "--as", "a"],
    "client-z",
    "not_found",
  ],
  [
    "an exception that who may not approves",
    [cut, exception],
    [OPEN, "exception", "approve", `${TRAIN}/exception/1`, "--as", "b"],
    "",
    "forbidden",
  ],
  [
    "an exception for what is no freeze",
    [cut],
    exception.map((word) => (word === "year-end" ? "summer" : word)) as unknown as Step,
    "no freeze summer",
    "not_found",
  ],
  [
    "a change of two kinds",
    [],
    [CUT, "change", "link", TRAIN, "--request", "C", "--exception", "emergency", "--as", "a"],
    "one of --request and --exception",
  ],
  [
    "R2 an exception that the policy lacks",
    [],
    [CUT, "change", "link", TRAIN, "--exception", "whim", "--as", "a"],
    "use emergency",
    "forbidden",
  ],
  ["a late rider before the cut", [], [CUT, "rider", "late", TRAIN, "picking", "1.1.0", "--as", "a"], "", "conflict"],
  ["a rider after the cut", [cut], [OPEN, "rider", "board", TRAIN, "picking", "1.1.0", "--as", "a"], "", "conflict"],
  [
    "a word that says not whether it can be taken back",
    [cut],
    [...late.slice(0, 7), "perhaps", "--as", "a"] as unknown as Step,
    "--reversible: ",
  ],
  ["a cancellation after the cut", [cut], [OPEN, "cancel", TRAIN, "--reason", "No", "--as", "lead"], "", "conflict"],
  [
    "a version that was not rolled back",
    [cut],
    [OPEN, "clear-version", TRAIN, "--reason", "Fine", "--as", "a"],
    "nothing to clear",
    "conflict",
  ],
  ["an arrival before the last stop", [cut], [OPEN, "arrive", TRAIN, "--as", "lead"], "", "conflict"],
  [
    "a deploy that there is not",
    [cut],
    [OPEN, "stop-deploy", `${TRAIN}/test/stage/promote/7`, "--as", "a"],
    "has no order",
    "not_found",
  ],
  ["an unknown act", [], [CUT, "guest", "acept", "index", "--as", "a"], "did you mean accept?"],
  [
    "an option of another act",
    [],
    [CUT, "window", "claim", TEST_WINDOW, "--length", "PT1H", "--as", "a"],
    "claim takes no --length",
  ],
  [
    "a guest without all that it needs",
    [],
    [CUT, "guest", "request", "index", PROD_WINDOW, "--name", "Index", "--as", "a"],
    "--change: it is missing",
  ],
];

describe("what is refused", () => {
  test.each(refused.map(([name, before, step, why, code]) => ({ name, before, step, why, code })))(
    "$name exits 1, says the way out, and records nothing",
    async ({ before, step: [at, ...argv], why, code }) => {
      const here = await after(before);
      const known = await here.journal.facts("express");
      const ran = await here.at(at, ...argv);
      expect([ran.exit, ran.out]).toEqual([1, ""]);
      expect(ran.err).toContain(why);
      const json = await here.at(at, ...argv, "--json");
      expect(json.exit).toBe(1);
      const { error } = json.json();
      expect(error?.["message"]).toMatch(/^nothing was recorded/);
      if (code !== undefined) expect(error?.["code"]).toBe(code);
      expect(error?.["hint"] !== undefined || (error?.["problems"]?.length ?? 0) > 0).toBe(true);
      expect(await here.journal.facts("express")).toEqual(known);
    },
  );

  test("F94 a closed gate gives every reason in the document", async () => {
    const here = await after([cut, hold]);
    const { error } = (await here.at(OPEN, "promote", TRAIN, "prod", "--as", "a", "--json")).json();
    expect(error?.["problems"]?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["previous_stop", "hold", "window"]),
    );
  });

  test("R30 a promotion without a change request, where the policy wants one", async () => {
    const here = await after([cut], conducted(express({ ...byHand, change: "required" })));
    expect((await here.at(OPEN, "promote", TRAIN, "test", "--as", "a")).err).toContain("change");
    await here.at(OPEN, "change", "link", TRAIN, "--exception", "emergency", "--as", "a");
    expect((await here.at(OPEN, "promote", TRAIN, "test", "--as", "a")).exit).toBe(0);
  });
});
