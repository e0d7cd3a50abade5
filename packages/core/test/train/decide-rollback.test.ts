import { describe, expect, test } from "vitest";
import { cut, deployed, happened, passed, PROD_A, PROD_B, STAGING, T0, T1, yard } from "./trains.ts";
import { BOT, DAY1, DAY2, type Journey, journey, pastStaging, refused } from "./journey.ts";

const back = { act: "rollback", train: T0, reason: "Errors in checkout" } as const;
const PARTIAL = {
  train: T0,
  kind: "promote",
  target: PROD_A,
  version: "RT02-26",
  services: { cart: "1.0.0" },
  partial: true,
} as const;
/** Far from any window. */
const SUNDAY = "2026-01-11T03:00:00Z";

/** Both targets of production ran RT01, and now run RT02. */
function arrived(line = yard()): Journey {
  const trip = pastStaging(line);
  for (const target of [PROD_A, PROD_B]) {
    trip.happens(
      happened("versionRead", { train: T0, target, version: "RT01-26", services: { cart: "0.9.0" } }),
      ...deployed(`to ${target}`, target, "RT02-26", { at: DAY2 }),
    );
  }
  return trip;
}

describe("rollback", () => {
  test("puts every target that runs the train back on what it ran before, and keeps the version out from then on", () => {
    const trip = arrived();
    expect(trip.act("c", DAY2, back)).toMatchObject([
      {
        id: `${T0}/${PROD_A}/rollback/1`,
        kind: "rollback",
        version: "RT01-26",
        services: { cart: "0.9.0" },
        reason: back.reason,
      },
      { id: `${T0}/${PROD_B}/rollback/1`, kind: "rollback", version: "RT01-26" },
    ]);
    expect(trip.state().quarantined).toBe(true);
    expect(trip.facts().at(-1)).not.toHaveProperty("window");
  });

  test("of a whole train says which targets cannot go back, and takes back the rest; of one that is named it is refused", () => {
    const trip = arrived();
    expect(trip.ask("a", DAY2, back)).toMatchObject({
      ok: true,
      notes: ["going back takes about 15 min", `nothing is known that ${STAGING} ran before RT02-26`],
    });
    expect(refused(trip.ask("a", DAY2, { ...back, at: STAGING }))?.[0]).toBe("conflict");
    trip.happens(happened("deployOrdered", { ...PARTIAL, id: "again" }));
    expect(refused(trip.ask("a", DAY2, back))?.[1]).toContain("under way");
  });

  test("R27 is never refused for window, freeze, hold, blocker, problem, quarantine, ticket or a day without deploys", () => {
    const line = yard({
      noDeployDays: [{ weekday: "sun" }, { weekday: "thu" }],
      freezes: [{ id: "peak", name: "Peak", class: "hard", from: { date: "2026-01-08" }, to: { date: "2026-01-20" } }],
    });
    const trip = journey(line, cut(), ...deployed("s", STAGING), passed(STAGING));
    trip.happens(
      happened("versionRead", { train: T0, target: PROD_A, version: "RT01-26" }),
      ...deployed("p", PROD_A, "RT02-26", { at: DAY2 }),
      happened("trainHeld", { train: T0, reason: "Logs", owner: "a", note: "Look" }),
      happened("blockerAdded", { train: T0, blocker: "b", title: "Leak", owner: "a", note: "Look" }),
      happened("problemOpened", { train: T0, problem: "p", summary: "Errors" }),
      ...deployed("back", STAGING, "RT01-26", { kind: "rollback" }),
    );
    expect(trip.state().quarantined).toBe(true);
    for (const by of ["a", "b", "c", "lead", BOT]) {
      expect(trip.ask(by, SUNDAY, { ...back, at: PROD_A }, { ticket: "closed" }).ok).toBe(true);
    }
    expect(refused(trip.ask("tam-a", SUNDAY, { ...back, at: PROD_A }))?.[0]).toBe("forbidden");
  });

  test("is refused while a deploy runs there, with the offer to stop it; then it stops that one first", () => {
    const trip = arrived();
    const order = happened("deployOrdered", { ...PARTIAL, id: "again" });
    trip.happens(order, happened("deployStarted", { train: T0, order: "again", run: "7", attempt: 1 }));
    expect(trip.ask("a", DAY2, { ...back, at: PROD_A })).toMatchObject({
      ok: false,
      code: "conflict",
      message: `a deploy is under way on ${PROD_A}: again`,
      hint: expect.stringContaining("stopRunning"),
    });
    expect(trip.act("a", DAY2, { ...back, at: PROD_A, stopRunning: true })).toMatchObject([
      { type: "deployStopAsked", order: "again" },
      { type: "deployOrdered", kind: "rollback", target: PROD_A },
    ]);
    const stopped = arrived();
    stopped.happens(order);
    stopped.act("a", DAY2, { act: "stopDeploy", train: T0, order: "again" });
    expect(stopped.act("a", DAY2, { ...back, at: PROD_A })).toMatchObject([{ type: "deployOrdered" }]);
  });

  test("stops another train's deploy on the target too, and says whose it is", () => {
    const trip = arrived();
    trip.happens(
      cut(T1),
      happened("deployOrdered", {
        id: "newer",
        train: T1,
        kind: "promote",
        target: PROD_A,
        version: "RT03-26",
        services: {},
      }),
    );
    expect(refused(trip.ask("a", DAY2, { ...back, at: PROD_A }))?.[1]).toContain("newer");
    expect(trip.act("a", DAY2, { ...back, at: PROD_A, stopRunning: true })).toMatchObject([
      { type: "deployStopAsked", train: T1, order: "newer" },
      { type: "deployOrdered", train: T0 },
    ]);
  });

  test("is refused where nothing is known to go back to, or the train is not there", () => {
    const first = pastStaging();
    expect(refused(first.ask("a", DAY1, { ...back, at: STAGING }))).toEqual([
      "conflict",
      `nothing is known that ${STAGING} ran before RT02-26`,
    ]);
    expect(refused(first.ask("a", DAY1, { ...back, at: PROD_A }))).toEqual([
      "conflict",
      `RT02-26 does not run on ${PROD_A}`,
    ]);
    expect(refused(journey().ask("a", DAY1, back))?.[0]).toBe("conflict");
    expect(refused(first.ask("a", DAY1, { ...back, at: "nowhere" }))?.[0]).toBe("not_found");
    expect(refused(first.ask("a", DAY1, { ...back, reason: " " }))?.[0]).toBe("invalid_input");
  });

  test("goes to a version that the target has run, and to no other", () => {
    const trip = arrived();
    trip.happens(
      happened("versionRead", { train: T0, target: PROD_B, version: "RT51-25" }),
      ...deployed("b", PROD_B, "RT02-26", { at: DAY2 }),
    );
    expect(refused(trip.ask("a", DAY2, { ...back, at: PROD_B, to: "RT50-25" }))?.[0]).toBe("not_found");
    expect(trip.act("a", DAY2, { ...back, at: PROD_B, to: "RT01-26" })).toMatchObject([{ version: "RT01-26" }]);
    expect(refused(trip.ask("a", DAY2, { ...back, at: PROD_A, from: "RT09-26" }))?.[0]).toBe("conflict");
  });

  test("R28 says how long it takes, what is slow, and what cannot be taken back", () => {
    const trip = journey();
    const board = { act: "board", train: T0, version: "2" } as const;
    trip.act("a", DAY1, { ...board, service: "cart", reversible: "slow", rollback: "PT45M" });
    trip.act("a", DAY1, { ...board, service: "search", reversible: "no" });
    trip.act("a", DAY1, { act: "cut", train: T0 });
    trip.happens(happened("versionRead", { train: T0, target: STAGING, version: "old" }), ...deployed("s", STAGING));
    expect(trip.ask("a", DAY1, back)).toMatchObject({
      ok: true,
      notes: ["going back takes about 45 min", "data must be moved back for cart", "search cannot be taken back"],
    });
  });

  test("argo-cd#5351 what was rolled back is promoted again only once it is cleared, with a reason", () => {
    const trip = journey(yard(), cut());
    trip.happens(happened("versionRead", { train: T0, target: STAGING, version: "old" }), ...deployed("s", STAGING));
    trip.act("a", DAY1, back);
    const order = `${T0}/${STAGING}/rollback/1`;
    trip.happens(
      happened("deployFinished", { train: T0, order, attempt: 1, outcome: "succeeded" }),
      happened("versionRead", { train: T0, target: STAGING, version: "old", order }),
    );
    const again = { act: "promote", train: T0, to: STAGING } as const;
    for (const by of ["a", "lead", BOT])
      expect(trip.ask(by, DAY1, again)).toMatchObject({ closures: [{ by: "quarantined" }] });
    expect(refused(trip.ask("a", DAY1, { act: "clearVersion", train: T0, reason: "" }))?.[0]).toBe("invalid_input");
    expect(refused(trip.ask(BOT, DAY1, { act: "clearVersion", train: T0, reason: "Fixed" }))?.[0]).toBe("forbidden");
    trip.act("a", DAY1, { act: "clearVersion", train: T0, reason: "Fixed in 1.0.1" });
    expect(trip.act("a", DAY1, again)).toMatchObject([{ kind: "promote" }]);
    expect(refused(journey().ask("a", DAY1, { act: "clearVersion", train: T0, reason: "Sure" }))?.[0]).toBe("conflict");
  });
});
