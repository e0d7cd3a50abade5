import { test } from "node:test";
import { changeControlCases, virtualClock } from "@footplate/testkit";
import { createPlainChanges } from "../src/index.ts";
import { fakePlainChanges } from "../src/testing.ts";

const BEGIN = "2026-11-22T12:00:00Z";

const cases = changeControlCases({
  name: "plain-changes",
  fresh: async () => {
    const clock = virtualClock(BEGIN);
    const fake = fakePlainChanges({ now: clock.epochMs });
    const options = { baseUrl: fake.baseUrl, token: "fake-token", fetch: fake.fetch, clock };
    const make = (title: string) => ({ id: fake.changes.make({ title, state: "draft" }).id, title, state: "draft" });
    return {
      ...createPlainChanges(options),
      request: make("Release 2026.48"),
      other: make("Another"),
      decide: async (id, state) => void fake.changes.change(id, { state }),
      notes: async (id) =>
        fake.notes
          .all()
          .filter(({ change }) => change === id)
          .map(({ text }) => String(text)),
      sent: fake.calls,
    };
  },
});
for (const { name, run } of cases) void test(name, run);
