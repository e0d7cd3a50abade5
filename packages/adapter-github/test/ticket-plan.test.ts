import { apply, type CalendarEntry, instant, plan, type PlanContext, type TrainLine } from "@footplate/core";
import type { FakeFault } from "@footplate/adapter-github/testing";
import { memoryJournal, memoryMirror } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { world } from "./support/world.ts";

const line: TrainLine = {
  id: "retail",
  name: "Retail",
  zone: "Europe/Berlin",
  review: "none",
  gap: "later",
  overlap: "first",
  team: { id: "release", name: "Release team", leads: ["lead"], members: ["conductor-a", "conductor-b"] },
  people: ["lead", "conductor-a", "conductor-b"].map((id) => ({ id, name: id, refs: { github: { login: id } } })),
  services: [{ id: "picking", owner: "release", ownerConfirmed: "2026-10-01" }],
  stops: [{ id: "prod", name: "Production", targets: [{ id: "client-a", name: "client-a" }] }],
  eras: [
    {
      id: "e1",
      from: "2026-11-25",
      cadence: { every: "P2W", anchor: "2026-11-25" },
      number: { format: "R{ww}-{yy}" },
      rotation: { strategy: "staggeredPair", order: ["conductor-a", "conductor-b"] },
      windows: [{ kind: "primary", stop: "prod", target: "client-a", day: 0, at: "22:00", length: "PT2H" }],
    },
  ],
};
const later: TrainLine = {
  ...line,
  eras: line.eras.map((era) => ({ ...era, windows: era.windows.map((rule) => ({ ...rule, at: "20:00" })) })),
};
const range = { start: instant("2026-11-23T00:00:00Z"), end: instant("2026-12-20T00:00:00Z") };

/** A repository whose lists lag, and a planner before it. The n-th request from `arm` on goes wrong. */
function planned() {
  let left = Number.POSITIVE_INFINITY;
  let harm: FakeFault = "lost";
  const { trainTickets, fake, clock } = world({
    lagMs: 45_000,
    fault: () => {
      left -= 1;
      return left === 0 ? harm : undefined;
    },
  });
  const journal = memoryJournal({ clock, birth: "2026-11-01T00:00:00Z" });
  const entries = memoryMirror<CalendarEntry>({ identity: "chosen", clock });
  const calendar = { ...entries, spec: 1 as const, freeBusy: () => Promise.resolve([]) };
  const context = (of: TrainLine): PlanContext => ({ line: of, clock, ports: { journal, calendar, trainTickets } });
  const run = async (of: TrainLine): Promise<boolean> => {
    let quiet = false;
    for await (const event of apply(context(of), { range }))
      if (event.type === "finished") quiet = event.done + event.left + event.failed === 0;
    return quiet;
  };
  return {
    fake,
    arm: (n: number, what: FakeFault) => {
      left = n;
      harm = what;
    },
    /** Applies again and again, with time to settle in between. */
    settle: async (of: TrainLine): Promise<boolean> => {
      for (let tries = 0; tries < 6; tries += 1) {
        if (await run(of).catch(() => false)) return true;
        clock.advance(trainTickets.sendMs + trainTickets.settleMs + 1);
      }
      return false;
    },
    look: (of: TrainLine) => plan(context(of), { range }),
    open: () =>
      fake.issues
        .all()
        .filter(({ state }) => state === "open")
        .map(({ title, body }) => [title, said(body, "key"), said(body, "start")].join(" "))
        .toSorted(),
  };
}

/** What a marker says. */
function said(body: string | null, field: string): string {
  return new RegExp(`"${field}":"([^"]*)"`).exec(body ?? "")?.[1] ?? "nothing";
}

const expected = ["R48-26", "R50-26"];

test("what was planned and applied leaves nothing to plan, and moves when the line does", async () => {
  const { settle, look, open, fake } = planned();
  expect(await settle(line)).toBe(true);
  expect((await look(line)).operations).toEqual([]);
  expect(open()).toHaveLength(2);
  for (const [index, number] of expected.entries()) expect(open()[index]).toContain(number);
  expect(open()[0]).toMatch(/2026-11-25T21:00:00Z$/);
  expect(await settle(later)).toBe(true);
  expect(open()[0]).toMatch(/2026-11-25T19:00:00Z$/);
  expect(fake.issues.all()).toHaveLength(2);
});

describe.each<[string, FakeFault]>([
  ["an answer is lost", "lost"],
  ["no connection is made", "unsent"],
  ["the service is out", { status: 502, body: { message: "Bad Gateway" } }],
  [
    "the service asks to wait",
    { status: 403, body: { message: "secondary rate limit" }, headers: { "retry-after": "120" } },
  ],
])("F2 F67 when %s", (_name, harm) => {
  test("at any request, nothing is doubled and nothing is missing in the end", async () => {
    const whole = planned();
    await whole.settle(line);
    const made = whole.fake.state().calls.length;
    await whole.settle(later);
    const wanted = whole.open();
    for (let n = 1; n <= made + 4; n += 1) {
      const one = planned();
      one.arm(n, harm);
      expect([n, await one.settle(line), await one.settle(later), one.open()]).toEqual([n, true, true, wanted]);
      expect(one.fake.issues.all()).toHaveLength(2);
    }
  }, 60_000);
});
