import { test } from "node:test";
import { logBookCases, virtualClock } from "@footplate/testkit";
import { createPlainLog } from "../src/index.ts";
import { fakePlainLog } from "../src/testing.ts";

const BEGIN = "2026-11-22T12:00:00Z";

const cases = logBookCases({
  name: "plain-log",
  fresh: async () => {
    const clock = virtualClock(BEGIN);
    const fake = fakePlainLog({ now: clock.epochMs, lagMs: 45_000 });
    const options = { baseUrl: fake.baseUrl, token: "fake-token", fetch: fake.fetch, clock };
    return {
      ...createPlainLog(options),
      clock,
      humanAppend: async (line) => void fake.entries.make({ line }),
      lines: async () => fake.entries.all().map(({ line }) => String(line)),
      sent: fake.calls,
    };
  },
});
for (const { name, run } of cases) void test(name, run);
