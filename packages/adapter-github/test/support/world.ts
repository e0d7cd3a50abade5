import { FootplateError, type Instant, instant } from "@footplate/core";
import { createGitHub, type GitHub, type GitHubOptions } from "@footplate/adapter-github";
import { type FakeGitHub, fakeGitHub, type FakeGitHubOptions } from "@footplate/adapter-github/testing";
import { virtualClock, type VirtualClock } from "@footplate/testkit";
import { validated } from "../../../../test/support/spec-validator.ts";

/** When every test begins: a Monday. */
export const BEGIN = instant("2026-11-23T12:00:00Z");

export interface GitHubWorld extends GitHub {
  readonly fake: FakeGitHub;
  readonly clock: VirtualClock;
  /** Other ports to the same repository: another process. */
  another(options?: Partial<GitHubOptions>): GitHub;
}

export interface WorldOptions extends FakeGitHubOptions {
  readonly ports?: Partial<GitHubOptions>;
  /** Stands between adapter and service, to break things. */
  readonly through?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/** A fresh repository and the ports to it. The fake is checked against the service's description where that is at hand. */
export function world(options: WorldOptions = {}): GitHubWorld {
  const clock = virtualClock(BEGIN);
  const fake = fakeGitHub({ now: () => clock.epochMs(), ...options });
  const checked = validated("github", fake.fetch);
  const fetch = options.through?.(checked) ?? checked;
  const another = (more: Partial<GitHubOptions> = {}): GitHub => {
    const { token = fake.token, ...rest } = { ...options.ports, ...more };
    const credential = rest.app === undefined ? { token } : {};
    return createGitHub({ repository: fake.repository, fetch, clock, random: () => 0, ...rest, ...credential });
  };
  return { ...another(), fake, clock, another };
}

/** The moment so many minutes after the beginning. */
export function minute(minutes: number): Instant {
  return instant(new Date(Date.parse(BEGIN) + minutes * 60_000));
}

/** The error that a promise rejects with. */
export async function failing(promise: Promise<unknown>): Promise<FootplateError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof FootplateError) return error;
  throw new Error("nothing was thrown, or something else");
}

/** Methods and paths below the repository of what was sent, each with its answer: `POST issues 201`. */
export function sent(fake: FakeGitHub): readonly string[] {
  const { owner, name } = fake.repository;
  const short = (path: string): string => decodeURIComponent(path).replace(`repos/${owner}/${name}/`, "");
  return fake.state().calls.map(({ method, path, status }) => `${method} ${short(path)} ${status}`);
}
