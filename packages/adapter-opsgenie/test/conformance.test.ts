import { epochMs, fromEpochMs, type Held, type Mark, type Mirror, type OnCallOverride } from "@footplate/core";
import { mirrorCases } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { EVER, mark, minute, override, world, type WorldOptions } from "./support/world.ts";

const settings: Readonly<Record<string, WorldOptions>> = {
  "an account": {},
  "an account whose lists lag": { lagMs: 25_000 },
};
// The service keeps nothing of what is deleted, so that a generation may come again: tested below.
const otherwise = ["F24 a chosen id that ended is a conflict, and the next generation is not"];

describe.each(Object.keys(settings))("what every mirror must do, on %s", (name) => {
  const cases = mirrorCases<OnCallOverride>({
    name: "opsgenie",
    fresh: async () => {
      const { onCall, clock, fake } = world(settings[name]);
      const foreign = { schedule: "conductors", user: { type: "user", id: "user-a" }, rotations: [] };
      return {
        mirror: remembering(onCall.overrides),
        clock,
        range: { start: minute(10_000), end: minute(20_000) },
        item: (n) => override({ start: minute(11_000 + n), end: minute(11_060 + n) }),
        change: (item) => ({
          ...item,
          person: "user-b",
          end: fromEpochMs(epochMs(item.end) + 60_001),
          rotations: ["weekly"],
        }),
        humanEdit: async (id) => {
          const alias = id.slice("conductors/".length);
          const span = { startDate: minute(11_500), endDate: minute(11_600) };
          fake.person.setOverride({ ...foreign, alias, ...span });
        },
        humanDelete: async (id) => fake.person.removeOverride("conductors", id.slice("conductors/".length)),
        withdraw: async () => fake.person.withdraw("conductors"),
        addForeign: async () => {
          const span = { startDate: minute(12_000), endDate: minute(12_060) };
          fake.person.setOverride({ ...foreign, alias: "by-hand", ...span });
          return "conductors/by-hand";
        },
        live: async () =>
          fake.state().overrides.flatMap(({ alias }) => {
            const [, key] = /^footplate~(.*)~\d+$/.exec(alias) ?? [];
            return key === undefined ? [] : [key.replaceAll(":", "/")];
          }),
      };
    },
  });
  const wanted = cases.filter((one) => !otherwise.some((title) => one.name.endsWith(title)));
  test("one case less than there are", () => expect(wanted).toHaveLength(cases.length - otherwise.length));
  for (const { name: title, run } of wanted) test(title, run);
});

test("F24 what was removed leaves nothing: the same generation is made again", async () => {
  const { onCall } = world();
  const { overrides } = onCall;
  const first = await overrides.create(override(), mark());
  await overrides.remove(first);
  expect(await overrides.read(first.id)).toBeUndefined();
  expect((await overrides.create(override({ person: "user-a" }), mark({ nonce: "n2" }))).item.person).toBe("user-a");
  expect((await overrides.list(EVER)).held).toHaveLength(1);
});

/** An override has no place for nonce and facts: these are kept here, so that the cases apply to all the rest of it. */
function remembering(mirror: Mirror<OnCallOverride>): Mirror<OnCallOverride> {
  const known = new Map<string, Pick<Mark, "nonce" | "facts">>();
  const whole = (held: Held<OnCallOverride>): Held<OnCallOverride> =>
    held.mark === undefined ? held : { ...held, mark: { ...held.mark, ...known.get(held.id) } };
  return {
    ...mirror,
    list: async (range, call) => {
      const listing = await mirror.list(range, call);
      return { ...listing, held: listing.held.map(whole) };
    },
    read: async (id, call) => {
      const held = await mirror.read(id, call);
      return held && whole(held);
    },
    create: async (item, { nonce, facts, ...rest }, call) => {
      const held = await mirror.create(item, { nonce, facts, ...rest }, call);
      if (!known.has(held.id)) known.set(held.id, { nonce, facts });
      return whole(held);
    },
    update: async (held, item, facts, call) => {
      const after = await mirror.update(held, item, facts, call);
      known.set(after.id, { nonce: known.get(after.id)?.nonce ?? "", facts });
      return whole(after);
    },
  };
}
