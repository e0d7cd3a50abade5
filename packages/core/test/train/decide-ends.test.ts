import { describe, expect, test } from "vitest";
import { cut, deployed, happened, passed, PROD_A, PROD_B, STAGING, T0, yard } from "./trains.ts";
import { BOT, DAY1, DAY2, type Journey, journey, pastStaging, refused } from "./journey.ts";

describe("passing", () => {
  const pass = { act: "pass", train: T0, at: STAGING } as const;
  const soaking = (): Journey => journey(yard(), cut(), ...deployed("s", STAGING));
  const SOAKED = "2026-01-07T15:35:00Z";

  test("takes a soak that is over, and whoever drives", () => {
    const trip = soaking();
    expect(trip.ask("a", "2026-01-07T15:34:59Z", pass)).toMatchObject({
      code: "conflict",
      message: `${STAGING} is watched until Wed 2026-01-07 15:35 UTC (15:35 UTC)`,
    });
    expect(refused(trip.ask("c", SOAKED, pass))?.[0]).toBe("forbidden");
    trip.act("a", SOAKED, pass);
    expect(trip.state().targets[0]?.status).toBe("passed");
    const word = journey(yard({}, { steps: { pass: "conductor" } }), cut(), ...deployed("s", STAGING));
    expect(refused(word.ask(BOT, SOAKED, pass))?.[0]).toBe("forbidden");
    expect(word.ask("a", SOAKED, pass).ok).toBe(true);
  });

  test("waits for open blockers, and for problems of the target without a course that goes on", () => {
    const trip = soaking();
    trip.act("a", DAY1, { act: "addBlocker", train: T0, title: "Leak", owner: "b", note: "Seen" });
    expect(refused(trip.ask("a", SOAKED, pass))?.[1]).toContain("blockers of RT02-26 are open");
    trip.act("a", DAY1, { act: "resolveBlocker", train: T0, blocker: `${T0}/blocker/1` });
    trip.act("a", DAY1, { act: "openProblem", train: T0, summary: "Errors" });
    expect(refused(trip.ask("a", SOAKED, pass))?.[1]).toContain("Errors");
    trip.act("a", DAY1, {
      act: "decideProblem",
      train: T0,
      problem: `${T0}/problem/1`,
      course: "goOn",
      reason: "Known",
    });
    expect(trip.ask("a", SOAKED, pass).ok).toBe(true);
  });

  test("is for what shows the train's version: all of a stop, or nothing", () => {
    const trip = pastStaging();
    trip.happens(...deployed("a-1", PROD_A, "RT02-26", { at: "2026-01-08T15:05:00Z" }));
    expect(refused(trip.ask("a", "2026-01-08T16:00:00Z", { ...pass, at: "prod" }))).toEqual([
      "conflict",
      `RT02-26 is pending on ${PROD_B}`,
    ]);
    trip.act("a", DAY2, { act: "skip", train: T0, target: PROD_B, reason: "The client asked" });
    expect(trip.act("a", "2026-01-08T16:00:00Z", { ...pass, at: "prod" })).toMatchObject([{ target: PROD_A }]);
    expect(refused(trip.ask("a", DAY2, { ...pass, at: "nowhere" }))?.[0]).toBe("not_found");
  });
});

describe("skipping", () => {
  const skip = { act: "skip", train: T0, target: PROD_A, reason: "The client asked" } as const;

  test("is for a target that the train is not on, with a reason", () => {
    pastStaging().act("b", DAY2, skip);
    expect(refused(pastStaging().ask("b", DAY2, { ...skip, reason: "" }))?.[0]).toBe("invalid_input");
    expect(refused(pastStaging().ask(BOT, DAY2, skip))?.[0]).toBe("forbidden");
    expect(refused(pastStaging().ask("b", DAY2, { ...skip, target: "prod" }))?.[0]).toBe("not_found");
    const there = pastStaging();
    there.happens(...deployed("a-1", PROD_A));
    expect(there.ask("b", DAY2, skip)).toMatchObject({
      code: "conflict",
      hint: "roll it back there, then skip the target",
    });
    const running = pastStaging();
    running.act("a", DAY2, { act: "promote", train: T0, to: PROD_A });
    expect(refused(running.ask("b", DAY2, skip))?.[1]).toContain("under way");
  });

  test("takes what failed or was rolled back, so that the train may go on", () => {
    const trip = pastStaging();
    trip.happens(
      happened("versionRead", { train: T0, target: PROD_A, version: "old" }),
      ...deployed("a-1", PROD_A),
      ...deployed("a-2", PROD_A, "old", { kind: "rollback" }),
    );
    trip.act("b", DAY2, skip);
    expect(trip.state().targets[1]).toMatchObject({ status: "skipped", reason: skip.reason });
    trip.happens(happened("trainAbandoned", { train: T0, reason: "No" }));
    expect(refused(trip.ask("b", DAY2, { ...skip, target: PROD_B }))?.[1]).toBe("RT02-26 is abandoned");
  });
});

