import { onCallCases, pagerCases } from "@footplate/testkit";
import { describe, test } from "vitest";
import { alertAlias } from "../src/alert-alias.ts";
import { BEGIN, world, type WorldOptions } from "./support/world.ts";

const settings: Readonly<Record<string, WorldOptions>> = {
  "an account": {},
  "an account whose lists lag and that works slowly": { lagMs: 25_000, processMs: 2000 },
};

describe.each(Object.keys(settings))("what every on-call service must do, on %s", (name) => {
  const cases = onCallCases({
    name: "opsgenie",
    fresh: async () => {
      const { onCall, clock, fake } = world(settings[name]);
      return {
        onCall,
        schedule: "conductors",
        people: ["user-a", "user-c"],
        regular: "user-a",
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
    name: "opsgenie",
    fresh: async () => {
      const { pager, clock, fake } = world(settings[name]);
      return {
        pager,
        to: { type: "person", id: "user-b" },
        clock,
        escalation: "escalation-1",
        held: async (key) => {
          const alert = fake.state().alerts.findLast(({ alias }) => alias === alertAlias(key));
          const responders = (alert?.responders ?? []).map(({ type, id = "" }) => ({ type: responderType(type), id }));
          return { notes: alert?.notes ?? [], responders };
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
