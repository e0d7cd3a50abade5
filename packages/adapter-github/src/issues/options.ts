/** How tickets and blockers are kept as issues. */
export interface IssuesOptions {
  /**
   * Label of the train's tickets; made when the repository lacks it. Tickets are listed by it, so that an issue without
   * it is not seen. At most 50 characters, no comma and no slash. @default `"release-train"`
   */
  readonly label?: string;
  /** Label of the blockers. Not the same as `label`. @default `"train-blocker"` */
  readonly blockerLabel?: string;
  /**
   * Longest time between the making of a ticket and the end of its train, in milliseconds. The service cannot be asked for
   * a range, so listing reads back this far before the range. @default 31622400000 (366 days)
   */
  readonly leadMs?: number;
}

/** The options with their defaults filled in. */
export interface IssuesSettings extends Required<IssuesOptions> {
  readonly sendMs: number;
  readonly settleMs: number;
}
