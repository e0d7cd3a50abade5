/** Prints what a probe measured, as its last line. */
export function report(numbers: Readonly<Record<string, number>>, digest?: string): void {
  console.log(JSON.stringify({ numbers, ...(digest !== undefined && { digest }) }));
}

/** Milliseconds that an act takes. */
export function timeOf(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/** Median of milliseconds a call, over batches that together take about `forMs`, after as long to get warm. */
export function steadyMs(act: () => unknown, forMs: number): number {
  const warm = performance.now();
  let calls = 0;
  do {
    act();
    calls += 1;
  } while (performance.now() - warm < forMs);
  const each = (performance.now() - warm) / calls;
  const size = Math.max(1, Math.ceil(forMs / 7 / each));
  const batches = Array.from({ length: 7 }, () => {
    const start = performance.now();
    for (let call = 0; call < size; call++) act();
    return (performance.now() - start) / size;
  });
  return batches.toSorted((a, b) => a - b)[3] ?? Number.NaN;
}

/** A digest of numbers: equal lists, equal digest. */
export function digestOf(values: Iterable<number>): string {
  let [hash, count] = [0, 0];
  for (const value of values) {
    hash = (hash * 31 + (value % 2_147_483_647)) % 2_147_483_647;
    count += 1;
  }
  return `${count}:${hash}`;
}

/** Numbers between 0 and 1, the same ones for the same seed. */
export function randomly(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
