import type { Instant } from "@footplate/core";

/** A message of a channel that carried its token: something may have changed, look now. It may come twice, late, or never (F48 to F50). */
export interface CalendarHint {
  /** Id of the channel, as it was given to `watch`. */
  readonly channel: string;
  /** Google's id of what is watched; the same for all channels of a calendar. */
  readonly resource?: string;
  /** `exists` for a change, `not_exists` for a deletion; others may come. */
  readonly state: string;
  /** Grows with each message of the channel, with gaps. */
  readonly number?: number;
  /** When the channel ends, where Google says it. Nothing renews it: make a new one before. */
  readonly expires?: Instant;
  /** Place of the token that it carried, from 0: shows when an old one is no longer in use (F56). */
  readonly token: number;
}
