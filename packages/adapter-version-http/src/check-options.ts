import { type Refuse, refuseOptions } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { VersionProbeOptions } from "./options.ts";

const ABSENT: readonly unknown[] = [204, 404, 410];

/** Throws `invalid_input` with everything that is wrong with the options. Never shows the secret. */
export function checkOptions(options: VersionProbeOptions): void {
  refuseOptions(ADAPTER, (refuse) => {
    checkOrigins(options, refuse);
    for (const [index, status] of (options.absent ?? []).entries())
      if (!ABSENT.includes(status))
        refuse(`absent[${index}]`, status, "cannot mean that nothing runs", "name 204, 404 or 410, or none");
    const { sharedRateLimit, maxBytes, timeoutMs } = options;
    const numbers = { maxBytes, timeoutMs, ...prefixed("sharedRateLimit.", sharedRateLimit) };
    for (const [name, value] of Object.entries(numbers))
      if (value !== undefined && !(Number.isSafeInteger(value) && value > 0))
        refuse(name, value, "is not a whole number above 0", `leave ${name.split(".")[0]} out for the default`);
  });
}

function checkOrigins({ secret, origins = [] }: VersionProbeOptions, refuse: Refuse): void {
  if (secret !== undefined && origins.length === 0)
    refuse("origins", origins, "names nobody who may have the secret", "name the origins of your targets");
  if (secret === undefined && origins.length > 0)
    refuse("secret", "(not given)", "is missing, and origins say who gets it", "give the secret, or leave origins out");
  for (const [index, origin] of origins.entries())
    if (!(URL.canParse(origin) && new URL(origin).origin === origin && /^https?:/.test(origin)))
      refuse(`origins[${index}]`, "(not shown)", "is not an origin", "write it as https://host, with nothing after it");
}

function prefixed(prefix: string, limit: VersionProbeOptions["sharedRateLimit"]): Readonly<Record<string, unknown>> {
  if (limit === undefined) return {};
  return { [`${prefix}requests`]: limit.requests ?? Number.NaN, [`${prefix}perMs`]: limit.perMs ?? Number.NaN };
}
