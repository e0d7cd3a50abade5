import type { OnCallOverride } from "@footplate/core";
import { mirrorCases } from "@footplate/testkit";
import { describe, test } from "vitest";
import { minute, override, SCHEDULE, world, type WorldOptions } from "./support/world.ts";

const settings: Readonly<Record<string, WorldOptions>> = {
  "a schedule": {},
  "a schedule whose lists lag": { lagMs: 45_000 },
  "a schedule behind OAuth": { mode: "oauth" },
};

describe.each(Object.keys(settings))("what every mirror must do, on %s", (name) => {
  const cases = mirrorCases<OnCallOverride>({
    name: "jsm-ops overrides",
    fresh: async () => {
      const { onCall, clock, fake } = world(settings[name]);
      const aliasOf = (id: string): string => id.split("/")[1] ?? "";
      return {
        mirror: onCall.overrides,
        clock,
        range: { start: minute(10_000), end: minute(20_000) },
        item: (n) => override({ start: minute(11_000 + n), end: minute(11_060 + n), person: "account:a" }),
        change: (item) => ({ ...item, person: "account:c", rotations: ["rotation-2", "rotation-1"] }),
        humanEdit: async (id) =>
          fake.person.editOverride(SCHEDULE, aliasOf(id), { responder: { type: "user", id: "account:b" } }),
        humanDelete: async (id) => fake.person.removeOverride(SCHEDULE, aliasOf(id)),
        withdraw: async () => fake.person.withdraw(),
        addForeign: async () => {
          const fields = { responder: { type: "noone" }, startDate: minute(12_000), endDate: minute(12_060) };
          return `${SCHEDULE}/${fake.person.addOverride(SCHEDULE, fields)}`;
        },
        // No mark is stored: nothing in the vendor's state is known as ours.
        live: async () => [],
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});
