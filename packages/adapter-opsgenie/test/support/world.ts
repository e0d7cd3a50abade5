import { FootplateError, type Instant, instant, type Mark, type OnCallOverride } from "@footplate/core";
import { createOpsgenie, type Opsgenie, type OpsgenieOptions } from "@footplate/adapter-opsgenie";
import { type FakeOpsgenie, fakeOpsgenie, type FakeOpsgenieOptions } from "@footplate/adapter-opsgenie/testing";
import { virtualClock, type VirtualClock } from "@footplate/testkit";
import { validated } from "../../../../test/support/spec-validator.ts";

/** When every test begins: a Monday, in a turn of `user-a`. */
export const BEGIN = instant("2026-11-23T12:00:00Z");

export interface OpsgenieWorld extends Opsgenie {
  readonly fake: FakeOpsgenie;
  readonly clock: VirtualClock;
  /** Other ports to the same account: another process. */
  another(options?: Partial<OpsgenieOptions>): Opsgenie;
}

export interface WorldOptions extends FakeOpsgenieOptions {
  readonly ports?: Partial<OpsgenieOptions>;
  /** Stands between adapter and service, to break things. */
  readonly through?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/** A fresh account and the ports to it. The fake is checked against the service's description where that is at hand. */
export function world(options: WorldOptions = {}): OpsgenieWorld {
  const clock = virtualClock(BEGIN);
  const fake = fakeOpsgenie({ now: () => clock.epochMs(), ...options });
  const checked = validated("opsgenie", fake.fetch);
  const fetch = options.through?.(checked) ?? checked;
  const another = (more: Partial<OpsgenieOptions> = {}): Opsgenie =>
    createOpsgenie({
      schedules: ["conductors"],
      fetch,
      clock,
      random: () => 0,
      ...options.ports,
      ...more,
      apiKey: more.apiKey ?? fake.apiKey,
      integrationKey: more.integrationKey ?? fake.integrationKey,
    });
  return { ...another(), fake, clock, another };
}

/** The moment so many minutes after the beginning. */
export function minute(minutes: number): Instant {
  return instant(new Date(Date.parse(BEGIN) + minutes * 60_000));
}

/** An override from one to two hours after the beginning. */
export function override(change: Partial<OnCallOverride> = {}): OnCallOverride {
  return { schedule: "conductors", person: "user-c", start: minute(60), end: minute(120), rotations: [], ...change };
}

export function mark(change: Partial<Mark> = {}): Mark {
  return { key: "retail/2026-48/on-call", generation: 1, nonce: "n1", facts: 3, ...change };
}

/** A range that holds everything of a test. */
export const EVER = { start: instant("2020-01-01T00:00:00Z"), end: instant("2040-01-01T00:00:00Z") };

/** The error that a promise rejects with. */
export async function failing(promise: Promise<unknown>): Promise<FootplateError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof FootplateError) return error;
  throw new Error("nothing was thrown, or something else");
}

/** Methods and paths of what was sent, each with its answer: `POST v2/alerts 202`. */
export function sent(fake: FakeOpsgenie): readonly string[] {
  return fake.state().calls.map(({ method, path, status }) => `${method} ${decodeURIComponent(path)} ${status}`);
}
