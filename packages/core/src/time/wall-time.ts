/** What a wall time becomes that the clock skips: the moment after the jump, the moment before it, or no window at all. */
export type GapPolicy = "later" | "earlier" | "skip";
/** Which of the two moments a wall time means that the clock shows twice. */
export type OverlapPolicy = "first" | "second";