describe("the end of a train", () => {
  test("cancelled before the cut, by a lead with a reason; abandoned after it", () => {
    const cancel = { act: "cancelTrain", train: T0, reason: "Too few people" } as const;
    const abandon = { act: "abandon", train: T0, reason: "It does not hold" } as const;
    const planned = journey();
    expect(refused(planned.ask("a", DAY1, cancel))?.[0]).toBe("forbidden");
    expect(refused(planned.ask("lead", DAY1, { ...cancel, reason: " " }))?.[0]).toBe("invalid_input");
    expect(planned.ask("a", DAY1, abandon)).toMatchObject({ code: "conflict", hint: "cancel it instead" });
    planned.act("lead", DAY1, cancel);
    expect(planned.state()).toMatchObject({ phase: "cancelled", reason: "Too few people" });
    expect(refused(planned.ask("lead", DAY1, { act: "cut", train: T0 }))?.[0]).toBe("conflict");
    const running = pastStaging();
    expect(running.ask("lead", DAY1, cancel)).toMatchObject({ code: "conflict", hint: "abandon it instead" });
    expect(refused(running.ask("c", DAY1, abandon))?.[0]).toBe("forbidden");
    running.act("a", DAY2, { act: "promote", train: T0, to: PROD_A });
    expect(refused(running.ask("a", DAY2, abandon))?.[1]).toContain("under way");
    const quiet = pastStaging();
    quiet.act("a", DAY1, abandon);
    expect(quiet.state().phase).toBe("abandoned");
  });

  test("arrived with every target passed or skipped, nothing open and no window in progress", () => {
    const arrive = { act: "arrive", train: T0 } as const;
    const NIGHT = "2026-01-08T23:00:00Z";
    const trip = pastStaging();
    expect(refused(journey(yard(), cut()).ask("a", NIGHT, arrive))).toEqual(["conflict", "RT02-26 is cut"]);
    expect(refused(trip.ask("a", NIGHT, arrive))?.[1]).toBe(
      `RT02-26 has not passed ${PROD_A} (pending), ${PROD_B} (pending)`,
    );
    trip.happens(...deployed("a-1", PROD_A, "RT02-26", { at: DAY2 }), passed(PROD_A, T0, DAY2));
    trip.act("b", DAY2, { act: "skip", train: T0, target: PROD_B, reason: "The client asked" });
    trip.act("a", DAY2, { act: "openProblem", train: T0, summary: "Errors", problem: "p" });
    expect(refused(trip.ask("a", NIGHT, arrive))?.[1]).toBe("problem p is open: Errors");
    trip.act("a", DAY2, { act: "decideProblem", train: T0, problem: "p", course: "goOn", reason: "Known" });
    trip.act("a", DAY2, { act: "closeProblem", train: T0, problem: "p" });
    trip.happens(happened("windowStarted", { window: `${T0}/${PROD_A}/primary`, at: DAY2 }));
    expect(trip.ask("a", NIGHT, arrive)).toMatchObject({ hint: "complete it first (completeWindow)" });
    trip.act("a", NIGHT, { act: "completeWindow", window: `${T0}/${PROD_A}/primary` });
    trip.act(BOT, NIGHT, arrive);
    expect(trip.state().phase).toBe("arrived");
  });
});
