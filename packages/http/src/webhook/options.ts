import type { Clock } from "@footplate/core";
import type { Secret } from "../settings.ts";
import type { WebhookProof } from "./webhook-proof.ts";

/** What every receiver of webhooks can be told. */
export interface WebhookOptions<Hint> {
  /** Told of each proven delivery, those left out that only try the connection. The sender is answered at once, whatever becomes of it. */
  readonly onHint: (hint: Hint) => void | Promise<void>;
  /** Told what `onHint` threw or rejected with, and why a secret could not be had. @default nobody is told */
  readonly onError?: (error: unknown) => void;
  /** Largest body that is read, in bytes. @default 1000000 */
  readonly maxBytes?: number;
  /** Longest time that a body may take to come in, in milliseconds. @default 5000 */
  readonly readMs?: number;
  /** Most hints a minute; more are answered 429 and left to the next look. @default 120 */
  readonly hintsPerMinute?: number;
  /** @default the runtime's clock */
  readonly clock?: Clock;
}

/** Options of a receiver whose sender signs nothing and only knows a token (F53). */
export interface TokenWebhookOptions<Hint> extends WebhookOptions<Hint> {
  /**
   * Tokens that deliveries may carry, of at least 16 characters that nobody can guess. Two while one is replaced by the other.
   * At least one.
   */
  readonly tokens: readonly Secret[];
}

/** What a worker's runtime gives along with a request. */
export interface WebhookContext {
  /** Keeps the runtime alive until the promise is done. */
  waitUntil?(work: Promise<unknown>): void;
}

/** Answers deliveries, as a function from request to response. */
export type WebhookHandler = (request: Request, context?: WebhookContext) => Promise<Response>;

/** A delivery that has proved where it comes from. What it says is a hint all the same. */
export interface ProvenDelivery {
  readonly headers: Headers;
  /** Its JSON, without `__proto__` members; undefined where bodies are not read. */
  readonly body: unknown;
  /** Place of the secret or token that fitted, from 0: shows when an old one is no longer in use (F56). */
  readonly secret: number;
}

/** How a service delivers webhooks, as its adapter knows it. */
export interface WebhookSpec<Hint> extends WebhookOptions<Hint> {
  /** Adapter name, for errors. */
  readonly adapter: string;
  /** Name of the function that the options were given to, for errors. */
  readonly name: string;
  /** Name of the option that holds the secrets, for errors. */
  readonly secretsName: string;
  readonly secrets: readonly Secret[];
  /** Fewest characters of a secret. @default 1 */
  readonly shortestSecret?: number;
  /** What a request proves itself with; `undefined` when with nothing, which is answered 401. */
  readonly proof: (request: Request) => WebhookProof | undefined;
  /** Whether deliveries have a body. Where they have none, whatever comes is not read. */
  readonly body: "json" | "none";
  /** The hint in a delivery, or the status to answer where there is none: 200 for a mere trial, 400 for what cannot be. */
  readonly read: (delivery: ProvenDelivery) => { readonly hint: Hint } | { readonly answer: 200 | 400 };
}
