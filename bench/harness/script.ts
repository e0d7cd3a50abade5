/** A small program that is bundled to see what it brings along. */
export interface Script {
  readonly scenario: "github" | "gcal" | "opsgenie" | "core";
  readonly name: string;
  /** Where its imports are found. */
  readonly from: "ours" | "peers";
  readonly code: string;
  /** The one that ours is judged against. */
  readonly against?: true;
  /** The one of ours that is judged. */
  readonly judged?: true;
  readonly external?: readonly string[];
}
