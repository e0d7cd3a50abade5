import type { ChangeControl } from "@footplate/core";
import { createHttp, createResource, faultOf, type HttpSettings, marking } from "@footplate/http";
import { requireText, reveal, type Secret, startBudget } from "@footplate/http";
import * as z from "zod/mini";

/** Name of the adapter in errors and events. */
const ADAPTER = "plain-changes";

/** Options of `createPlainChanges`. */
export interface PlainChangesOptions extends HttpSettings {
  /** Where the service answers. */
  readonly baseUrl: string;
  /** A token that may read changes and write notes, or a function that fetches one. */
  readonly token: Secret;
}

const sendMs = 30_000;
const change = z.object({ id: z.string(), title: z.string(), state: z.string(), url: z.optional(z.string()) });
const note = z.object({ id: z.string(), change: z.string(), key: z.optional(z.string()) });
const page = z.object({ items: z.array(z.unknown()), next: z.optional(z.string()) });

/** Connects to one change control. Sends nothing until a method is called. */
export function createPlainChanges(options: PlainChangesOptions): { readonly changeControl: ChangeControl } {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(options.token)}`),
    rateLimit: { requests: 300, perMs: 60_000 },
  });
  const changes = createResource(http, { adapter: ADAPTER, path: "changes", schema: change, page });
  const notes = createResource(http, { adapter: ADAPTER, path: "notes", schema: note, page });
  const changeControl: ChangeControl = {
    spec: 1,
    read: async (id, call) => {
      const found = await changes.find(id, call ?? {});
      return (
        found && { id, title: found.title, state: found.state, ...(found.url !== undefined && { url: found.url }) }
      );
    },
    note: async (id, key, text, call) => {
      requireText(ADAPTER, "the note", text);
      const budget = startBudget(options, call, sendMs);
      const said = await marking("no", async () => {
        if ((await changes.find(id, budget())) !== undefined) return notes.all({ change: id }, budget);
        throw faultOf(ADAPTER, { code: "not_found", message: `there is no change ${id}`, hint: "compare its id" });
      });
      if (!said.some((one) => one.key === key)) await notes.create({ change: id, key, text }, budget());
    },
  };
  return { changeControl };
}
