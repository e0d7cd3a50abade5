import { test } from "node:test";
import { deployRunnerCases, exampleOrder, virtualClock } from "@footplate/testkit";
import { createPlainDeploys } from "../src/index.ts";
import { fakePlainDeploys } from "../src/testing.ts";

const BEGIN = "2026-11-22T12:00:00Z";

const cases = deployRunnerCases({
  name: "plain-deploys",
  fresh: async () => {
    const clock = virtualClock(BEGIN);
    const fake = fakePlainDeploys({ now: clock.epochMs, lagMs: 45_000 });
    const options = { baseUrl: fake.baseUrl, token: "fake-token", fetch: fake.fetch, clock };
    return {
      runner: createPlainDeploys(options).deployRunner,
      order: exampleOrder,
      clock,
      finish: async (id, outcome) => fake.finish(id, outcome),
      humanStart: async () => void fake.runs.make({ status: "running", attempt: 1 }),
      runs: async () => fake.runs.all().length,
      sent: fake.calls,
    };
  },
});
for (const { name, run } of cases) void test(name, run);
