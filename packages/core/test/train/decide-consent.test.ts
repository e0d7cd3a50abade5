import { describe, expect, test } from "vitest";
import type { ConductPolicy, TrainLine } from "../../src/index.ts";
import { cut, happened, PROD_A, PROD_B, STAGING, T0, T1, yard } from "./trains.ts";
import { BOT, DAY1, DAY2, type Journey, journey, refused } from "./journey.ts";

const WINDOW = `${T0}/${PROD_A}/primary`;
const LATER = "2026-01-08T18:00:00Z";

describe("approvals", () => {
  const approve = { act: "approve", train: T0, subject: { type: "extension", window: WINDOW, until: LATER } } as const;

  test("R23 as the customer's contact only by the contact of that target", () => {
    const trip = journey(yard(), cut());
    expect(trip.act("tam-a", DAY2, approve)).toMatchObject([{ as: "tam", approval: `${T0}/approval/1` }]);
    expect(trip.ask("a", DAY2, { ...approve, as: "tam" })).toMatchObject({
      code: "forbidden",
      message: `a is not the contact of ${PROD_A}`,
      hint: "let tam-a approve, or pass on the client's own word with `as: client` and `from`",
    });
    const other = { ...approve, subject: { ...approve.subject, window: `${T0}/${PROD_B}/primary` } };
    expect(refused(trip.ask("tam-a", DAY2, other))?.[0]).toBe("forbidden");
    expect(refused(trip.ask("lead", DAY2, approve))?.[0]).toBe("forbidden");
    expect(refused(trip.ask(BOT, DAY2, { ...approve, from: "somebody" }))?.[0]).toBe("forbidden");
  });

  test("R23 as the client by a person of the line, who says who at the client said yes", () => {
    const trip = journey(yard(), cut());
    expect(trip.act("b", DAY2, { ...approve, from: "shop manager of client A" })).toMatchObject([{ as: "client" }]);
    expect(refused(trip.ask("b", DAY2, { ...approve, as: "client" }))?.[0]).toBe("invalid_input");
    const stranger = yard({ people: [...yard().people, { id: "guest", name: "Guest" }] });
    expect(refused(journey(stranger, cut()).ask("guest", DAY2, { ...approve, from: "me" }))?.[0]).toBe("forbidden");
  });

  test("name a window of the train, or a target, and an end that is to come", () => {
    const trip = journey(yard(), cut());
    const ask = (more: object, now = DAY2): unknown => {
      return refused(trip.ask("tam-a", now, { ...approve, subject: { ...approve.subject, ...more } }))?.[0];
    };
    expect(ask({ window: "yard/e1.0/prod/nobody/primary" })).toBe("not_found");
    expect(ask({ window: `${T1}/${PROD_A}/primary` })).toBe("not_found");
    expect(ask({}, "2026-01-08T18:00:00Z")).toBe("conflict");
    expect(ask({ until: "later" })).toBe("invalid_input");
    trip.act("tam-a", DAY2, { act: "approve", train: T0, subject: { type: "skip", target: PROD_A } });
    trip.act("tam-a", DAY2, { ...approve, approval: "mail-7" });
    expect(refused(trip.ask("b", DAY2, { ...approve, from: "client", approval: "mail-7" }))?.[0]).toBe("conflict");
  });
});

