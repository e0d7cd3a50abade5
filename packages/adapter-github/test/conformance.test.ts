import { type TrainTicket } from "@footplate/core";
import { mirrorCases } from "@footplate/testkit";
import { describe, test } from "vitest";
import { ticket } from "./support/tickets.ts";
import { minute, world, type WorldOptions } from "./support/world.ts";

const settings: Readonly<Record<string, WorldOptions>> = {
  "a repository": {},
  "a repository whose lists lag": { lagMs: 45_000 },
  "a repository asked by the newer version": { ports: { apiVersion: "2026-03-10" } },
};

describe.each(Object.keys(settings))("what every mirror must do, on %s", (name) => {
  const cases = mirrorCases<TrainTicket>({
    name: "github",
    fresh: async () => {
      const { trainTickets, clock, fake } = world(settings[name]);
      return {
        mirror: trainTickets,
        clock,
        range: { start: minute(-1), end: minute(20_000) },
        item: (n) => ticket({ title: `Train ${n}`, start: minute(11_000 + n), end: minute(11_060 + n) }),
        change: (item) => ({ ...item, body: `${item.body}\n\n- one thing more` }),
        humanEdit: async (id) => fake.issues.edit(id, { title: "Renamed by hand" }),
        humanDelete: async (id) => fake.issues.remove(id),
        humanCopy: async (id) => void fake.issues.copy(id),
        withdraw: async () => fake.withdraw(),
        addForeign: async () => fake.issues.open({ title: "By hand", labels: ["release-train"] }),
        live: async () =>
          fake.issues
            .all()
            .filter(({ state }) => state === "open")
            .flatMap(({ body }) => /"key":"([^"]*)"/.exec(body ?? "")?.[1] ?? []),
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});
