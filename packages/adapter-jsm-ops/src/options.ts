import type { HttpSettings, Secret } from "@footplate/http";

/** How the adapter proves who it is to the Operations API: an account with an API token, or an OAuth access token. */
export type JsmOpsAuth =
  | {
      /** The account's e-mail address. Best an account of the bot's own. */
      readonly email: string;
      /** An API token of that account, or a function that fetches one. */
      readonly apiToken: Secret;
      readonly token?: never;
    }
  | {
      /** An OAuth 2.0 access token, or a function that fetches one. */
      readonly token: Secret;
      readonly email?: never;
      readonly apiToken?: never;
    };

/** Which site, what of it, and how it is written to. */
export interface JsmOpsSettings extends HttpSettings {
  /** The cloud id of the site, as `https://<site>.atlassian.net/_edge/tenant_info` shows it. */
  readonly cloudId: string;
  /**
   * Key of an API integration, or a function that fetches one: alerts are then raised through the integration, for the
   * team that it belongs to. @default alerts are raised by the account or app itself
   */
  readonly integrationKey?: Secret;
  /** Ids of the schedules whose overrides are mirrored; no other schedule is written to. @default none */
  readonly schedules?: readonly string[];
  /** Longest time a write may be under way, the wait for its result included, in milliseconds. @default 30000 */
  readonly sendMs?: number;
  /** How long after a write a listing may still be wrong, in milliseconds. @default 60000 */
  readonly settleMs?: number;
}

/** Options of `createJsmOps`. */
export type JsmOpsOptions = JsmOpsSettings & JsmOpsAuth;
