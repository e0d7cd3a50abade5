import { describe, expect, test } from "vitest";
import { cut, deployed, happened, PROD_A, STAGING, T0, T1, yard } from "./trains.ts";
import { BOT, DAY1, DAY2, journey, pastStaging, refused } from "./journey.ts";

const hold = {
  act: "hold",
  train: T0,
  reason: "Errors in the logs",
  note: "B looks into it",
  discretion: true,
} as const;
const blocker = {
  act: "addBlocker",
  train: T0,
  title: "Memory leak",
  owner: "team-cart",
  note: "Seen in staging",
} as const;

describe("holds", () => {
  test("R54 have a reason, a note and an owner, who is whoever promotes now unless another is named", () => {
    const trip = journey(yard(), cut());
    trip.act("b", DAY1, hold);
    expect(trip.state().hold).toMatchObject({ owner: "a", note: hold.note, discretion: true, by: { person: "b" } });
    trip.act("b", DAY1, { ...hold, owner: "c", note: "C takes it" });
    expect(trip.state().hold).toMatchObject({ owner: "c" });
    const ask = (more: object): unknown => refused(journey(yard(), cut()).ask("a", DAY1, { ...hold, ...more }))?.[0];
    expect(ask({ note: "" })).toBe("invalid_input");
    expect(ask({ note: " " })).toBe("invalid_input");
    expect(ask({ reason: "" })).toBe("invalid_input");
    expect(ask({ owner: "stranger" })).toBe("not_found");
    const nobody = yard({ eras: yard().eras.map(({ rotation: _rotation, ...rest }) => rest) });
    expect(refused(journey(nobody, cut()).ask("lead", DAY1, hold))).toEqual([
      "invalid_input",
      "nobody is on duty on yard/e1.0 to own the hold",
    ]);
  });

  test("rest on a blocker, a problem or somebody's discretion", () => {
    const { discretion: _discretion, ...plain } = hold;
    const trip = journey(yard(), cut());
    expect(trip.ask("a", DAY1, plain)).toMatchObject({
      code: "invalid_input",
      hint: "name the blocker first (addBlocker), or hold it at discretion (`discretion`)",
    });
    trip.act("a", DAY1, { act: "openProblem", train: T0, summary: "Errors" });
    trip.act(BOT, DAY1, plain);
    const other = journey(yard(), cut());
    other.act("a", DAY1, blocker);
    other.act("a", DAY1, plain);
  });

  test("are for conductors, members, leads and bots; a train that has ended is not held", () => {
    expect(refused(journey(yard(), cut()).ask("tam-a", DAY1, hold))?.[0]).toBe("forbidden");
    const over = journey(yard(), cut(), happened("trainAbandoned", { train: T0, reason: "No" }));
    expect(refused(over.ask("a", DAY1, hold))).toEqual(["conflict", "RT02-26 is abandoned"]);
  });

  test("end by whoever drives, once every blocker is resolved or overruled by name", () => {
    const trip = journey(yard(), cut());
    expect(refused(trip.ask("a", DAY1, { act: "resume", train: T0 }))).toEqual(["conflict", "RT02-26 is not held"]);
    trip.act("b", DAY1, blocker);
    trip.act("b", DAY1, { ...blocker, title: "Slow search", owner: "team-search" });
    trip.act("b", DAY1, hold);
    expect(trip.ask("a", DAY1, { act: "resume", train: T0, overrule: [`${T0}/blocker/1`] })).toMatchObject({
      code: "conflict",
      message: "blockers of RT02-26 are open: yard/e1.0/blocker/2 (Slow search, owner team-search)",
    });
    expect(refused(trip.ask("a", DAY1, { act: "resume", train: T0, overrule: ["nothing"] }))?.[0]).toBe("not_found");
    trip.act("b", DAY1, { act: "resolveBlocker", train: T0, blocker: `${T0}/blocker/2` });
    expect(refused(trip.ask("b", DAY1, { act: "resume", train: T0, overrule: [`${T0}/blocker/1`] }))?.[0]).toBe(
      "forbidden",
    );
    expect(refused(trip.ask(BOT, DAY1, { act: "resume", train: T0 }))?.[0]).toBe("forbidden");
    trip.act("a", DAY1, { act: "resume", train: T0, overrule: [`${T0}/blocker/1`] });
    expect(trip.state().hold).toBeUndefined();
    expect(trip.state().blockers.map(({ overruledBy }) => overruledBy)).toEqual([{ person: "a" }, undefined]);
  });
});

