import { test } from "node:test";
import type { Responder } from "@footplate/core";
import { pagerCases, virtualClock } from "@footplate/testkit";
import { createPlainPager } from "../src/index.ts";
import { fakePlainPager } from "../src/testing.ts";

const BEGIN = "2026-11-22T12:00:00Z";

const cases = pagerCases({
  name: "plain-pager",
  fresh: async () => {
    const clock = virtualClock(BEGIN);
    const fake = fakePlainPager({ now: clock.epochMs });
    const options = { baseUrl: fake.baseUrl, token: "fake-token", fetch: fake.fetch, clock };
    return {
      ...createPlainPager(options),
      to: { type: "person", id: "conductor-a" },
      clock,
      escalation: "managers",
      held: async (key) => {
        const alert = fake.alerts.all().findLast((one) => one["key"] === key);
        return { notes: alert?.["notes"] as string[], responders: alert?.["responders"] as Responder[] };
      },
      sent: fake.calls,
    };
  },
});
for (const { name, run } of cases) void test(name, run);
