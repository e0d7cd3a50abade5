import type { Table } from "./table.ts";
import type { Verdict } from "./verdict.ts";

/** How thorough a part measures. */
export interface Effort {
  readonly quick: boolean;
  /** `rounds(21)`: 21 rounds, or a few where it must be quick. */
  readonly rounds: (most: number) => number;
}

/** What a part of the benchmark found. */
export interface Found {
  readonly tables: readonly Table[];
  readonly verdicts: readonly Verdict[];
}

/** The part that measures one target. */
export interface Part {
  /** 1 to 10, or 0 for what belongs to no target. */
  readonly target: number;
  readonly title: string;
  measure(effort: Effort): Promise<Found>;
}
