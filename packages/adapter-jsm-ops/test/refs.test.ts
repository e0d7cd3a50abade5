import { jsmOpsRef, jsmOpsRefProblem } from "@footplate/adapter-jsm-ops";
import { describe, expect, test } from "vitest";
import { world } from "./support/world.ts";

const { onCall, pager } = world();
const refs = (ref: Record<string, string>) => ({ "jsm-ops": ref });

describe("refs", () => {
  test("name a person, or where they are called", () => {
    expect(onCall.personOf(refs({ accountId: "557058:a-b" }))).toBe("557058:a-b");
    expect(onCall.scheduleOf(refs({ scheduleId: "s", teamId: "t" }))).toBe("s");
    expect(jsmOpsRef({ opsgenie: { scheduleId: "s" } })).toBeUndefined();
    for (const port of [onCall.personOf, onCall.scheduleOf, pager.responderOf]) expect(port(undefined)).toBeUndefined();
    expect(onCall.personOf(refs({ scheduleId: "s" }))).toBeUndefined();
  });

  test.each([
    [{ accountId: "a" }, { type: "person", id: "a" }],
    [
      { scheduleId: "s", teamId: "t", escalationId: "e" },
      { type: "escalation", id: "e" },
    ],
    [
      { scheduleId: "s", teamId: "t" },
      { type: "team", id: "t" },
    ],
    [{ scheduleId: "s" }, { type: "schedule", id: "s" }],
  ])("%j calls %j", (ref, responder) => {
    expect(pager.responderOf(refs(ref))).toEqual(responder);
  });

  test.each([
    ["a", "must be an object"],
    [[], "must be an object"],
    [{}, "names nothing"],
    [{ accountId: "" }, "accountId is not an id"],
    [{ scheduleId: "a b" }, "scheduleId is not an id"],
    [{ teamId: 7 }, "teamId is not an id"],
    [{ userId: "u" }, "userId is not known"],
    [{ accountId: "a", teamId: "t" }, "stands alone"],
  ])("%j: %s", (ref, problem) => {
    expect(jsmOpsRefProblem(ref)).toContain(problem);
  });

  test("that are malformed throw, with the way out", () => {
    expect(() => onCall.personOf(refs({ userId: "u" }))).toThrow(
      expect.objectContaining({ code: "invalid_input", message: expect.stringContaining("refs.jsm-ops: userId") }),
    );
  });
});
