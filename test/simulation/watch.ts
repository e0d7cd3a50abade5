/** What was seen to be wrong. */
export interface Violation {
  readonly at: string;
  /** What must hold, in a few words. */
  readonly rule: string;
  readonly what: string;
}

/** Notices what is wrong, and what stays wrong while the bot is up. */
export interface Watch {
  readonly violations: readonly Violation[];
  /** The bot ticked. `upMs` is how long it has been up since the last time. */
  passed(at: string, upMs: number): void;
  /** Something is wrong at once. */
  wrong(rule: string, what: string): void;
  /** Something may be so for a while, but not longer than `limitMs` of ticking. */
  lasting(rule: string, what: string, holds: boolean, limitMs: number): void;
}

/** So many ticks must have seen it as well. */
const LEAST_TICKS = 4;

/** A watch that has seen nothing. It tells of each violation as it sees it. */
export function watchOf(told: (violation: Violation) => void = () => {}): Watch {
  const violations: Violation[] = [];
  const said = new Set<string>();
  const onsets = new Map<string, { readonly upMs: number; readonly ticks: number }>();
  let now = "";
  let upMs = 0;
  let ticks = 0;
  const wrong = (rule: string, what: string): void => {
    const key = `${rule} ${what}`;
    if (said.has(key)) return;
    said.add(key);
    const violation = { at: now, rule, what };
    violations.push(violation);
    told(violation);
  };
  return {
    violations,
    wrong,
    passed(at, ms) {
      now = at;
      upMs += ms;
      ticks += 1;
    },
    lasting(rule, what, holds, limitMs) {
      const key = `${rule} ${what}`;
      if (!holds) {
        onsets.delete(key);
        return;
      }
      const onset = onsets.get(key) ?? { upMs, ticks };
      onsets.set(key, onset);
      if (upMs - onset.upMs > limitMs && ticks - onset.ticks >= LEAST_TICKS) wrong(rule, what);
    },
  };
}
