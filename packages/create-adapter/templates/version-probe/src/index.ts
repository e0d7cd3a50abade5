import { instant, type VersionProbe } from "@footplate/core";
import { createHttp, createResource, faultOf, type HttpSettings, idRef, reveal, type Secret } from "@footplate/http";
import * as z from "zod/mini";

/** Name of the adapter in errors, events and refs: `{ "plain-versions": { "targetId": "…" } }`. */
const ADAPTER = "plain-versions";

/** Options of `createPlainVersions`. */
export interface PlainVersionsOptions extends HttpSettings {
  /** Where the service answers. */
  readonly baseUrl: string;
  /** A token that may read what runs, or a function that fetches one. */
  readonly token: Secret;
}

const row = z.object({ id: z.string(), running: z.nullable(z.string()), since: z.optional(z.iso.datetime()) });
const page = z.object({ items: z.array(z.unknown()), next: z.optional(z.string()) });
const target = idRef(ADAPTER, "targetId", "copy the id from the target's page");

/** Connects to one service that knows what runs where. Sends nothing until a method is called. */
export function createPlainVersions(options: PlainVersionsOptions): { readonly versionProbe: VersionProbe } {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(options.token)}`),
    rateLimit: { requests: 300, perMs: 60_000 },
  });
  const targets = createResource(http, { adapter: ADAPTER, path: "targets", schema: row, page });
  const versionProbe: VersionProbe = {
    spec: 1,
    running: async ({ id, refs }, call) => {
      const named = target.idOf(refs);
      const found = named === undefined ? undefined : await targets.find(named, call ?? {});
      // Nothing of that name is another thing than nothing that runs.
      if (found === undefined)
        throw faultOf(ADAPTER, {
          code: "invalid_input",
          message: `the service does not know target ${id} as ${named ?? "anything"}`,
          hint: `give it refs such as { "${ADAPTER}": { "targetId": "…" } }`,
        });
      const { running: version, since } = found;
      return version === null ? undefined : { version, ...(since !== undefined && { since: instant(since) }) };
    },
  };
  return { versionProbe };
}
