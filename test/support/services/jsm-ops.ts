import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { fakeJsmOps } from "@footplate/adapter-jsm-ops/testing";
import { instant, type Mark, type OnCallOverride } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import { aimAt, BEGIN, CANARY, type Service } from "./service.ts";

const override: OnCallOverride = {
  schedule: "schedule-1",
  person: "account:b",
  start: instant("2026-11-23T13:00:00Z"),
  end: instant("2026-11-23T14:00:00Z"),
  rotations: [],
};
const later = { ...override, start: instant("2026-11-23T15:00:00Z"), end: instant("2026-11-23T16:00:00Z") };
const mark: Mark = { key: "retail/2026-48/on-call", generation: 1, nonce: "n1", facts: 3 };
const range = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };
const at = instant("2026-11-23T12:30:00Z");
const page = {
  key: "retail/2026-48/call",
  message: "Nobody is primary",
  to: [{ type: "person", id: "account:a" }],
} as const;

/** The operations of a site with a schedule, an override and an alert. */
export async function jsmOps(): Promise<Service> {
  const clock = virtualClock(BEGIN);
  const fake = fakeJsmOps({
    now: clock.epochMs,
    apiToken: CANARY,
    integrationKey: `${CANARY}-2`,
    schedules: [{ id: "schedule-1", name: "Conductors", onCall: ["account:a"], next: ["account:b"] }],
    users: ["account:a", "account:b"],
  });
  const { cloudId, email } = fake;
  const keys = { cloudId, email, apiToken: CANARY, integrationKey: `${CANARY}-2`, schedules: ["schedule-1"] };
  const first = createJsmOps({ ...keys, clock, fetch: fake.fetch });
  const held = await first.onCall.overrides.create(override, mark);
  await first.pager.page(page);
  const overrides = /\/schedules\/schedule-1\/overrides$/;
  const one = /\/overrides\/[^/]+$/;
  return {
    adapter: "jsm-ops",
    clock,
    fetch: fake.fetch,
    basePath: "/",
    made: () => fake.state().overrides.length + fake.state().alerts.length,
    connect: (settings) => {
      const { onCall, pager } = createJsmOps({ ...keys, ...settings });
      return [
        {
          name: "onCall.schedules",
          kind: "list",
          aim: aimAt("GET", /\/v1\/schedules$/),
          run: () => onCall.schedules(),
        },
        {
          name: "onCall.onCall",
          kind: "read",
          aim: aimAt("GET", /\/on-calls$/),
          run: () => onCall.onCall("schedule-1", at),
        },
        { name: "overrides.read", kind: "read", aim: aimAt("GET", one), run: () => onCall.overrides.read(held.id) },
        { name: "overrides.list", kind: "list", aim: aimAt("GET", overrides), run: () => onCall.overrides.list(range) },
        {
          name: "overrides.create",
          kind: "write",
          aim: aimAt("POST", overrides),
          run: () => onCall.overrides.create(later, { ...mark, key: "retail/2026-49/on-call" }),
        },
        {
          name: "overrides.update",
          kind: "write",
          aim: aimAt("PUT", one),
          run: () => onCall.overrides.update(held, later, 4),
        },
        {
          name: "overrides.remove",
          kind: "write",
          aim: aimAt("DELETE", one),
          bodyless: true,
          run: () => onCall.overrides.remove(held),
        },
        {
          name: "pager.find",
          kind: "read",
          aim: aimAt("GET", /\/alerts\/alias$/),
          run: () => pager.find(page.key),
        },
        {
          name: "pager.page",
          kind: "write",
          aim: aimAt("POST", /\/alerts$/),
          run: () => pager.page({ ...page, key: "retail/2026-49/call" }),
        },
        {
          name: "pager.close",
          kind: "write",
          aim: aimAt("POST", /\/close$/),
          run: () => pager.close(page.key, "Somebody is."),
        },
      ];
    },
  };
}
