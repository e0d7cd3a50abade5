import { type Instant, instant, type Mark, type OnCallOverride, type Page } from "@footplate/core";
import { createJsmOps, type JsmOps, type JsmOpsOptions } from "@footplate/adapter-jsm-ops";
import { type FakeCall, type FakeJsmOps, fakeJsmOps, type FakeJsmOpsOptions } from "@footplate/adapter-jsm-ops/testing";
import { virtualClock, type VirtualClock } from "@footplate/testkit";
import { validated } from "../../../../test/support/spec-validator.ts";

/** When every test begins. */
export const BEGIN = instant("2026-11-22T12:00:00Z");
export const SCHEDULE = "schedule-1";

export interface WorldOptions extends FakeJsmOpsOptions {
  readonly adapter?: Partial<JsmOpsOptions>;
  /** How the adapter proves who it is. @default "basic" */
  readonly mode?: "basic" | "oauth";
  /** Stands between adapter and service, to break things. */
  readonly through?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

export interface JsmOpsWorld extends JsmOps {
  readonly fake: FakeJsmOps;
  readonly clock: VirtualClock;
  /** A further adapter of the same site: another process. */
  another(options?: Partial<JsmOpsOptions>): JsmOps;
}

/** A fresh site and an adapter to it. Calls of the Operations API are held against the service's description. */
export function world(options: WorldOptions = {}): JsmOpsWorld {
  const clock = virtualClock(BEGIN);
  const fake = fakeJsmOps({
    now: () => clock.epochMs(),
    schedules: [
      {
        id: SCHEDULE,
        name: "Release conductors",
        timezone: "Europe/Berlin",
        onCall: ["account:a"],
        next: ["account:b"],
        rotations: ["rotation-1", "rotation-2"],
      },
      { id: "schedule-2", name: "Night watch" },
    ],
    users: ["account:a", "account:b", "account:c"],
    ...options,
  });
  const checked = validated("jsm-ops", fake.fetch);
  const fetch = options.through?.(checked) ?? checked;
  const { email, apiToken, token, cloudId } = fake;
  const auth = options.mode === "oauth" ? { token } : { email, apiToken };
  const another = (more: Partial<JsmOpsOptions> = {}): JsmOps =>
    createJsmOps({
      cloudId,
      schedules: [SCHEDULE],
      fetch,
      clock,
      random: () => 0,
      ...auth,
      ...options.adapter,
      ...more,
    } as JsmOpsOptions);
  return { ...another(), fake, clock, another };
}

/** The moment so many minutes after the beginning. */
export function minute(minutes: number): Instant {
  return instant(new Date(Date.parse(BEGIN) + minutes * 60_000));
}

export function override(change: Partial<OnCallOverride> = {}): OnCallOverride {
  return { schedule: SCHEDULE, person: "account:b", start: minute(60), end: minute(180), rotations: [], ...change };
}

export function mark(change: Partial<Mark> = {}): Mark {
  return { key: "retail/2026-48/primary", generation: 1, nonce: "n1", facts: 3, ...change };
}

export function page(change: Partial<Page> = {}): Page {
  return {
    key: "retail/2026-48/no-primary",
    message: "Nobody is primary",
    to: [{ type: "person", id: "account:a" }],
    ...change,
  };
}

/** A range that holds every override of a test. */
export const EVER = { start: instant("2020-01-01T00:00:00Z"), end: instant("2040-01-01T00:00:00Z") };

/** The requests that wrote: method, path and body. */
export function writes(fake: FakeJsmOps): readonly (readonly [string, unknown])[] {
  return fake
    .state()
    .calls.filter(({ method }) => method !== "GET")
    .map(({ method, path, body }: FakeCall) => [`${method} ${path}`, body]);
}
