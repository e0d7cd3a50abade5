import { describe, expect, test } from "vitest";
import { cut, deployed, happened, passed, PROD_A, PROD_B, STAGING, T0, T1, yard } from "../train/trains.ts";
import { BOT, DAY2, type Journey, journey, pastStaging, refused } from "../train/journey.ts";
import { windowNow } from "../../src/window/window-now.ts";

const WINDOW = `${T0}/${PROD_A}/primary`;
const complete = { act: "completeWindow", window: WINDOW } as const;

/** Production of client A has passed, inside its window. */
function done(line = yard()): Journey {
  const trip = pastStaging(line);
  trip.happens(
    happened("windowStarted", { window: WINDOW, at: "2026-01-08T15:00:00Z" }),
    ...deployed("a-1", PROD_A, "RT02-26", { at: "2026-01-08T15:05:00Z" }),
    passed(PROD_A, T0, DAY2),
  );
  return trip;
}

describe("extending", () => {
  const extend = { act: "extend", window: WINDOW, for: "PT30M" } as const;
  const subject = { type: "extension", window: WINDOW, until: "2026-01-08T17:30:00Z" } as const;

  test("R23 takes an approval by the client or the contact, which covers the new end", () => {
    const trip = done();
    expect(trip.ask("a", DAY2, extend)).toMatchObject({
      code: "forbidden",
      message: `nobody has approved that ${WINDOW} lasts until Thu 2026-01-08 17:30 UTC (17:30 UTC)`,
      hint: "let tam-a approve it, or pass on the client's until then (approve)",
    });
    expect(refused(trip.ask("lead", DAY2, extend))?.[0]).toBe("forbidden");
    trip.act("tam-a", DAY2, { act: "approve", train: T0, subject });
    expect(trip.act("a", DAY2, extend)).toMatchObject([{ end: subject.until, approval: `${T0}/approval/1` }]);
    expect(windowNow(trip.view(), WINDOW, DAY2)).toMatchObject({ plannedEnd: subject.until });
    expect(trip.ask("a", DAY2, { act: "extend", window: WINDOW, until: "2026-01-08T18:00:00Z" })).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("reaches to Thu 2026-01-08 17:30"),
    });
    trip.act("b", DAY2, {
      act: "approve",
      train: T0,
      subject: { ...subject, until: "2026-01-08T18:00:00Z" },
      from: "client A",
    });
    expect(trip.act("a", DAY2, extend)).toMatchObject([{ end: "2026-01-08T18:00:00Z", approval: `${T0}/approval/2` }]);
    expect(refused(trip.ask("a", DAY2, { ...extend, for: "PT15M", approval: "none" }))?.[0]).toBe("forbidden");
  });

  test("the same command twice is as once, though the approval reaches further", () => {
    const trip = done();
    trip.act("tam-a", DAY2, { act: "approve", train: T0, subject: { ...subject, until: "2026-01-08T20:00:00Z" } });
    trip.act("a", DAY2, extend);
    trip.act("a", DAY2, { act: "extend", window: WINDOW, until: "2026-01-08T18:00:00Z" });
    expect(windowNow(trip.view(), WINDOW, DAY2)?.record.extensions).toHaveLength(2);
  });

  test("is for a window in progress, to a later end, by whoever drives", () => {
    const trip = done();
    trip.act("tam-a", DAY2, { act: "approve", train: T0, subject });
    const ask = (by: string, now: string, more: object): unknown =>
      refused(trip.ask(by, now, { ...extend, ...more }))?.[0];
    expect(ask("c", DAY2, {})).toBe("forbidden");
    expect(ask("a", "2026-01-08T14:00:00Z", {})).toBe("conflict");
    expect(ask("a", DAY2, { window: "yard/e1.0/prod/nobody/primary" })).toBe("not_found");
    expect(ask("a", DAY2, { until: subject.until })).toBe("invalid_input");
    expect(ask("a", DAY2, { for: "long" })).toBe("invalid_input");
    const until = { act: "extend", window: WINDOW, until: "2026-01-08T16:30:00Z" } as const;
    expect(refused(trip.ask("a", DAY2, until))?.[0]).toBe("conflict");
    expect(refused(trip.ask("a", "2026-01-08T17:40:00Z", { ...until, until: subject.until }))?.[0]).toBe("conflict");
    trip.act("a", DAY2, complete);
    expect(trip.ask("a", DAY2, extend)).toMatchObject({ hint: "reopen it: that is a new window, linked to this one" });
  });
});

