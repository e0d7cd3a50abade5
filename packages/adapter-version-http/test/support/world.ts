import { instant, type ProbedTarget, type VersionProbe } from "@footplate/core";
import { createVersionProbe, type VersionHttpRef, type VersionProbeOptions } from "@footplate/adapter-version-http";
import { type FakeTargets, fakeTargets, type FakeTargetsOptions } from "@footplate/adapter-version-http/testing";
import { virtualClock, type VirtualClock } from "@footplate/testkit";

/** When every test begins. */
export const BEGIN = instant("2026-11-22T12:00:00Z");
export const EU = "https://eu.example.com/version";
export const US = "https://us.example.com/version";

export interface WorldOptions extends FakeTargetsOptions {
  readonly adapter?: VersionProbeOptions;
  /** Stands between adapter and targets, to break things. */
  readonly through?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

export interface VersionWorld {
  readonly versionProbe: VersionProbe;
  readonly fake: FakeTargets;
  readonly clock: VirtualClock;
}

/** Fresh targets that run nothing, and a probe of them. */
export function world(options: WorldOptions = {}): VersionWorld {
  const clock = virtualClock(BEGIN);
  const fake = fakeTargets({ now: () => clock.epochMs(), ...options });
  const fetch = options.through?.(fake.fetch) ?? fake.fetch;
  return { ...createVersionProbe({ fetch, clock, random: () => 0, ...options.adapter }), fake, clock };
}

/** A target that tells its version at an address. */
export function target(url: string, ref: Partial<VersionHttpRef> = {}): ProbedTarget {
  const id = url.startsWith(EU) ? "prod/eu" : "prod/us";
  return { id, refs: { "version-http": { url, ...ref } } };
}

/** What the promise rejects with. */
export async function failing(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`resolved with ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}
