import type { Notice } from "@footplate/core";
import { mirrorCases, noticeBoardCases } from "@footplate/testkit";
import { describe, test } from "vitest";
import { minute, notice, world, type WorldOptions } from "./support/world.ts";

const settings: Readonly<Record<string, WorldOptions>> = {
  "a page": {},
  "a page whose lists lag": { lagMs: 45_000 },
  "a page that says null": { nulls: true },
};

describe.each(Object.keys(settings))("what every mirror must do, on %s", (name) => {
  const cases = mirrorCases<Notice>({
    name: "statuspage",
    fresh: async () => {
      const { board, clock, fake } = world(settings[name]);
      return {
        mirror: board,
        clock,
        // Far enough ahead that a window is announced and not begun, however long a case takes.
        range: { start: minute(10_000), end: minute(20_000) },
        item: (n) =>
          notice({ title: `Release ${n}`, start: minute(11_000 + n), end: minute(11_060 + n), notify: n % 2 === 0 }),
        change: (item) => ({ ...item, body: `${item.body} It takes longer.`, cancellation: "It is off." }),
        humanEdit: async (id) => fake.person.edit(id, { name: "Renamed by hand" }),
        humanDelete: async (id) => fake.person.remove(id),
        humanCopy: async (id) => void fake.person.copy(id),
        withdraw: async () => fake.person.withdraw(),
        addForeign: async () =>
          fake.person.create({ name: "By hand", scheduled_for: minute(12_000), scheduled_until: minute(12_060) }),
        live: async () =>
          fake.state().incidents.flatMap((row) => {
            const metadata = Object(row["metadata"]);
            return row["status"] !== "completed" && "footplate" in metadata
              ? [String(Object(metadata.footplate).key)]
              : [];
          }),
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});

describe.each(Object.keys(settings))("what every notice board must do, on %s", (name) => {
  const cases = noticeBoardCases({
    name: "statuspage",
    fresh: async () => {
      const { board, clock, fake } = world(settings[name]);
      return {
        board,
        notice: notice({ components: ["api", "db"], start: minute(600), end: minute(720) }),
        spare: "web",
        clock,
        arm: async (id) => fake.person.edit(id, { scheduled_auto_completed: true }),
        humanComplete: async (id) => fake.person.edit(id, { status: "completed", deliver_notifications: false }),
        told: async () => fake.state().notifications.length,
        sent: () => fake.state().calls.length,
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});
