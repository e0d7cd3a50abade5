import { test } from "node:test";
import { chatCases, virtualClock } from "@footplate/testkit";
import { createPlainChat } from "../src/index.ts";
import { fakePlainChat } from "../src/testing.ts";

const BEGIN = "2026-11-22T12:00:00Z";

const cases = chatCases({
  name: "plain-chat",
  fresh: async () => {
    const clock = virtualClock(BEGIN);
    const fake = fakePlainChat({ now: clock.epochMs, lagMs: 45_000 });
    const options = { baseUrl: fake.baseUrl, token: "fake-token", fetch: fake.fetch, clock };
    return {
      ...createPlainChat(options),
      channel: "releases",
      other: "support",
      clock,
      humanPost: async (channel, text) => void fake.messages.make({ channel, text, author: "somebody" }),
      sent: fake.calls,
    };
  },
});
for (const { name, run } of cases) void test(name, run);
