import type { CallOptions, Instant, LogBook } from "@footplate/core";
import { createHttp, createResource, type HttpSettings, marking } from "@footplate/http";
import { requireText, reveal, type Secret, startBudget } from "@footplate/http";
import * as z from "zod/mini";

/** Name of the adapter in errors and events. */
const ADAPTER = "plain-log";

/** Options of `createPlainLog`. */
export interface PlainLogOptions extends HttpSettings {
  /** Where the service answers. */
  readonly baseUrl: string;
  /** A token that may read and write the log, or a function that fetches one. */
  readonly token: Secret;
}

const sendMs = 30_000;
const entry = z.object({ id: z.string(), key: z.optional(z.string()) });
const page = z.object({ items: z.array(z.unknown()), next: z.optional(z.string()) });

/** Connects to one log. Sends nothing until a method is called. */
export function createPlainLog(options: PlainLogOptions): { readonly logBook: LogBook } {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(options.token)}`),
    rateLimit: { requests: 300, perMs: 60_000 },
  });
  const entries = createResource(http, { adapter: ADAPTER, path: "entries", schema: entry, page });
  const find = async (key: string, since: Instant | undefined, budget: () => CallOptions) => {
    // Looked for anew: a service that does not know a filter would give everything.
    const found = (await entries.all({ key, since }, budget)).find((row) => row.key === key);
    return found && { id: found.id };
  };
  const logBook: LogBook = {
    spec: 1,
    sendMs,
    settleMs: 60_000,
    append: async ({ key, text, at, by, ticket }, call) => {
      const line = [by, requireText(ADAPTER, "the entry", text), ticket].filter(Boolean).join(" | ");
      const budget = startBudget(options, call, sendMs);
      const there = await marking("no", () => find(key, undefined, budget));
      if (there !== undefined) return there;
      const { id } = await entries.create({ key, at, line }, budget());
      return { id };
    },
    find: (key, since, call) => find(key, since, startBudget(options, call)),
  };
  return { logBook };
}