describe("blockers", () => {
  test("R54 are never without an owner and a note", () => {
    const ask = (more: object): unknown => refused(journey(yard(), cut()).ask("a", DAY1, { ...blocker, ...more }))?.[0];
    for (const field of ["title", "owner", "note"]) expect(ask({ [field]: " " })).toBe("invalid_input");
    expect(ask({ blocker: "not a key" })).toBe("invalid_input");
    expect(ask({ updateBy: "tomorrow" })).toBe("invalid_input");
    const trip = journey(yard(), cut());
    trip.act("a", DAY1, { ...blocker, blocker: "T123", updateBy: DAY2 });
    expect(refused(trip.ask("a", DAY1, { ...blocker, blocker: "T123", title: "Another" }))?.[0]).toBe("conflict");
    expect(refused(trip.ask("a", DAY1, { act: "updateBlocker", train: T0, blocker: "T123", note: "" }))?.[0]).toBe(
      "invalid_input",
    );
  });

  test("change hands with a note, are resolved once, and may come back", () => {
    const trip = journey(yard(), cut());
    trip.act("a", DAY1, { ...blocker, blocker: "T123" });
    trip.act("tam-a", DAY1, { act: "updateBlocker", train: T0, blocker: "T123", note: "Fix is out", owner: "a" });
    trip.act("a", DAY1, { act: "updateBlocker", train: T0, blocker: "T123", note: "Fix is not enough" });
    expect(trip.state().blockers).toMatchObject([{ owner: "a", note: "Fix is not enough" }]);
    trip.act("b", DAY1, { act: "resolveBlocker", train: T0, blocker: "T123" });
    expect(refused(trip.ask("b", DAY1, { act: "updateBlocker", train: T0, blocker: "T123", note: "More" }))).toEqual([
      "conflict",
      "blocker T123 is resolved",
    ]);
    trip.act("a", DAY2, { ...blocker, blocker: "T123" });
    trip.act("b", DAY2, { act: "resolveBlocker", train: T0, blocker: "T123" });
    expect(trip.ask("b", DAY2, { act: "resolveBlocker", train: T0, blocker: "T9" })).toMatchObject({
      code: "not_found",
    });
  });

  test("that were overruled are not resolved any more", () => {
    const trip = journey(yard(), cut());
    trip.act("a", DAY1, { ...blocker, blocker: "T123" });
    trip.act("a", DAY1, { act: "resume", train: T0, overrule: ["T123"] });
    expect(refused(trip.ask("a", DAY1, { act: "resolveBlocker", train: T0, blocker: "T123" }))?.[1]).toContain(
      "overruled",
    );
  });
});

describe("problems", () => {
  const open = {
    act: "openProblem",
    train: T0,
    summary: "Checkout fails",
    target: PROD_A,
    services: ["cart"],
  } as const;

  test("R18 are opened by anybody, decided by the pair with a reason, and closed once something is decided", () => {
    const trip = pastStaging();
    trip.act("tam-a", DAY2, { ...open, call: "https://call.example/1" });
    const problem = `${T0}/problem/1`;
    const decide = {
      act: "decideProblem",
      train: T0,
      problem,
      course: "rollForward",
      reason: "The fix is small",
    } as const;
    const close = { act: "closeProblem", train: T0, problem } as const;
    expect(refused(trip.ask("b", DAY2, decide))?.[0]).toBe("forbidden");
    expect(refused(trip.ask("a", DAY2, { ...decide, reason: " " }))?.[0]).toBe("invalid_input");
    expect(trip.ask("a", DAY2, { ...decide, course: "wait" as never })).toMatchObject({
      code: "invalid_input",
      hint: expect.stringContaining('"rollback", "rollForward"'),
    });
    expect(trip.ask("a", DAY2, close)).toMatchObject({
      code: "conflict",
      hint: "decide it first; `goOn` if it was nothing",
    });
    trip.act("c", DAY2, decide);
    trip.act("a", DAY2, { ...decide, course: "rollback", reason: "It is not small" });
    expect(trip.state().problems).toMatchObject([{ decision: { course: "rollback", by: { person: "a" } } }]);
    trip.act("a", DAY2, close);
    expect(refused(trip.ask("a", DAY2, { ...decide, reason: "Again" }))?.[0]).toBe("conflict");
    expect(trip.act("b", DAY2, open)).toMatchObject([{ problem: `${T0}/problem/2` }]);
    trip.act(BOT, DAY2, { ...close, problem: `${T0}/problem/2` });
  });

  test("name what the line has, and one id stands for one problem", () => {
    const trip = pastStaging();
    const ask = (more: object): unknown => refused(trip.ask("a", DAY2, { ...open, ...more }))?.[0];
    expect(ask({ summary: "" })).toBe("invalid_input");
    expect(ask({ target: "prod/nobody" })).toBe("not_found");
    expect(ask({ services: ["nothing"] })).toBe("not_found");
    expect(ask({ train: "yard/e1.x" })).toBe("not_found");
    trip.act("a", DAY2, { ...open, problem: "INC-1" });
    expect(ask({ problem: "INC-1", summary: "Something else" })).toBe("conflict");
    expect(refused(trip.ask("a", DAY2, { act: "closeProblem", train: T0, problem: "INC-2" }))?.[0]).toBe("not_found");
  });

  test("of a train that has arrived are still said, those of a cancelled one are not", () => {
    const trip = pastStaging();
    trip.happens(
      happened("trainArrived", { train: T0 }),
      happened("trainCancelled", { train: T1, reason: "Holidays" }),
    );
    trip.act("a", DAY2, open);
    expect(refused(trip.ask("a", DAY2, { ...open, train: T1 }))?.[0]).toBe("conflict");
  });
});

describe("stopping a deploy", () => {
  test("is for one that is under way", () => {
    const trip = pastStaging();
    const [order] = trip.act("a", DAY2, { act: "promote", train: T0, to: PROD_A });
    const stop = { act: "stopDeploy", train: T0, order: order?.id ?? "" } as const;
    trip.act("b", DAY2, stop);
    expect(trip.ask("b", DAY2, { ...stop, order: "none" })).toMatchObject({
      code: "not_found",
      hint: `use ${stop.order}`,
    });
    const over = journey(yard(), cut(), ...deployed("s", STAGING));
    expect(refused(over.ask("b", DAY1, { ...stop, order: "s" }))).toEqual(["conflict", "deploy s is over: succeeded"]);
  });
});
