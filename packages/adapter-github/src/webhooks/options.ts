import type { Clock } from "@footplate/core";
import type { Secret } from "@footplate/http";
import type { GitHubHint } from "./hint.ts";

/** Options of `githubWebhook`. */
export interface GitHubWebhookOptions {
  /** What the webhook may be signed with. Two while one is replaced by the other. At least one. */
  readonly secrets: readonly Secret[];
  /** Told of each verified delivery, pings left out. GitHub is answered at once, whatever becomes of it. */
  readonly onHint: (hint: GitHubHint) => void | Promise<void>;
  /** Told what `onHint` threw or rejected with, and why a secret could not be had. @default nobody is told */
  readonly onError?: (error: unknown) => void;
  /** Largest body that is read, in bytes; GitHub's own limit is 25 MB. @default 1000000 */
  readonly maxBytes?: number;
  /** Longest time that a body may take to come in, piece by piece, in milliseconds. @default 5000 */
  readonly readMs?: number;
  /** Most hints a minute; more are answered 429 and left to the next look. @default 120 */
  readonly hintsPerMinute?: number;
  /** @default the runtime's clock */
  readonly clock?: Clock;
}

/** What a worker's runtime gives along with a request. */
export interface WebhookContext {
  /** Keeps the runtime alive until the promise is done. */
  waitUntil?(work: Promise<unknown>): void;
}
