import {
  createStatuspage,
  requiredPermissions,
  statuspageRef,
  statuspageRefProblem,
} from "@footplate/adapter-statuspage";
import { describe, expect, test } from "vitest";

describe("how a target names its component", () => {
  const { noticeBoard } = createStatuspage({ pageId: "p1", apiKey: "k" });

  test("is read from refs; a target that names none has none", () => {
    const refs = { statuspage: { componentId: "8kbf7d35c070" }, gcal: { calendarId: "x" } };
    expect(statuspageRef(refs)).toEqual({ componentId: "8kbf7d35c070" });
    expect(noticeBoard.componentsOf(refs)).toEqual(["8kbf7d35c070"]);
    expect(noticeBoard.componentsOf({ gcal: { calendarId: "x" } })).toEqual([]);
    expect(noticeBoard.componentsOf(undefined)).toEqual([]);
  });

  test.each([
    undefined,
    null,
    "c1",
    [],
    {},
    { componentId: 7 },
    { componentId: "" },
    { componentId: "../x" },
    { componentId: "c1", page: "p" },
  ])("refuses %j with what is wrong", (ref) => {
    expect(statuspageRefProblem(ref)).toMatch(/\w{3,}/);
  });

  test("throws invalid_input where a malformed one is used", () => {
    expect(() => noticeBoard.componentsOf({ statuspage: { component: "c1" } })).toThrow("refs.statuspage");
  });
});

test("what the key must be allowed is data", () => {
  expect(JSON.parse(JSON.stringify(requiredPermissions))).toEqual(requiredPermissions);
  expect(requiredPermissions.map(({ permission }) => permission)).toContain("read incidents of the page");
});