describe("completing", () => {
  test("R14 R22 is by whoever drives, once the target has passed", () => {
    const trip = done();
    expect(refused(trip.ask("c", DAY2, complete))?.[0]).toBe("forbidden");
    expect(trip.ask(BOT, DAY2, complete)).toMatchObject({ ok: true, facts: [{ how: "us" }] });
    expect(trip.act("a", DAY2, complete)).toMatchObject([{ how: "person" }]);
  });

  test("R22 is refused while a problem is open, of the target or of the whole train; not for another target's", () => {
    for (const target of [PROD_A, undefined]) {
      const trip = done();
      trip.act("tam-a", DAY2, {
        act: "openProblem",
        train: T0,
        summary: "Errors",
        ...(target !== undefined && { target }),
      });
      for (const by of ["a", "lead", BOT]) {
        expect(trip.ask(by, DAY2, complete)).toMatchObject({
          ok: false,
          code: "conflict",
          message: `problem ${T0}/problem/1 is open: Errors`,
          hint: "decide and close the problem, or extend the window with an approval",
        });
      }
      expect(trip.ask("a", "2026-01-08T19:00:00Z", complete).ok).toBe(false);
      trip.act("a", DAY2, {
        act: "decideProblem",
        train: T0,
        problem: `${T0}/problem/1`,
        course: "goOn",
        reason: "Known",
      });
      expect(trip.ask("a", DAY2, complete).ok).toBe(false);
      trip.act("a", DAY2, { act: "closeProblem", train: T0, problem: `${T0}/problem/1` });
      trip.act("a", DAY2, complete);
    }
    const other = done();
    other.act("a", DAY2, { act: "openProblem", train: T0, summary: "Errors", target: PROD_B });
    other.act("a", DAY2, complete);
  });

  test("is refused while a deploy of any train runs there, a guest waits, or the train is not done", () => {
    const running = done();
    running.happens(
      cut(T1),
      happened("deployOrdered", {
        id: "o",
        train: T1,
        kind: "promote",
        target: PROD_A,
        version: "RT03-26",
        services: {},
      }),
    );
    expect(refused(running.ask("a", DAY2, complete))).toEqual(["conflict", "deploy o is under way"]);
    const hosting = done();
    hosting.happens(
      happened("guestRequested", {
        guest: "g",
        window: WINDOW,
        name: "G",
        length: "PT15M",
        owner: "b",
        change: "CHG-1",
      }),
      happened("guestAccepted", { guest: "g" }),
    );
    expect(refused(hosting.ask("a", DAY2, complete))?.[1]).toContain("g");
    hosting.act("b", DAY2, { act: "guestDone", guest: "g" });
    hosting.act("a", DAY2, complete);
    const pending = pastStaging();
    expect(refused(pending.ask("a", DAY2, complete))).toEqual(["conflict", `the train is not done with ${PROD_A}`]);
    expect(refused(pending.ask("a", "2026-01-08T14:00:00Z", complete))?.[1]).toContain("is planned");
    pending.act("a", "2026-01-08T17:00:00Z", complete);
  });
});

