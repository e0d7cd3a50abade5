import { test } from "node:test";
import { mirrorCases, noticeBoardCases, noticeItems, virtualClock } from "@footplate/testkit";
import { createPlainStatus } from "../src/index.ts";
import { fakePlainStatus } from "../src/testing.ts";

async function fresh() {
  const clock = virtualClock("2026-11-22T12:00:00Z");
  const fake = fakePlainStatus({ now: clock.epochMs, lagMs: 45_000 });
  const options = { baseUrl: fake.baseUrl, token: "fake-token", fetch: fake.fetch, clock };
  const { noticeBoard: board } = createPlainStatus(options);
  const { maintenances: rows } = fake;
  const items = noticeItems(clock.now(), fake.components);
  const stage = { ...items, board, mirror: board, clock, sent: fake.calls, told: async () => fake.told.length };
  return {
    ...stage,
    humanEdit: async (id: string) => void rows.change(id, { title: "Renamed by hand" }),
    humanDelete: async (id: string) => rows.remove(id),
    humanCopy: async (id: string) => void rows.make({ ...rows.find(id), id: undefined }),
    humanComplete: async (id: string) => void rows.change(id, { state: "completed" }),
    addForeign: async () => rows.make({ ...items.item(0), state: "scheduled" }).id,
    live: async () =>
      rows
        .all()
        .filter(({ state, extra }) => state !== "completed" && Object(extra).mark !== undefined)
        .map(({ extra }) => String(Object(extra).mark.key)),
  };
}

const world = { name: "plain-status", fresh };
for (const { name, run } of [...mirrorCases(world), ...noticeBoardCases(world)]) void test(name, run);
