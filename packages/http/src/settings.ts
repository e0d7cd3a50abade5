import type { Clock } from "@footplate/core";
import type { HttpEvent } from "./event.ts";

/** A credential: the text itself, or a function that fetches it at each use. */
export type Secret = string | (() => string | Promise<string>);

/** What every adapter's options have in common. */
export interface HttpSettings {
  /** Where the service answers. `https:` only, unless `allowInsecureLoopback`. @default the vendor's own address */
  readonly baseUrl?: string;
  /** @default the runtime's `fetch`, looked up at each call */
  readonly fetch?: typeof fetch;
  /** @default the runtime's clock */
  readonly clock?: Clock;
  /** Source of jitter: a number from 0 to below 1. @default `Math.random` */
  readonly random?: () => number;
  /** Longest time one call may take, waits and retries included, in milliseconds. @default 60000 */
  readonly timeoutMs?: number;
  /** Allows `http:` for 127.0.0.1, [::1] and localhost, for fakes. @default false */
  readonly allowInsecureLoopback?: boolean;
  /** Told of every attempt. Holds no header, body, query or token. */
  readonly onEvent?: (event: HttpEvent) => void;
}
