import { describe, expect, test } from "vitest";
import { type Fact, instant, type TrainLine } from "../../src/index.ts";
import type { ConductAct, Decided } from "../../src/conduct.ts";
import type { ClosedBy } from "../../src/train/gate.ts";
import { cut, deployed, happened, passed, PROD_A, PROD_B, STAGING, T0, T1, yard } from "./trains.ts";
import { BOT, DAY1, DAY2, type Journey, journey, pastStaging, refused } from "./journey.ts";
import { era } from "../timetable/lines.ts";

const toStaging = { act: "promote", train: T0, to: STAGING } as const;
const BACK = { kind: "rollback", version: "RT01-26", services: {} } as const;
const toProd = { act: "promote", train: T0, to: "prod" } as const;

describe("promotion", () => {
  test("from an open gate is an order for each target, whose id follows from those before", () => {
    const trip = pastStaging();
    trip.happens(
      happened("lateRiderRequested", { train: T0, rider: "x", service: "search", version: "9", target: PROD_B }),
      happened("lateRiderAccepted", { train: T0, rider: "x" }),
    );
    expect(trip.act("a", DAY2, toProd)).toEqual(
      [
        { target: PROD_A, services: { cart: "1.0.0" } },
        { target: PROD_B, services: { cart: "1.0.0", search: "9" } },
      ].map(({ target, services }) => ({
        id: `${T0}/${target}/promote/1`,
        type: "deployOrdered",
        train: T0,
        kind: "promote",
        target,
        version: "RT02-26",
        services,
        window: `${T0}/${target}/primary`,
        at: DAY2,
        by: { person: "a" },
      })),
    );
    expect(trip.state().phase).toBe("running");
  });

  test("to a stop orders what is left of it, and one closed gate closes it all", () => {
    const trip = pastStaging();
    trip.act("a", DAY2, { ...toProd, to: PROD_A });
    expect(trip.act("a", DAY2, toProd)).toMatchObject([{ target: PROD_B }]);
    const shut = pastStaging();
    shut.happens(cut(T1), happened("deployOrdered", { ...BACK, id: "other", train: T1, target: PROD_B }));
    expect(shut.ask("a", DAY2, toProd)).toMatchObject({ ok: false, closures: [{ by: "deploy_running" }] });
    expect(shut.ask("a", DAY2, { ...toProd, to: PROD_A }).ok).toBe(true);
  });

  test("F90 two who decide the same at once decide it under one id", () => {
    const trip = pastStaging();
    const ids = ["a", "lead", BOT].map((by) => {
      const decided = trip.ask(by, DAY2, { ...toProd, to: PROD_A });
      return decided.ok && decided.facts.map(({ id }) => id);
    });
    expect(ids).toEqual([[`${T0}/${PROD_A}/promote/1`], [`${T0}/${PROD_A}/promote/1`], [`${T0}/${PROD_A}/promote/1`]]);
  });

  test("R16 of single riders leaves the target's status as it is, and takes only who rides", () => {
    const trip = pastStaging();
    trip.happens(...deployed("a-1", PROD_A));
    const some = { ...toProd, to: PROD_A, services: ["cart"] };
    expect(trip.act("a", DAY2, some)).toMatchObject([{ partial: true, services: { cart: "1.0.0" } }]);
    expect(trip.state().targets.find(({ target }) => target === PROD_A)?.status).toBe("soaking");
    expect(trip.ask("a", DAY2, { ...some, services: ["search"] })).toMatchObject({
      code: "not_found",
      message: "search does not ride on RT02-26",
      hint: "use cart",
    });
    expect(refused(trip.ask("a", DAY2, { ...some, services: [] }))?.[0]).toBe("not_found");
  });

  test("compares what the target runs where the author says so", () => {
    const trip = pastStaging();
    trip.happens(happened("versionRead", { train: T0, target: PROD_A, version: "old" }));
    expect(refused(trip.ask("a", DAY2, { ...toProd, to: PROD_A, from: "older" }))).toEqual([
      "conflict",
      `${PROD_A} runs old, not older`,
    ]);
    expect(trip.ask("a", DAY2, { ...toProd, to: PROD_A, from: "old" }).ok).toBe(true);
  });

  test("after a failure is a new order", () => {
    const trip = pastStaging();
    trip.act("a", DAY2, { ...toProd, to: PROD_A });
    const order = `${T0}/${PROD_A}/promote/1`;
    trip.happens(happened("deployFinished", { train: T0, order, attempt: 1, outcome: "failed", at: DAY2 }));
    expect(trip.act("a", DAY2, { ...toProd, to: PROD_A })).toMatchObject([{ id: `${T0}/${PROD_A}/promote/2` }]);
  });

  test("to a stop passes by what is skipped, and brings along what an older train skipped", () => {
    const trip = pastStaging();
    trip.act("a", DAY2, { act: "skip", train: T0, target: PROD_B, reason: "The client asked" });
    expect(trip.act("a", DAY2, toProd)).toMatchObject([{ target: PROD_A }]);
    const next = pastStaging();
    next.act("a", DAY2, { act: "skip", train: T0, target: PROD_A, reason: "The client asked" });
    next.act("a", DAY2, { act: "skip", train: T0, target: PROD_B, reason: "The client asked" });
    expect(refused(next.ask("a", DAY2, toProd))).toEqual(["conflict", "RT02-26 skips every target of prod"]);
    next.happens(cut(T1), ...deployed("staging-2", STAGING, "RT03-26", { train: T1 }), passed(STAGING, T1));
    expect(next.ask("lead", "2026-01-15T15:10:00Z", { ...toProd, train: T1, to: PROD_A })).toMatchObject({
      ok: true,
      facts: [{ bundles: [T0] }],
    });
  });

  test("R45 R53 is for the primary, who covers them, and the backup in a secondary window while the train waits", () => {
    const trip = pastStaging();
    expect(refused(trip.ask("c", DAY2, toProd))).toEqual(["forbidden", "c does not conduct yard/e1.0 now"]);
    const during = { start: instant("2026-01-08T15:00:00Z"), end: instant("2026-01-08T17:00:00Z") };
    trip.happens(
      happened("coverRequested", {
        cover: "k",
        train: T0,
        duties: ["promote"],
        for: "a",
        by: { person: "a" },
        ...during,
      }),
      happened("coverAccepted", { cover: "k", by: { person: "b" } }),
    );
    expect(trip.ask("b", DAY2, toProd).ok).toBe(true);
    expect(trip.ask("a", DAY2, toProd).ok).toBe(true);
    const [main] = yard().eras;
    const windows = main?.windows ?? [];
    const both = yard({
      eras: [
        {
          ...era(),
          ...main,
          windows: [...windows, { kind: "secondary", stop: "prod", day: 1, at: "20:00", length: "PT2H" }],
        },
      ],
    });
    expect(pastStaging(both).ask("c", "2026-01-08T20:10:00Z", toProd).ok).toBe(true);
    expect(refused(pastStaging(both).ask("c", DAY2, toProd))?.[0]).toBe("forbidden");
    expect(refused(pastStaging(both).ask("b", "2026-01-08T20:10:00Z", toProd))?.[0]).toBe("forbidden");
  });

  test("R53 a member who covers the conductor may, named by a rotation or not", () => {
    const line = yard({ team: { id: "rail", name: "Rail team", leads: ["lead"], members: ["a", "b", "c", "tam-a"] } });
    const trip = pastStaging(line);
    expect(refused(trip.ask("tam-a", DAY2, toProd))).toEqual(["forbidden", "its author may not cause deployOrdered"]);
    trip.happens(
      happened("swapProposed", {
        swap: "s",
        train: T0,
        role: "primary",
        with: { person: "tam-a" },
        by: { person: "lead" },
      }),
      happened("swapForced", { swap: "s", reason: "A is ill", by: { person: "lead" } }),
    );
    expect(trip.ask("tam-a", DAY2, toProd).ok).toBe(true);
  });
});

