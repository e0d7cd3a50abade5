/** A delivery that carried the token: something may have changed, look now. It may come twice, late, or never (F48 to F50). */
export interface JsmOpsHint {
  /** What happened, such as `Acknowledge`. A site may have actions of its own. */
  readonly action?: string;
  /** The service's id of the alert. */
  readonly alert?: string;
  /** Key of the page that raised the alert, which is its alias: what `pager.find` takes. */
  readonly key?: string;
  /** Place of the token that it carried, from 0: shows when an old one is no longer in use (F56). */
  readonly token: number;
}
