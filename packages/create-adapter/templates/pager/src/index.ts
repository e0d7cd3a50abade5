import { type Alert, type CallOptions, instant, type Pager } from "@footplate/core";
import { createHttp, createResource, faultOf, type HttpSettings, idRef, marking } from "@footplate/http";
import { reveal, type Secret, startBudget } from "@footplate/http";
import * as z from "zod/mini";

/** Name of the adapter in errors, events and refs: `{ "plain-pager": { "personId": "…" } }`. */
const ADAPTER = "plain-pager";

/** Options of `createPlainPager`. */
export interface PlainPagerOptions extends HttpSettings {
  /** Where the service answers. */
  readonly baseUrl: string;
  /** A token that may read and write alerts, or a function that fetches one. */
  readonly token: Secret;
}

const sendMs = 30_000;
/** Longest message, in characters. */
const MOST = 130;
const row = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  key: z.string(),
  status: z.string(),
  message: z.string(),
  count: z.int(),
  acknowledgedBy: z.optional(z.string()),
});
const page = z.object({ items: z.array(z.unknown()), next: z.optional(z.string()) });
const person = idRef(ADAPTER, "personId", "copy the id from the person's profile");

/** Connects to one pager. Sends nothing until a method is called. */
export function createPlainPager(options: PlainPagerOptions): { readonly pager: Pager } {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(options.token)}`),
    rateLimit: { requests: 300, perMs: 60_000 },
  });
  const alerts = createResource(http, { adapter: ADAPTER, path: "alerts", schema: row, page });
  const newest = async (key: string, budget: () => CallOptions) =>
    (await alerts.all({ key }, budget)).findLast((alert) => alert.key === key);
  /** Changes the open alert of the key. Closing what is closed is success where `closedToo`. */
  const act = async (key: string, fields: object, call: CallOptions | undefined, closedToo = false): Promise<Alert> => {
    const budget = startBudget(options, call, sendMs);
    const alert = await marking("no", () => newest(key, budget));
    if (alert !== undefined && alert.status !== "closed")
      return toAlert(await alerts.change(alert.id, fields, budget()));
    if (alert !== undefined && closedToo) return toAlert(alert);
    throw faultOf(ADAPTER, { code: "not_found", message: `no alert of ${key} is open`, written: "no" });
  };
  const pager: Pager = {
    spec: 1,
    responderOf: (refs) => {
      const id = person.idOf(refs);
      return id === undefined ? undefined : { type: "person", id };
    },
    // The service itself makes one alert of all pages of a key, while it is not closed.
    page: async ({ message, ...rest }, call) =>
      toAlert(await alerts.create({ ...rest, message: cut(message) }, { ...call, timeoutMs: sendMs })),
    find: async (key, call) => {
      const alert = await newest(key, startBudget(options, call));
      return alert && toAlert(alert);
    },
    acknowledge: (key, note, call) => act(key, { status: "acknowledged", note }, call),
    note: (key, note, call) => act(key, { note }, call),
    addResponder: (key, responder, call) => act(key, { responder }, call),
    escalate: (key, escalation, call) => act(key, { escalation }, call),
    close: (key, note, call) => act(key, { status: "closed", note }, call, true),
  };
  return { pager };
}

function toAlert({ createdAt, acknowledgedBy, ...alert }: z.infer<typeof row>): Alert {
  return { ...alert, createdAt: instant(createdAt), ...(acknowledgedBy !== undefined && { acknowledgedBy }) };
}

/** The beginning and an ellipsis, by whole characters: half of an emoji cannot be sent. */
function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length <= MOST ? text : `${characters.slice(0, MOST - 1).join("")}…`;
}
