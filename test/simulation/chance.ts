/** A source of chance that takes the same course every time. */
export interface Chance {
  /** Whether something of this probability happens now. */
  happens(probability: number): boolean;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** A source of its own, so that what one part of the simulation takes does not change another. */
  fork(name: string): Chance;
}

/** Mulberry32: small, fast, and good enough to choose faults. */
export function chanceOf(seed: number | string): Chance {
  let state = typeof seed === "number" ? seed >>> 0 : hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    happens: (probability) => next() < probability,
    between,
    pick(list) {
      const found = list[between(0, list.length - 1)];
      if (found === undefined) throw new RangeError("there is nothing to pick from");
      return found;
    },
    fork: (name) => chanceOf(`${String(seed)}/${name}`),
  };
}

function hash(text: string): number {
  let sum = 2_166_136_261;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return sum;
}
