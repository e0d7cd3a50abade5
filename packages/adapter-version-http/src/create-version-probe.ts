import type { CallOptions, Checkup, ProbedTarget, RunningVersion, VersionProbe } from "@footplate/core";
import { type Schema, watchClocks } from "@footplate/http";
import { addressOf } from "./address.ts";
import { checkOptions } from "./check-options.ts";
import { createVersionCheckup } from "./checkup.ts";
import { explained } from "./explain.ts";
import { ADAPTER, fault } from "./fault.ts";
import type { VersionProbeOptions } from "./options.ts";
import { readVersion } from "./read-version.ts";
import { type VersionHttpRef, versionHttpRef } from "./refs.ts";
import { createTransports } from "./transports.ts";

/** The port that plain HTTP fills. */
export interface HttpVersionProbe {
  readonly versionProbe: VersionProbe & { readonly checkup: Checkup };
}

/** Whatever JSON it is: its parts are judged one by one, so that errors can name them. */
const ANY: Schema<unknown> = { "~standard": { validate: (value) => ({ value }) } };

/**
 * Reads what targets run from JSON documents of their own. Sends nothing until it is asked. Throws `invalid_input` naming
 * all options that cannot be used.
 */
export function createVersionProbe(options: VersionProbeOptions = {}): HttpVersionProbe {
  checkOptions(options);
  const { settings, clocks } = watchClocks(options);
  const transport = createTransports(settings);
  const { secret, origins = [], absent = [] } = options;

  const ask = async (target: string, ref: VersionHttpRef, call: CallOptions | undefined): Promise<unknown> => {
    const { origin, path, query } = addressOf(ref.url);
    try {
      const { status, data } = await transport(origin).request({
        ...call,
        method: "GET",
        path,
        query,
        // What a cache in between still holds is not what runs.
        headers: { "cache-control": "no-cache" },
        schema: ANY,
        accept: absent,
      });
      return absent.some((one) => one === status) ? undefined : data;
    } catch (error) {
      if (call?.signal?.aborted === true && error === call.signal.reason) throw error;
      throw explained(target, error, secret !== undefined && !origins.includes(origin));
    }
  };
  const running = async (target: ProbedTarget, call?: CallOptions): Promise<RunningVersion | undefined> => {
    const ref = versionHttpRef(target.refs, target.id);
    if (ref === undefined) throw nameless(target.id);
    const document = await ask(target.id, ref, call);
    return document === undefined ? undefined : readVersion(document, ref, target.id);
  };
  const checkup = createVersionCheckup(running, options, clocks);
  return { versionProbe: { spec: 1, running, checkup } };
}

function nameless(target: string): Error {
  return fault(target, {
    code: "invalid_input",
    message: "its refs name no address that tells its version",
    hint: `give it refs such as { "${ADAPTER}": { "url": "https://client-a.example.com/version" } }`,
  });
}
