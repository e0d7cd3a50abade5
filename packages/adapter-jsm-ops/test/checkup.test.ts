import { describe, expect, test } from "vitest";
import { ahead, checksOf, lineWith, unreachable } from "../../../test/support/checkup.ts";
import { SCHEDULE, world } from "./support/world.ts";

const line = lineWith({
  line: { "jsm-ops": { scheduleId: SCHEDULE } },
  person: { "jsm-ops": { accountId: "account:a" } },
});

describe("checkup of schedules", () => {
  test("reads the schedules that config and line name; writes nothing", async () => {
    const { onCall, fake } = world();
    expect(await checksOf(onCall.checkup, line)).toEqual([
      "credential: fine, the account may read schedules of the site",
      "schedule of the config: fine, schedule-1 is Release conductors",
      "line retail: fine, schedule-1 is Release conductors",
      "people: open, reading people takes a right that nothing else needs, so the accounts of 1 stay unread",
      "rights to schedules: open, only writing tells whether the account may make overrides",
    ]);
    expect(new Set(fake.state().calls.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("says which schedule is not shown, also where the account is not of its team", async () => {
    const unknown = lineWith({ line: { "jsm-ops": { scheduleId: "gone" } } });
    expect(await checksOf(world().onCall.checkup, unknown)).toContain(
      "line retail: wrong, the site shows no schedule gone",
    );
    expect(await checksOf(world({ teamAccess: false }).onCall.checkup, line)).toContain(
      "line retail: wrong, the site shows no schedule schedule-1",
    );
    const malformed = lineWith({ person: { "jsm-ops": { account: "a" } } });
    expect((await checksOf(world().onCall.checkup, malformed)).join("\n")).toMatch(
      /person conductor-a: wrong, refs.jsm-ops/,
    );
  });

  test.each(["basic", "oauth"] as const)("says that the credential is not let in (%s)", async (mode) => {
    const wrong = mode === "basic" ? { apiToken: "wrong-token" } : { token: "wrong-token" };
    const all = await checksOf(world({ mode }).another(wrong).onCall.checkup, line);
    expect(all).toEqual([expect.stringMatching(/^credential: wrong, .*answered 401/)]);
    expect(all.join()).not.toContain("wrong-token");
  });

  test("F38 judges the clock, and says that nobody answers", async () => {
    const { another, fake, clock } = world();
    const { onCall } = another({ fetch: ahead(fake.fetch, clock.epochMs, -400_000) });
    expect((await checksOf(onCall.checkup)).at(-1)).toBe(
      "clock against api.atlassian.com: wrong, this machine's clock is 7 min ahead of the service's",
    );
    expect(await checksOf(another({ fetch: unreachable }).onCall.checkup)).toEqual([
      expect.stringMatching(/^credential: wrong, .*connection/),
    ]);
  });
});

describe("checkup of alerts", () => {
  test("reads, and raises nothing", async () => {
    const { pager, fake } = world();
    expect(await checksOf(pager.checkup)).toEqual([
      "credential: fine, the account may read alerts",
      "rights to alerts: open, only an alert tells whether the account may raise one",
    ]);
    expect(fake.state().alerts).toEqual([]);
  });

  test("knows what it needs itself", () => {
    expect(world().pager.checkup.permissions.map(({ permission }) => permission)).toEqual([
      "read:ops-alert:jira-service-management",
      "write:ops-alert:jira-service-management",
    ]);
  });
});
