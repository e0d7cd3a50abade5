import { test } from "node:test";
import { versionProbeCases, virtualClock } from "@footplate/testkit";
import { createPlainVersions } from "../src/index.ts";
import { fakePlainVersions } from "../src/testing.ts";

const BEGIN = "2026-11-22T12:00:00Z";

const cases = versionProbeCases({
  name: "plain-versions",
  fresh: async () => {
    const clock = virtualClock(BEGIN);
    const fake = fakePlainVersions({ now: clock.epochMs });
    const options = { baseUrl: fake.baseUrl, token: "fake-token", fetch: fake.fetch, clock };
    for (const id of ["eu", "us"]) fake.targets.make({ id, running: null });
    const target = (id: string) => ({ id, refs: { "plain-versions": { targetId: id } } });
    return {
      probe: createPlainVersions(options).versionProbe,
      target: target("eu"),
      other: target("us"),
      // In a change, null would take the field away.
      put: async ({ id }, version) => void fake.targets.make({ id, running: version ?? null }),
      cutOff: async ({ id }) => fake.cutOff(id),
      sent: fake.calls,
    };
  },
});
for (const { name, run } of cases) void test(name, run);
