import { describe, expect, test } from "vitest";
import { deployed, happened, passed, PROD_A, PROD_B, STAGING, T0, T1, yard } from "./trains.ts";
import { BOT, DAY1, journey, pastStaging, refused } from "./journey.ts";

const NOON = "2026-01-07T11:00:00Z";

describe("the cut", () => {
  test("R1 fixes what rides: boarded versions, the services' own, and nothing for those that left or never had one", () => {
    const trip = journey();
    trip.act("a", NOON, {
      act: "board",
      train: T0,
      service: "cart",
      version: "2.0.0",
      reversible: "slow",
      rollback: "PT1H",
    });
    trip.act("a", NOON, { act: "board", train: T0, service: "cart", version: "2.0.1", target: PROD_A });
    expect(trip.act("a", NOON, { act: "cut", train: T0 })).toMatchObject([
      { id: `${T0}/cut`, type: "trainCut", services: { cart: "2.0.0" }, by: { person: "a" } },
    ]);
    expect(trip.state()).toMatchObject({
      phase: "cut",
      services: { cart: "2.0.0" },
      overrides: { [PROD_A]: { cart: "2.0.1" } },
    });
    const without = journey();
    without.act("a", NOON, { act: "leave", train: T0, service: "cart" });
    without.act(BOT, NOON, { act: "cut", train: T0 });
    expect(without.state().services).toEqual({});
  });

  test("R9 R50 is for who drives: the primary, a lead or a bot; not for the backup, and not for a bot where a conductor's word is wanted", () => {
    const cut = { act: "cut", train: T0 } as const;
    for (const by of ["a", "lead", BOT]) expect(journey().ask(by, NOON, cut).ok).toBe(true);
    expect(refused(journey().ask("c", NOON, cut))).toEqual(["forbidden", "c does not conduct yard/e1.0 now"]);
    expect(refused(journey().ask("tam-a", NOON, cut))?.[0]).toBe("forbidden");
    expect(refused(journey(yard({}, { steps: { cut: "conductor" } })).ask(BOT, NOON, cut))).toEqual([
      "forbidden",
      "yard/e1.0 waits for a conductor's word to cut",
    ]);
  });

  test("refuses trains that are not there or do not run, with the way out", () => {
    expect(journey().ask("lead", NOON, { act: "cut", train: "yard/e9.1" })).toEqual({
      ok: false,
      code: "not_found",
      message: 'the line has no train "yard/e9.1"',
      hint: "use the id of a train from the timetable, such as yard/e1.1",
    });
    const quiet = yard({ noTrainWeeks: [{ week: "2026-01-07", reason: "Holidays" }] });
    expect(refused(journey(quiet).ask("lead", NOON, { act: "cut", train: T0 }))).toEqual([
      "conflict",
      "RT02-26 is cancelled (Holidays): it cannot be cut",
    ]);
    expect(refused(journey().ask("nobody", NOON, { act: "cut", train: T0 }))?.[0]).toBe("not_found");
  });
});

describe("boarding", () => {
  const board = { act: "board", train: T0, service: "cart", version: "2.0.0" } as const;

  test("R8 is before the cut only; after it a late rider is asked for, and before it none is", () => {
    const trip = pastStaging();
    expect(trip.ask("a", DAY1, board)).toMatchObject({
      code: "conflict",
      message: "RT02-26 is running: nobody boards it any more",
      hint: "ask to board as a late rider",
    });
    expect(refused(trip.ask("a", DAY1, { act: "leave", train: T0, service: "cart" }))?.[0]).toBe("conflict");
    expect(journey().ask("a", NOON, { ...board, act: "requestLateRider" })).toMatchObject({
      code: "conflict",
      message: "RT02-26 has not been cut",
    });
  });

  test("refuses what the line does not have, and versions that cannot be read", () => {
    const ask = (more: object): unknown => refused(journey().ask("a", NOON, { ...board, ...more }))?.[0];
    expect(ask({ service: "nothing" })).toBe("not_found");
    expect(ask({ target: "prod/nobody" })).toBe("not_found");
    expect(ask({ target: "prod" })).toBe("not_found");
    expect(ask({ version: " " })).toBe("invalid_input");
    expect(ask({ version: "2\n0" })).toBe("invalid_input");
    expect(ask({ rollback: "soon" })).toBe("invalid_input");
  });

  test("who left may board again, and another version takes the place of the first", () => {
    const trip = journey();
    trip.act("a", NOON, board);
    trip.act("a", NOON, { act: "leave", train: T0, service: "cart" });
    expect(trip.act("a", NOON, board)).toMatchObject([{ id: `riderBoarded/${T0}/cart/2` }]);
    trip.act("a", NOON, { ...board, version: "2.1.0" });
    trip.act("a", NOON, { act: "cut", train: T0 });
    expect(trip.state().services).toEqual({ cart: "2.1.0" });
  });
});

describe("late riders", () => {
  const request = { act: "requestLateRider", train: T0, service: "search", version: "9.0.0", target: PROD_A } as const;

  test("R8 R17 anybody asks, the team answers, and only the targets that it touches qualify anew", () => {
    const trip = pastStaging();
    trip.happens(...deployed("a-1", PROD_A), ...deployed("b-1", PROD_B), passed(PROD_A), passed(PROD_B));
    trip.act("tam-a", DAY1, request);
    expect(refused(trip.ask("tam-a", DAY1, { act: "acceptLateRider", train: T0, rider: `${T0}/late/1` }))?.[0]).toBe(
      "forbidden",
    );
    trip.act("b", DAY1, { act: "acceptLateRider", train: T0, rider: `${T0}/late/1` });
    expect(trip.state().targets.map(({ target, status }) => [target, status])).toEqual([
      [STAGING, "passed"],
      [PROD_A, "pending"],
      [PROD_B, "passed"],
    ]);
    expect(refused(trip.ask("b", DAY1, { act: "refuseLateRider", train: T0, rider: `${T0}/late/1` }))).toEqual([
      "conflict",
      "the request yard/e1.0/late/1 is accepted",
    ]);
  });

  test("a refused one may ask again, and an id stands for one request", () => {
    const trip = pastStaging();
    trip.act("b", DAY1, { ...request, rider: "fix" });
    trip.act("b", DAY1, { act: "refuseLateRider", train: T0, rider: "fix" });
    expect(trip.act("b", DAY1, request)).toMatchObject([{ rider: `${T0}/late/1` }]);
    expect(refused(trip.ask("b", DAY1, { ...request, version: "9.0.1", rider: "fix" }))?.[0]).toBe("conflict");
    expect(trip.ask("b", DAY1, { act: "acceptLateRider", train: T0, rider: "other" })).toMatchObject({
      code: "not_found",
      hint: "use yard/e1.0/late/1",
    });
  });

  test("nobody boards a train that has ended", () => {
    const trip = pastStaging();
    trip.happens(happened("trainAbandoned", { train: T0, reason: "too much" }));
    expect(refused(trip.ask("b", DAY1, request))).toEqual(["conflict", "RT02-26 is abandoned"]);
    expect(journey().ask("b", DAY1, { ...request, train: T1 })).toMatchObject({ code: "conflict" });
  });
});
