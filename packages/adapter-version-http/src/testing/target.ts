import type { JsonValue } from "@footplate/core";

/** What an address says. A text is short for `{ "version": text }`. */
export type Said = JsonValue;

/** An address that tells a version. */
export interface Target {
  /** What was put there and when, in epoch milliseconds, oldest first; `undefined` for nothing. */
  said: readonly { readonly at: number; readonly says: Said | undefined }[];
  lagMs: number;
  /** Why it does not answer: no connection can be made, or a server in front of it answers this status. */
  down?: "unreachable" | number;
  /** Answers in its place. */
  instead?: (request: Request) => Response | Promise<Response>;
}

export function createTarget(): Target {
  return { said: [], lagMs: 0 };
}

/** What the address tells at a moment: the newest of what has been there for as long as it lags. */
export function tells(target: Target, now: number): Said | undefined {
  return target.said.findLast(({ at }) => at + target.lagMs <= now)?.says;
}
