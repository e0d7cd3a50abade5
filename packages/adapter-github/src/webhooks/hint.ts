/** What a delivery is about. Ids only: what became of it is read from GitHub, never from the delivery (F49). */
export type HintSubject =
  | { readonly kind: "run"; readonly id: string; readonly attempt?: number }
  | { readonly kind: "job"; readonly id: string; readonly run: string }
  | { readonly kind: "issue"; readonly number: string }
  | { readonly kind: "comment"; readonly id: string; readonly issue: string }
  | { readonly kind: "deployment"; readonly id: string; readonly environment?: string }
  | { readonly kind: "release"; readonly id: string; readonly tag: string }
  | { readonly kind: "pull-request"; readonly number: string }
  | { readonly kind: "ref"; readonly name: string };

/** A verified delivery: something may have changed, look now. It may come twice, late, or never (F48 to F50). */
export interface GitHubHint {
  /** GitHub's id of the delivery; the same when it is delivered again. */
  readonly delivery: string;
  /** GitHub's name of the event, such as `workflow_run`. New ones appear without notice. */
  readonly event: string;
  /** What happened, such as `completed`. New ones appear without notice. */
  readonly action?: string;
  /** `owner/name`. */
  readonly repository?: string;
  /** Absent for an event that we do not know, or one whose body lacks the ids. */
  readonly about?: HintSubject;
  /** Place of the secret that it was signed with, from 0: shows when an old one is no longer in use (F56). */
  readonly secret: number;
}
