import { createHttp, type Http, reveal } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { VersionProbeOptions } from "./options.ts";

const MAX_BYTES = 1_000_000;
const TIMEOUT_MS = 10_000;

/** One transport for each origin, so that targets of one server share its limit, and of two never anything. */
export function createTransports(options: VersionProbeOptions): (origin: string) => Http {
  const { secret, origins = [], sharedRateLimit, maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS, ...rest } = options;
  const known = new Map<string, Http>();
  const create = (origin: string): Http =>
    createHttp({
      ...rest,
      adapter: ADAPTER,
      baseUrl: origin,
      maxBytes,
      timeoutMs,
      ...(sharedRateLimit !== undefined && { rateLimit: sharedRateLimit }),
      ...(secret !== undefined &&
        origins.includes(origin) && {
          authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(secret)}`),
        }),
    });
  return (origin) => {
    const http = known.get(origin) ?? create(origin);
    known.set(origin, http);
    return http;
  };
}
