import { call } from "./call.ts";
import { parseBaseUrl } from "./base-url.ts";
import { systemClock } from "./clock.ts";
import { createCredential } from "./credential.ts";
import type { Http, HttpSpec } from "./http.ts";
import { createLimiter } from "./limiter.ts";
import { createRetryQuota } from "./quota.ts";

/**
 * The transport of one adapter to one service. All calls through it share a rate limit, a retry quota and a credential.
 * Throws `invalid_input` when `baseUrl` cannot be used.
 */
export function createHttp(spec: HttpSpec): Http {
  const clock = spec.clock ?? systemClock;
  const transport = {
    spec,
    clock,
    base: parseBaseUrl(spec.adapter, spec.baseUrl, spec.allowInsecureLoopback === true),
    random: spec.random ?? Math.random,
    limiter: createLimiter(clock, spec.rateLimit),
    quota: createRetryQuota(),
    credential: createCredential(spec),
  };
  return { request: (request) => call(transport, request) };
}
