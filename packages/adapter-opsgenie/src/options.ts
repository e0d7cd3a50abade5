import type { HttpSettings, Secret } from "@footplate/http";

/** Options of `createOpsgenie`. A port group whose key is missing is missing from the answer, and from its type. */
export interface OpsgenieOptions extends HttpSettings {
  /** Where the account lives; a key is only known there. Not together with `baseUrl`. @default `"us"` */
  readonly region?: "us" | "eu";
  /** A key of API key management with read, create, update and delete rights: schedules and overrides. */
  readonly apiKey?: Secret | undefined;
  /** The key of an API integration: alerts and heartbeats. */
  readonly integrationKey?: Secret | undefined;
  /** Ids of the schedules whose overrides are listed. Overrides of other schedules are refused with `forbidden`. */
  readonly schedules?: readonly string[];
  /**
   * Longest time a write may be under way, in milliseconds. Writes of the pager wait so long for the service to have
   * done what it took in. @default 30000
   */
  readonly sendMs?: number;
  /** How long after a write a listing may still be wrong, in milliseconds. @default 30000 */
  readonly settleMs?: number;
}
