import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { apply, epochMs, fromEpochMs, instant, type PlanContext } from "@footplate/core";
import { memoryJournal, memoryNoticeBoard, virtualClock } from "@footplate/testkit";
import { expect, test } from "vitest";
import { economyLine, economyRange } from "./support/call-economy.ts";

const START = instant("2027-02-01T08:00:00Z");

/**
 * Opsgenie does not say what it makes of a second override under one alias; here it takes the place of the first. An id that we
 * choose may be sent again as soon as the first try is over, before any listing can show what became of it: what stands in
 * the way of overwriting it is the look before each POST.
 */
test("F2 F24 F81 an override whose answer was lost, and that a person changed since, is not replaced by the next run", async () => {
  const line = economyLine({ trains: 1, targets: 1 });
  const clock = virtualClock(START);
  const fake = fakeOpsgenie({
    now: clock.epochMs,
    users: line.people.map(({ id }) => ({ id: `user-${id}`, username: `${id}@example.com` })),
    schedules: [{ id: "conductors", rotations: [] }],
    lagMs: 30_000,
  });
  const posts: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.method !== "POST") return fake.fetch(request);
    const { alias, user, startDate, endDate } = JSON.parse(await request.clone().text());
    posts.push(alias);
    if (posts.length > 1) {
      fake.person.setOverride({ alias, schedule: "conductors", user, startDate, endDate, rotations: [] });
      return Response.json({ data: { alias }, took: 0.1, requestId: "r" }, { status: 201 });
    }
    clock.advance(20_000);
    await fake.fetch(request);
    throw new TypeError("socket closed");
  };
  const { apiKey, integrationKey } = fake;
  const { onCall } = createOpsgenie({ apiKey, integrationKey, schedules: ["conductors"], fetch, clock });
  const journal = memoryJournal({ clock, birth: fromEpochMs(epochMs(START) - 86_400_000) });
  const context: PlanContext = {
    line,
    clock,
    ports: {
      noticeBoard: memoryNoticeBoard({ clock, components: [{ id: "compt0000", name: "Target" }] }),
      onCall,
      journal,
    },
  };
  const run = async (): Promise<readonly string[]> => {
    const types: string[] = [];
    for await (const event of apply(context, { range: economyRange })) types.push(event.type);
    return types;
  };

  expect(await run()).toContain("failed");
  const [made] = fake.state().overrides;
  if (made === undefined) throw new Error("the service did not make it");
  const byHand = { ...made, user: { type: "user", id: "user-lead" } };
  fake.person.setOverride(byHand);
  clock.advance(onCall.overrides.sendMs - 20_000 + 1000);
  expect(onCall.overrides.settleMs).toBeGreaterThanOrEqual(30_000);

  expect(await run()).toContain("done");
  expect(posts).toHaveLength(1);
  expect(fake.state().overrides).toEqual([byHand]);
});
