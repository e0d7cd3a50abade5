/** When slots come: every so many days, weeks or months, counted from an anchor and never from the slot before. */
export interface Cadence {
  /** `P<n>D`, `P<n>W` or `P<n>M` with n from 1 to 999. */
  readonly every: string;
  /** Date of slot 0. */
  readonly anchor: string;
}