describe("cancelling, moving and reviewing", () => {
  const EARLY = "2026-01-05T12:00:00Z";
  const move = {
    act: "moveWindow",
    window: WINDOW,
    start: "2026-01-08T19:00:00Z",
    end: "2026-01-08T21:00:00Z",
  } as const;
  const cancel = { act: "cancelWindow", window: WINDOW, reason: "The client asked" } as const;

  test("are for windows that have not begun, however far away", () => {
    const trip = journey();
    trip.act("b", EARLY, move);
    trip.act("b", EARLY, { ...move, start: "2026-01-08T20:00:00Z" });
    trip.act("b", EARLY, cancel);
    expect(windowNow(trip.view(), WINDOW, EARLY)?.state).toBe("cancelled");
    const far = {
      ...move,
      window: `yard/e1.30/${PROD_A}/primary`,
      start: "2026-08-06T10:00:00Z",
      end: "2026-08-06T12:00:00Z",
    };
    trip.act("b", EARLY, far);
    trip.act("b", EARLY, { ...far, start: "2027-03-06T10:00:00Z", end: "2027-03-06T12:00:00Z" });
    trip.act("b", EARLY, { act: "cancelWindow", window: far.window, reason: "The client asked" });
    expect(trip.ask("b", DAY2, { ...cancel, window: `${T0}/${PROD_B}/primary` })).toMatchObject({
      code: "conflict",
      hint: "complete it instead (completeWindow)",
    });
    expect(refused(journey().ask("b", DAY2, move))?.[0]).toBe("conflict");
  });

  test("take sound times, a reason, and those who may", () => {
    const ask = (more: object): unknown => refused(journey().ask("b", EARLY, { ...move, ...more }))?.[0];
    expect(ask({ end: move.start })).toBe("invalid_input");
    expect(ask({ start: "2026-01-05T11:00:00Z" })).toBe("conflict");
    expect(ask({ start: "2036-01-05T11:00:00Z", end: "2036-01-05T12:00:00Z" })).toBe("conflict");
    expect(ask({ window: "yard/e1.0/nowhere" })).toBe("not_found");
    expect(refused(journey().ask("b", EARLY, { act: "cancelWindow", window: WINDOW, reason: "" }))?.[0]).toBe(
      "invalid_input",
    );
    expect(refused(journey().ask(BOT, EARLY, move))?.[0]).toBe("forbidden");
    expect(refused(journey().ask("tam-a", EARLY, cancel))?.[0]).toBe("forbidden");
    expect(journey(yard({ record: "calendar" })).ask(BOT, EARLY, move).ok).toBe(true);
  });

  test("R7 a review is of the times as they stand, and a moved window takes another", () => {
    const trip = journey(yard({ review: "required" }));
    const review = { act: "reviewWindow", window: WINDOW } as const;
    expect(refused(trip.ask("tam-a", EARLY, review))?.[0]).toBe("forbidden");
    trip.act("b", EARLY, review);
    trip.act("b", EARLY, move);
    expect(trip.act("b", EARLY, review)).toMatchObject([{ start: move.start, end: move.end }]);
    expect(refused(journey().ask("b", EARLY, review))?.[0]).toBe("conflict");
    expect(refused(trip.ask("b", "2026-01-09T12:00:00Z", { ...review, window: `${T0}/${PROD_B}/primary` }))?.[0]).toBe(
      "conflict",
    );
  });
});

describe("reopening", () => {
  const reopen = { act: "reopen", window: WINDOW, length: "PT1H" } as const;

  test("makes a new window a few minutes ahead, linked to the completed one", () => {
    const trip = done();
    expect(refused(trip.ask("a", DAY2, reopen))?.[0]).toBe("conflict");
    trip.act("a", DAY2, complete);
    expect(refused(trip.ask("c", DAY2, reopen))?.[0]).toBe("forbidden");
    expect(refused(trip.ask("a", DAY2, { ...reopen, start: "2026-01-08T15:00:00Z" }))?.[0]).toBe("conflict");
    expect(refused(trip.ask("a", DAY2, { ...reopen, length: "PT0S" }))?.[0]).toBe("invalid_input");
    expect(trip.act("a", DAY2, reopen)).toMatchObject([
      { as: `${WINDOW}/again/1`, start: "2026-01-08T15:15:00Z", end: "2026-01-08T16:15:00Z" },
    ]);
    expect(trip.ask("a", DAY2, { ...reopen, length: "PT2H" })).toMatchObject({
      code: "conflict",
      message: `window ${WINDOW} goes on as ${WINDOW}/again/1`,
    });
    const now = "2026-01-08T15:20:00Z";
    trip.act("a", now, { act: "completeWindow", window: `${WINDOW}/again/1` });
    expect(trip.act("a", now, { ...reopen, window: `${WINDOW}/again/1` })).toMatchObject([{ as: `${WINDOW}/again/2` }]);
  });
});

