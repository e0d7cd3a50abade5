import type { HttpSettings, Secret } from "@footplate/http";
import type { Notice } from "@footplate/core";

/** Options of `createStatuspage`. */
export interface StatuspageOptions extends HttpSettings {
  /** The page's id, as its API settings show it. */
  readonly pageId: string;
  /** An API key of a user that may manage this page and nothing else, or a function that fetches one. */
  readonly apiKey: Secret;
  /**
   * The components that may be written to. Keys have no scopes, so the adapter itself refuses the rest with `forbidden`.
   * @default all components of the page
   */
  readonly componentIds?: readonly string[];
  /** What subscribers read when a notice moves. @default one English sentence with both times in UTC */
  readonly rescheduleText?: (notice: Notice) => string;
  /** How long after a write a listing may still be wrong, in milliseconds. @default 60000 */
  readonly settleMs?: number;
  /**
   * Longest time a write may be under way, in milliseconds. Its turn under the limit of 60 requests a minute may come a
   * minute late, so that less makes the 61st write of a run fail. @default 90000
   */
  readonly sendMs?: number;
  /**
   * Longest time between the making of a notice and its planned start, in milliseconds. The service lists by time of making
   * and cannot be asked for a range, so listing reads back this far before the range. @default 366 days
   */
  readonly leadMs?: number;
}
