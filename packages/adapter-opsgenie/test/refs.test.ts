import { opsgenieRef, opsgenieRefProblem, requiredPermissions } from "@footplate/adapter-opsgenie";
import { describe, expect, test } from "vitest";
import { world } from "./support/world.ts";

describe("refs", () => {
  const { onCall, pager } = world();

  test("name a person, a schedule, a team; others' refs name nothing", () => {
    expect(opsgenieRef({ opsgenie: { userId: "u-1" } })).toEqual({ userId: "u-1" });
    expect(onCall.personOf({ opsgenie: { userId: "u-1" } })).toBe("u-1");
    expect(onCall.scheduleOf({ opsgenie: { scheduleId: "s-1", teamId: "t-1" } })).toBe("s-1");
    for (const refs of [undefined, {}, { gcal: { calendarId: "x" } }]) {
      expect([onCall.personOf(refs), onCall.scheduleOf(refs), pager.responderOf(refs)]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  test.each([
    [
      { userId: "u-1", teamId: "t-1" },
      { type: "person", id: "u-1" },
    ],
    [
      { scheduleId: "s-1", teamId: "t-1" },
      { type: "team", id: "t-1" },
    ],
    [{ scheduleId: "s-1" }, { type: "schedule", id: "s-1" }],
  ])("%j calls %j", (opsgenie, responder) => expect(pager.responderOf({ opsgenie })).toEqual(responder));

  test.each([
    undefined,
    null,
    "u",
    [],
    {},
    { userId: 7 },
    { userId: "" },
    { userId: "../x" },
    { userId: "u", name: "n" },
  ])("refuses %j with what is wrong", (ref) => expect(opsgenieRefProblem(ref)).toMatch(/\w{3,}/));

  test("throws invalid_input where a malformed one is used", () => {
    expect(() => onCall.personOf({ opsgenie: { user: "u" } })).toThrow("refs.opsgenie");
  });
});

test("what the keys must be allowed is data", () => {
  expect(JSON.parse(JSON.stringify(requiredPermissions))).toEqual(requiredPermissions);
  expect(new Set(requiredPermissions.map(({ key }) => key))).toEqual(new Set(["apiKey", "integrationKey"]));
});
