import { versionProbeCases } from "@footplate/testkit";
import { describe, test } from "vitest";
import { EU, target, US, world, type WorldOptions } from "./support/world.ts";

const settings: Readonly<Record<string, WorldOptions>> = {
  "targets that answer 404 for nothing": { adapter: { absent: [404] } },
  "targets that answer 204 for nothing": { nothing: 204, adapter: { absent: [204, 410] } },
  "targets whose version is null for nothing": { nothing: "null" },
  "targets that want a token": {
    token: "fake-token",
    nothing: "null",
    adapter: { secret: "fake-token", origins: ["https://eu.example.com", "https://us.example.com"] },
  },
  "targets that share a rate limit": {
    nothing: "null",
    adapter: { sharedRateLimit: { requests: 1, perMs: 1000 } },
  },
};

describe.each(Object.keys(settings))("what every version probe must do, with %s", (name) => {
  const cases = versionProbeCases({
    name: "version-http",
    fresh: async () => {
      const { versionProbe, fake } = world(settings[name]);
      const urlOf = (id: string): string => (id === "prod/eu" ? EU : US);
      return {
        probe: versionProbe,
        target: target(EU),
        other: target(US),
        put: async ({ id }, version) => (version === undefined ? fake.unset(urlOf(id)) : fake.set(urlOf(id), version)),
        cutOff: async ({ id }) => fake.down(urlOf(id)),
        sent: () => fake.state().calls.length,
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});
