import { onCallCases, pagerCases } from "@footplate/testkit";
import { describe, test } from "vitest";
import { BEGIN, SCHEDULE, world, type WorldOptions } from "./support/world.ts";

const settings: Readonly<Record<string, WorldOptions>> = {
  "a site": {},
  "a site behind OAuth": { mode: "oauth" },
  "a site whose lists lag and that works slowly": { lagMs: 45_000, processMs: 7000 },
  "a site with an integration": { adapter: { integrationKey: "fake-integration-key" } },
};

describe.each(Object.keys(settings))("what every on-call service must do, on %s", (name) => {
  const cases = onCallCases({
    name: "jsm-ops",
    fresh: async () => {
      const { onCall, clock, fake } = world(settings[name]);
      return {
        onCall,
        schedule: SCHEDULE,
        people: ["account:a", "account:b"],
        regular: "account:a",
        clock,
        now: BEGIN,
        sent: () => fake.state().calls.length,
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});

describe.each(Object.keys(settings))("what every pager must do, on %s", (name) => {
  const cases = pagerCases({
    name: "jsm-ops",
    fresh: async () => {
      const { pager, clock, fake } = world(settings[name]);
      return {
        pager,
        to: { type: "person", id: "account:b" },
        clock,
        escalation: "escalation-1",
        held: async (key) => {
          const { alerts, notes } = fake.state();
          const found = alerts.findLast(({ alias }) => alias === key);
          return {
            notes: notes.filter(({ alert }) => alert === found?.id).map(({ note }) => note),
            responders: (found?.responders ?? []).map(({ type, id }) => ({ type: responderType(type), id })),
          };
        },
        sent: () => fake.state().calls.length,
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});

function responderType(type: string): "person" | "team" {
  return type === "user" ? "person" : "team";
}
