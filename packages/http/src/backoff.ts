const BASE_MS = 300;
/** Start of the wait where the service says that it is asked too often but not for how long. */
const RATE_LIMITED_BASE_MS = 1000;
const LONGEST_MS = 20_000;

/** Wait before a retry, in milliseconds: doubles each time, of which the upper half is random. */
export function backoffMs(retries: number, rateLimited: boolean, random: () => number): number {
  const full = Math.min(LONGEST_MS, (rateLimited ? RATE_LIMITED_BASE_MS : BASE_MS) * 2 ** retries);
  return Math.round(full / 2 + (full / 2) * random());
}
