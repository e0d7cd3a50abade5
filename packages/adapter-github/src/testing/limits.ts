import type { FakeAnswer } from "./answer.ts";
import { refuse } from "./answer.ts";

const HOUR_MS = 3_600_000;

/** The limits of the fake. */
export interface FakeLimits {
  /** Requests per hour; conditional reads that are answered 304 are free. @default 5000 */
  readonly perHour?: number;
  /** Writes per minute, above which the secondary limit is met. @default 80 */
  readonly writesPerMinute?: number;
  /** Writes per hour, above which the secondary limit is met. @default 500 */
  readonly writesPerHour?: number;
  /** Shortest time between two writes, below which the secondary limit is met, in milliseconds. @default 0 */
  readonly writeGapMs?: number;
  /** What the secondary limit tells: the seconds to wait, or nothing. @default 60 */
  readonly retryAfterS?: number | "untold";
  /** Status of both limits. @default 403 */
  readonly status?: 403 | 429;
}

/** Counts requests as GitHub does. */
export interface LimitCount {
  /** Refuses a request that is over a limit. */
  check(write: boolean, now: number): FakeAnswer | undefined;
  /** Takes a request back out of the count. */
  free(): void;
  headers(now: number): Readonly<Record<string, string>>;
  /** Requests of this hour. */
  used(): number;
}

export function createLimits(limits: FakeLimits = {}): LimitCount {
  const { perHour = 5000, writesPerMinute = 80, writesPerHour = 500, writeGapMs = 0 } = limits;
  const { retryAfterS = 60, status = 403 } = limits;
  let used = 0;
  let resetMs = 0;
  let writes: readonly number[] = [];
  const roll = (now: number): void => {
    if (now < resetMs) return;
    used = 0;
    resetMs = Math.ceil((now + HOUR_MS) / 1000) * 1000;
  };
  return {
    check(write, now) {
      roll(now);
      if (used >= perHour) return refuse(status, "API rate limit exceeded for user ID 1.");
      used += 1;
      if (!write) return undefined;
      writes = writes.filter((at) => at > now - HOUR_MS);
      const tooSoon = now - (writes.at(-1) ?? Number.NEGATIVE_INFINITY) < writeGapMs;
      writes = [...writes, now];
      const lately = writes.filter((at) => at > now - 60_000).length;
      if (!tooSoon && lately <= writesPerMinute && writes.length <= writesPerHour) return undefined;
      const answer = refuse(
        status,
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      );
      return retryAfterS === "untold" ? answer : { ...answer, headers: { "retry-after": String(retryAfterS) } };
    },
    free() {
      used -= 1;
    },
    headers(now) {
      roll(now);
      return {
        "x-ratelimit-limit": String(perHour),
        "x-ratelimit-remaining": String(perHour - used),
        "x-ratelimit-used": String(used),
        "x-ratelimit-reset": String(resetMs / 1000),
        "x-ratelimit-resource": "core",
      };
    },
    used: () => used,
  };
}