describe("freeze exceptions", () => {
  const freezes: TrainLine["freezes"] = [
    {
      id: "peak",
      name: "Peak season",
      class: "hard",
      from: { date: "2026-01-06" },
      to: { date: "2026-01-12" },
      scope: ["prod"],
    },
    { id: "calm", name: "Calm days", class: "soft", from: { date: "2026-01-06" }, to: { date: "2026-01-12" } },
  ];
  const policy: ConductPolicy = {
    freezeApprovers: [
      { name: "domain leadership", oneOf: ["lead"] },
      { name: "one of the named", oneOf: ["b", "c"] },
    ],
  };
  const request = {
    act: "requestException",
    train: T0,
    freeze: "peak",
    reason: "Security fix",
    expiresAt: "2026-01-09T00:00:00Z",
  } as const;
  const yes = { act: "approveException", train: T0, exception: `${T0}/exception/1` } as const;
  const ready = (): Journey => {
    const passedStaging = happened("targetSkipped", { train: T0, target: STAGING, reason: "Tried elsewhere" });
    return journey(yard({ freezes }, policy), cut(), passedStaging);
  };
  const promote = { act: "promote", train: T0, to: PROD_A } as const;

  test("open the gate once one of each rule has said yes, until they expire", () => {
    const trip = ready();
    expect(trip.act("a", DAY2, request)).toMatchObject([{ scope: ["prod"], exception: yes.exception }]);
    expect(refused(trip.ask("a", DAY2, promote))?.[0]).toBe("forbidden");
    trip.act("lead", DAY2, yes);
    expect(trip.ask("a", DAY2, promote)).toMatchObject({
      ok: false,
      closures: [{ by: "freeze", hint: expect.stringContaining("one of the named") }],
    });
    trip.act("c", DAY2, yes);
    expect(trip.act("a", DAY2, promote)).toMatchObject([{ exception: yes.exception }]);
    expect(trip.state().exceptions).toMatchObject([{ usedBy: [`${T0}/${PROD_A}/promote/1`] }]);
  });

  test("take the consent of those who are asked, each for themselves; a no is final, and time runs out", () => {
    const trip = ready();
    trip.act("a", DAY2, request);
    expect(trip.ask("a", DAY2, yes)).toMatchObject({
      code: "forbidden",
      message: "a is not asked for consent",
      hint: "it takes domain leadership (lead) and one of the named (b or c)",
    });
    expect(refused(trip.ask(BOT, DAY2, yes))?.[0]).toBe("forbidden");
    expect(trip.ask("lead", DAY2, { ...yes, exception: "none" })).toMatchObject({ code: "not_found" });
    expect(refused(trip.ask("lead", "2026-01-09T00:00:00Z", yes))?.[1]).toContain("expired");
    trip.act("b", DAY2, { ...yes, act: "refuseException" });
    expect(refused(trip.ask("lead", DAY2, yes))).toEqual([
      "conflict",
      `b has refused exception ${yes.exception}, which is final`,
    ]);
    expect(trip.act("a", DAY2, request)).toMatchObject([{ exception: `${T0}/exception/2` }]);
  });

  test("are asked for a hard freeze of the line, for what it covers, for a time to come, with a reason", () => {
    const trip = ready();
    const ask = (more: object): unknown => refused(trip.ask("a", DAY2, { ...request, ...more }))?.[0];
    expect(ask({ freeze: "none" })).toBe("not_found");
    expect(ask({ freeze: "calm" })).toBe("conflict");
    expect(ask({ scope: ["staging"] })).toBe("conflict");
    expect(ask({ scope: ["nowhere"] })).toBe("not_found");
    expect(ask({ scope: [] })).toBe("not_found");
    expect(ask({ reason: "" })).toBe("invalid_input");
    expect(ask({ expiresAt: DAY2 })).toBe("conflict");
    const nobody = journey(yard({ freezes }), cut());
    expect(refused(nobody.ask("a", DAY2, request))?.[0]).toBe("forbidden");
    expect(refused(nobody.ask("lead", DAY2, yes))?.[0]).toBe("not_found");
  });
});

describe("change control", () => {
  const line = yard({}, { change: "required", changeExceptions: ["content only"] });
  const link = { act: "linkChange", train: T0 } as const;
  const promote = { act: "promote", train: T0, to: STAGING } as const;

  test("R2 R30 a promotion rests on an approved request, or on an exception that the policy names", () => {
    const trip = journey(line, cut());
    expect(trip.ask("a", DAY1, promote)).toMatchObject({ code: "forbidden", closures: [{ by: "change" }] });
    trip.act("a", DAY1, { ...link, change: { request: "CHG-1", state: "requested" } });
    expect(trip.ask("a", DAY1, promote).ok).toBe(false);
    trip.act(BOT, DAY1, { ...link, change: { request: "CHG-1", state: "approved" } });
    expect(trip.ask("a", DAY1, promote).ok).toBe(true);
    const named = journey(line, cut());
    named.act("a", DAY1, { ...link, target: STAGING, change: { exception: "content only" } });
    expect(named.ask("a", DAY1, promote).ok).toBe(true);
  });

  test("R2 refuses exceptions that nobody named", () => {
    const trip = journey(line, cut());
    expect(trip.ask("lead", DAY1, { ...link, change: { exception: "because" } })).toMatchObject({
      code: "forbidden",
      hint: "use content only",
    });
    expect(refused(trip.ask("a", DAY1, { ...link, change: { request: "", state: "approved" } }))?.[0]).toBe(
      "invalid_input",
    );
    expect(refused(trip.ask("a", DAY1, { ...link, target: "prod", change: { exception: "content only" } }))?.[0]).toBe(
      "not_found",
    );
  });
});
