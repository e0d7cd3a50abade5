/** How many requests the service takes in any window of time. */
export interface Limit {
  readonly requests: number;
  readonly perMs: number;
}

/** Whether a request is within the limit. Refused ones do not count. */
export function rollingLimit(limit: Limit | undefined): (now: number) => boolean {
  let taken: readonly number[] = [];
  return (now) => {
    if (limit === undefined) return true;
    taken = taken.filter((at) => at > now - limit.perMs);
    if (taken.length >= limit.requests) return false;
    taken = [...taken, now];
    return true;
  };
}
