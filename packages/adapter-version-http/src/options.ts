import type { HttpSettings, Secret } from "@footplate/http";

/** Options of `createVersionProbe`. Which address is asked stands in each target's refs. */
export interface VersionProbeOptions extends Omit<HttpSettings, "baseUrl"> {
  /** Sent as a bearer token, or a function that fetches it; to `origins` alone. @default none is sent */
  readonly secret?: Secret;
  /** Who gets the secret, each as `https://host`. Whoever may edit refs could else have it sent anywhere. @default nobody */
  readonly origins?: readonly string[];
  /** Statuses that say "nothing runs here yet": of 204, 404 and 410. @default none, so that they are errors */
  readonly absent?: readonly (204 | 404 | 410)[];
  /** At most `requests` in any `perMs` milliseconds, over all targets of one origin together. @default no limit */
  readonly sharedRateLimit?: { readonly requests: number; readonly perMs: number };
  /** Largest answer, decompressed, in bytes. @default 1000000 */
  readonly maxBytes?: number;
  /** Longest time that one reading may take, waits and retries included, in milliseconds. @default 10000 */
  readonly timeoutMs?: number;
}
