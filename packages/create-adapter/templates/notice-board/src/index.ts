import { type HeldNotice, instant, listingOf, type NoticeBoard, readMark } from "@footplate/core";
import { createHttp, createNoticeBoard, createResource, type HttpSettings, idRef } from "@footplate/http";
import { type NoticeService, reveal, type Secret } from "@footplate/http";
import * as z from "zod/mini";

/** Name of the adapter in errors, events and refs: `{ "plain-status": { "componentId": "…" } }`. */
const ADAPTER = "plain-status";

/** Options of `createPlainStatus`. */
export interface PlainStatusOptions extends HttpSettings {
  /** Where the page's API answers. */
  readonly baseUrl: string;
  /** A token that may write maintenances and components, or a function that fetches one. */
  readonly token: Secret;
}

/** Connects to one page. Sends nothing until a method is called. */
export function createPlainStatus(options: PlainStatusOptions): { readonly noticeBoard: NoticeBoard } {
  const noticeBoard = createNoticeBoard(options, {
    adapter: ADAPTER,
    sendMs: 30_000,
    settleMs: 60_000,
    permissions: [{ permission: "maintenances:write", why: "to publish, conduct and end maintenances" }],
    component: idRef(ADAPTER, "componentId", "copy the id from the component's page"),
    normalise: (notice) => ({ ...notice, title: notice.title.trim(), body: notice.body.trim() }),
    service: (settings) => service({ ...options, ...settings }),
  });
  return { noticeBoard };
}

const component = z.object({ id: z.string(), name: z.string(), status: z.string() });
const maintenance = z.object({
  id: z.string(),
  version: z.string(),
  createdAt: z.iso.datetime(),
  state: z.enum(["scheduled", "in_progress", "completed"]),
  title: z.string(),
  body: z.string(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  components: z.array(z.string()),
  notify: z.boolean(),
  // Whatever a program wants to keep with it, given back as it came.
  extra: z.optional(z.object({ cancellation: z.optional(z.string()), mark: z.optional(z.unknown()) })),
});
const page = z.object({ items: z.array(z.unknown()), next: z.optional(z.string()) });

function service(options: PlainStatusOptions): NoticeService {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(options.token)}`),
    rateLimit: { requests: 300, perMs: 60_000 },
  });
  const maintenances = createResource(http, { adapter: ADAPTER, path: "maintenances", schema: maintenance, page });
  const components = createResource(http, { adapter: ADAPTER, path: "components", schema: component, page });
  return {
    list: async (range, budget) => {
      const rows = await maintenances.rows({ from: range.start, to: range.end }, budget);
      return listingOf(range, rows, (row) => row && toHeld(row));
    },
    running: async (budget) => (await maintenances.all({ state: "in_progress" }, budget)).map(toHeld),
    read: async (id, call) => {
      const row = await maintenances.find(id, call);
      return row && toHeld(row);
    },
    create: async ({ cancellation, ...item }, mark, call) =>
      toHeld(await maintenances.create({ ...item, extra: { cancellation, mark } }, call)),
    change: async ({ id, version }, { item: { cancellation, ...item } = {}, mark, state, message, tell }, call) => {
      const fields = { ...item, state, message, tell, extra: { cancellation, mark } };
      return toHeld(await maintenances.change(id, fields, call, version));
    },
    drop: ({ id, version }, call) => maintenances.drop(id, call, version),
    component: components.find,
    components: (budget) => components.all({}, budget),
    setComponent: async (id, status, call) => void (await components.change(id, { status }, call)),
  };
}

function toHeld(row: z.infer<typeof maintenance>): HeldNotice {
  const { id, version, state, title, body, components, notify, extra } = row;
  const [start, end, createdAt] = [instant(row.start), instant(row.end), instant(row.createdAt)];
  const mark = readMark(extra?.mark);
  return {
    id,
    version,
    createdAt,
    state,
    autoClose: false,
    item: { title, body, start, end, components, notify, cancellation: extra?.cancellation ?? "" },
    ...(mark && { mark }),
    ...(state === "completed" && { ended: true as const }),
  };
}
