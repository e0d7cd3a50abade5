import { type Secret, watchClocks } from "@footplate/http";
import { checkOptions } from "./check-options.ts";
import { createOnCall, type OpsgenieOnCallPort } from "./on-call.ts";
import type { OpsgenieOptions } from "./options.ts";
import { createPager, type OpsgeniePager } from "./pager.ts";
import { createTransport } from "./transport.ts";

export type { OpsgeniePager } from "./pager.ts";

/** The port that the key of API key management opens. */
export interface OpsgenieOnCall {
  readonly onCall: OpsgenieOnCallPort;
}

/** The port that the key of an integration opens. */
export interface OpsgeniePaging {
  readonly pager: OpsgeniePager;
}

/** The ports that Opsgenie fills. */
export interface Opsgenie extends OpsgenieOnCall, OpsgeniePaging {}

/**
 * Connects to one Opsgenie account. Sends nothing until a method is called. With one of the two keys only the ports that
 * it opens are there. Throws `invalid_input` naming all options that cannot be used.
 */
export function createOpsgenie(
  options: OpsgenieOptions & {
    readonly apiKey: Secret;
    readonly integrationKey: Secret;
    readonly schedules: readonly string[];
  },
): Opsgenie;
export function createOpsgenie(
  options: OpsgenieOptions & {
    readonly apiKey: Secret;
    readonly integrationKey?: undefined;
    readonly schedules: readonly string[];
  },
): OpsgenieOnCall;
export function createOpsgenie(
  options: OpsgenieOptions & { readonly apiKey?: undefined; readonly integrationKey: Secret },
): OpsgeniePaging;
export function createOpsgenie(options: OpsgenieOptions): Partial<Opsgenie> {
  checkOptions(options);
  const { apiKey, integrationKey } = options;
  const { settings, clocks } = watchClocks(options);
  return {
    ...(apiKey !== undefined && { onCall: createOnCall(createTransport(settings, "apiKey", apiKey), options, clocks) }),
    ...(integrationKey !== undefined && {
      pager: createPager(createTransport(settings, "integrationKey", integrationKey), options, clocks),
    }),
  };
}