describe("claims and presence", () => {
  test("R11 people join for themselves, or by a lead's word; a claim is one person's", () => {
    const trip = done();
    trip.act("b", DAY2, { act: "claim", window: WINDOW });
    expect(refused(trip.ask("c", DAY2, { act: "claim", window: WINDOW }))).toEqual([
      "conflict",
      `b has claimed ${WINDOW}`,
    ]);
    trip.act("tam-a", DAY2, { act: "join", window: WINDOW });
    trip.act("lead", DAY2, { act: "join", window: WINDOW, person: "c" });
    expect(refused(trip.ask("b", DAY2, { act: "join", window: WINDOW, person: "a" }))?.[0]).toBe("forbidden");
    expect(refused(trip.ask("lead", DAY2, { act: "join", window: WINDOW, person: "x" }))?.[0]).toBe("not_found");
    expect(refused(trip.ask(BOT, DAY2, { act: "join", window: WINDOW }))?.[0]).toBe("forbidden");
    trip.act("a", DAY2, complete);
    expect(refused(trip.ask("b", DAY2, { act: "join", window: WINDOW }))?.[0]).toBe("conflict");
    expect(refused(trip.ask("b", DAY2, { act: "claim", window: `${T0}/${STAGING}/none` }))?.[0]).toBe("not_found");
  });
});

describe("guests", () => {
  const EARLY = "2026-01-05T12:00:00Z";
  const ask = {
    act: "requestGuest",
    guest: "g1",
    window: WINDOW,
    name: "Search index",
    length: "PT30M",
    owner: "b",
    change: "CHG-1",
  } as const;

  test("R34 R37 are asked for by anybody, and taken by the team while the window has room", () => {
    const trip = journey();
    trip.act("tam-a", EARLY, ask);
    trip.act("tam-a", EARLY, { ...ask, guest: "g2" });
    trip.act("tam-a", EARLY, { ...ask, guest: "g3" });
    trip.act("tam-a", EARLY, { ...ask, guest: "long", length: "PT1H45M" });
    expect(refused(trip.ask("tam-a", EARLY, { act: "acceptGuest", guest: "g1" }))?.[0]).toBe("forbidden");
    expect(refused(trip.ask("b", EARLY, { act: "acceptGuest", guest: "long" }))?.[1]).toContain("no PT1H45M left");
    trip.act("b", EARLY, { act: "acceptGuest", guest: "g3" });
    trip.act("b", EARLY, { act: "acceptGuest", guest: "g1" });
    expect(refused(trip.ask("b", EARLY, { act: "acceptGuest", guest: "g2" }))?.[1]).toContain("takes 2");
    trip.act("b", EARLY, { act: "refuseGuest", guest: "g3" });
    trip.act("b", EARLY, { act: "acceptGuest", guest: "g2" });
    expect(refused(trip.ask("b", EARLY, { act: "acceptGuest", guest: "g3" }))?.[0]).toBe("conflict");
  });

  test("R35 R36 attach to a window that is there, with a change request of their own", () => {
    const why = (more: object, trip = journey()): unknown => refused(trip.ask("b", EARLY, { ...ask, ...more }))?.[0];
    expect(why({ window: "yard/e1.0/none" })).toBe("not_found");
    expect(why({ window: `${T0}/${STAGING}/primary` })).toBe("conflict");
    expect(why({ change: "" })).toBe("invalid_input");
    expect(why({ guest: "No id" })).toBe("invalid_input");
    expect(why({ length: "soon" })).toBe("invalid_input");
    const over = done();
    over.act("a", DAY2, complete);
    expect(refused(over.ask("b", DAY2, ask))?.[0]).toBe("conflict");
    const trip = journey();
    trip.act("tam-a", EARLY, ask);
    expect(why({ name: "Something else" }, trip)).toBe("conflict");
    expect(why({ guest: "g2", window: "yard/guest/g1" }, trip)).toBe("not_found");
  });

  test("say that they are done once their window has begun", () => {
    const trip = journey();
    trip.act("tam-a", EARLY, ask);
    expect(refused(trip.ask("b", EARLY, { act: "guestDone", guest: "g1" }))?.[1]).toContain("requested");
    trip.act("b", EARLY, { act: "acceptGuest", guest: "g1" });
    expect(refused(trip.ask("b", EARLY, { act: "guestDone", guest: "g1" }))?.[1]).toContain("has not begun");
    trip.act("b", DAY2, { act: "guestDone", guest: "g1" });
    expect(refused(trip.ask("b", DAY2, { act: "refuseGuest", guest: "g1" }))?.[0]).toBe("conflict");
    expect(refused(trip.ask("b", DAY2, { act: "guestDone", guest: "none" }))?.[0]).toBe("not_found");
  });
});
