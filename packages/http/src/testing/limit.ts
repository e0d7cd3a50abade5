/** How many requests the service takes in any window of time. */
export interface Limit {
  readonly requests: number;
  readonly perMs: number;
}

/** Counts requests; answers the seconds to wait when one is too many. Requests refused by the limit do not count. */
export function rollingLimit(limit: Limit | false): (now: number) => number | undefined {
  let taken: readonly number[] = [];
  return (now) => {
    if (limit === false) return undefined;
    taken = taken.filter((at) => at > now - limit.perMs);
    const oldest = taken[0];
    if (oldest !== undefined && taken.length >= limit.requests) {
      return Math.max(1, Math.ceil((oldest + limit.perMs - now) / 1000));
    }
    taken = [...taken, now];
    return undefined;
  };
}