describe("a closed gate refuses, with its reason and the way out (F94)", () => {
  const freeze: NonNullable<TrainLine["freezes"]>[number] = {
    id: "peak",
    name: "Peak season",
    class: "hard",
    from: { date: "2026-01-07" },
    to: { date: "2026-01-09" },
  };
  const unclear = era({
    cadence: { every: "P1W", anchor: "2026-03-29" },
    from: "2026-03-01",
    windows: [{ kind: "primary", stop: "staging", day: 0, at: "02:30", length: "PT2H", zone: "Europe/Berlin" }],
  });
  type Given = { readonly act?: object; readonly now?: string; readonly by?: string | typeof BOT };
  type Case = readonly [by: ClosedBy, code: string, trip: () => Journey, given: Given];
  const after = (...facts: readonly Fact[]): Journey => {
    const trip = journey(yard(), cut());
    trip.happens(...facts);
    return trip;
  };
  const cases: readonly Case[] = [
    ["phase", "conflict", () => journey(), {}],
    ["previous_stop", "conflict", () => after(), { act: { to: "prod" }, now: DAY2 }],
    [
      "hold",
      "conflict",
      () => after(happened("trainHeld", { train: T0, reason: "Logs", owner: "a", note: "Look" })),
      {},
    ],
    [
      "blocker",
      "conflict",
      () => after(happened("blockerAdded", { train: T0, blocker: "b", title: "Leak", owner: "a", note: "Look" })),
      {},
    ],
    ["problem", "conflict", () => after(happened("problemOpened", { train: T0, problem: "p", summary: "Errors" })), {}],
    ["window", "conflict", () => after(), { now: "2026-01-07T14:59:59Z" }],
    ["window", "conflict", () => after(), { now: "2026-01-07T16:50:00Z" }],
    ["window", "conflict", () => journey(yard({ review: "required" }), cut()), {}],
    [
      "window",
      "conflict",
      () => after(happened("windowCompleted", { window: `${T0}/${STAGING}/primary`, how: "person", at: DAY1 })),
      {},
    ],
    ["freeze", "forbidden", () => journey(yard({ freezes: [freeze] }), cut()), {}],
    ["no_deploy_day", "conflict", () => journey(yard({ noDeployDays: [{ weekday: "wed" }] }), cut()), {}],
    [
      "deploy_running",
      "conflict",
      () => after(cut(T1), happened("deployOrdered", { ...BACK, id: "o", train: T1, target: STAGING })),
      {},
    ],
    ["skipped", "conflict", () => after(happened("targetSkipped", { train: T0, target: STAGING, reason: "No" })), {}],
    [
      "quarantined",
      "conflict",
      () => after(...deployed("o", STAGING), ...deployed("r", STAGING, "RT01-26", { kind: "rollback" })),
      {},
    ],
    ["other_train", "conflict", () => after(cut(T1)), { act: { train: T1 }, now: "2026-01-14T15:10:00Z", by: "b" }],
    ["change", "forbidden", () => journey(yard({}, { change: "required" }), cut()), {}],
    [
      "stakeholder",
      "conflict",
      () => journey(yard({}, { stakeholders: [{ person: "tam-a", required: true }] }), cut()),
      {},
    ],
    [
      "person",
      "forbidden",
      () =>
        after(
          happened("absenceDeclared", {
            person: "a",
            start: instant("2026-01-07T00:00:00Z"),
            end: instant("2026-01-08T00:00:00Z"),
            by: { person: "a" },
          }),
        ),
      { by: BOT },
    ],
    [
      "status",
      "conflict",
      () => after(happened("versionRead", { train: T0, target: STAGING, version: "RT02-26" })),
      {},
    ],
    ["clock", "conflict", () => journey(yard({ eras: [unclear] }), cut()), { now: "2026-03-29T01:40:00Z", by: "lead" }],
  ];

  test.each(cases)("%s (%s) %#", (by, code, trip, given) => {
    const act: ConductAct = { ...toStaging, ...given.act };
    const decided = trip().ask(given.by ?? "a", given.now ?? DAY1, act);
    expect(decided).toMatchObject({ ok: false, code, message: expect.any(String), hint: expect.any(String) });
    expect(closedBy(decided)).toEqual([by]);
  });

  test("ticket: closed, or not to be seen", () => {
    const trip = after();
    const ask = (ticket: "open" | "closed" | "unknown"): Decided => trip.ask("a", DAY1, toStaging, { ticket });
    expect(ask("open").ok).toBe(true);
    expect(closedBy(ask("closed"))).toEqual(["ticket"]);
    expect(closedBy(ask("unknown"))).toEqual(["ticket"]);
  });

  test("a place that the line does not have", () => {
    expect(refused(after().ask("a", DAY1, { ...toStaging, to: "nowhere" }))?.[0]).toBe("not_found");
  });

  test("all reasons are said at once", () => {
    const trip = after(
      happened("trainHeld", { train: T0, reason: "Logs", owner: "a", note: "Look" }),
      happened("problemOpened", { train: T0, problem: "p", summary: "Errors" }),
    );
    expect(closedBy(trip.ask("a", "2026-01-06T12:00:00Z", toStaging))).toEqual(["hold", "problem", "window"]);
  });

  function closedBy(decided: Decided): readonly string[] {
    return decided.ok ? [] : (decided.closures ?? []).map(({ by }) => by);
  }
});
