/** What stands somewhere, and what lists still show of it. */
export interface Lagging<Value> {
  /** Call after each change. */
  put(value: Value): void;
  /** What stood there before the lag began. */
  seen(): Value;
}

/** Lists of many services show a change only after a while. `lagMs` is how long, in milliseconds, by `now` in epoch milliseconds. */
export function lagging<Value>(now: () => number, lagMs: number, first: Value): Lagging<Value> {
  const states = [{ atMs: Number.NEGATIVE_INFINITY, value: first }];
  return {
    put: (value) => void states.push({ atMs: now(), value }),
    seen: () => states.findLast(({ atMs }) => atMs <= now() - lagMs)?.value ?? first,
  };
}
