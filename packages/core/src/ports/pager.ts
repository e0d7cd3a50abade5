import type { CallOptions } from "../call.ts";
import type { Refs } from "../json.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";

/** Who is called, by the vendor's id. */
export interface Responder {
  readonly type: "person" | "team" | "schedule" | "escalation";
  readonly id: string;
}

/** A call for help. */
export interface Page {
  /** Paging twice with one key makes one alert while the first is open. At most 512 characters. */
  readonly key: string;
  /** One line; what the service cannot hold is cut, and said so by an ellipsis. */
  readonly message: string;
  readonly description?: string;
  /** 1 is the most urgent. @default the service's own */
  readonly priority?: 1 | 2 | 3 | 4 | 5;
  readonly to: readonly Responder[];
  readonly details?: Readonly<Record<string, string>>;
}

/** An alert as the service holds it. A status that the service invents later is kept as it is. */
export interface Alert {
  readonly key: string;
  /** The vendor's id. */
  readonly id: string;
  readonly status: "open" | "acknowledged" | "closed" | (string & {});
  readonly message: string;
  readonly createdAt: Instant;
  /** The vendor's id or name of who acknowledged it. */
  readonly acknowledgedBy?: string;
  /** How often it was raised. */
  readonly count: number;
}

/**
 * Calls people. Every write resolves only when the service has done it, not when it has taken it in: `timeout` with
 * `written: "maybe"` when that cannot be seen in time. Acting on a key without an open alert throws `not_found`.
 */
export interface Pager {
  readonly spec: 1;
  /** Who to call for a person, team or target, from its refs. */
  responderOf(refs: Refs | undefined): Responder | undefined;
  page(page: Page, options?: CallOptions): Promise<Alert>;
  /** The newest alert of the key, closed ones included. */
  find(key: string, options?: CallOptions): Promise<Alert | undefined>;
  acknowledge(key: string, note: string, options?: CallOptions): Promise<Alert>;
  note(key: string, text: string, options?: CallOptions): Promise<Alert>;
  addResponder(key: string, to: Responder, options?: CallOptions): Promise<Alert>;
  escalate(key: string, escalation: string, options?: CallOptions): Promise<Alert>;
  /** Already closed is success. */
  close(key: string, note: string, options?: CallOptions): Promise<Alert>;
  /** Where the service watches whether a bot is alive. */
  readonly heartbeats?: Heartbeats;
  readonly checkup?: Checkup;
}

/** Signs of life. */
export interface Heartbeats {
  ping(name: string, options?: CallOptions): Promise<void>;
}
