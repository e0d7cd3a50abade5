import { changeIncident, createIncident } from "./testing/incidents.ts";
import { type Limit, rollingLimit } from "@footplate/http/testing";
import { createPage, type FakeComponent } from "./testing/page.ts";
import { isRefusal, refuse } from "./testing/refusal.ts";
import { renderComponent, renderIncident } from "./testing/render.ts";
import { route } from "./testing/routes.ts";
import type { IncidentRow, JsonRecord, Notification } from "./testing/rows.ts";
import { advance } from "./testing/transitions.ts";

export { type Delivery as FakeDelivery, statuspageDelivery } from "./testing/delivery.ts";
export type { Limit } from "@footplate/http/testing";
export type { FakeComponent } from "./testing/page.ts";
export type { JsonRecord, Notification } from "./testing/rows.ts";

/** Options of the fake. */
export interface FakeStatuspageOptions {
  /** The fake's clock, in epoch milliseconds. @default `Date.now` */
  readonly now?: () => number;
  /** @default `"fakepage0001"` */
  readonly pageId?: string;
  /** The one key that is let in. @default `"fake-key"` */
  readonly apiKey?: string;
  /** @default one component, `api` */
  readonly components?: readonly FakeComponent[];
  /** How long after a change the lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** @default 60 requests in 60 seconds */
  readonly limit?: Limit | false;
  /** Whether the limit answers 420, as the service mostly does, or 429. @default true */
  readonly status420?: boolean;
  /** Says null for what is unset, as the service does; its description only allows leaving it out. @default false */
  readonly nulls?: boolean;
}

/** One request that the fake got. */
export interface FakeCall {
  readonly method: string;
  /** Below the API's root, without the query: `pages/fakepage0001/incidents`. */
  readonly path: string;
  readonly status: number;
  readonly body?: unknown;
}

/** Everything the fake holds, as JSON. */
export interface FakeStatuspageState {
  /** Newest first, in the service's own shape. */
  readonly incidents: readonly JsonRecord[];
  readonly components: readonly JsonRecord[];
  /** Mails to all subscribers, oldest first. */
  readonly notifications: readonly Notification[];
  readonly calls: readonly FakeCall[];
}

/** A status page in memory, behind a `fetch`. */
export interface FakeStatuspage {
  readonly pageId: string;
  readonly apiKey: string;
  /** Answers as the service would. It never touches the network. */
  readonly fetch: typeof fetch;
  /** Where the service itself answers, each as `https://host`. */
  readonly origins: readonly string[];
  state(): FakeStatuspageState;
  /** What a person does in the service's own pages; `fields` are those of the API. Throws what the service would say no to. */
  readonly person: {
    /** Makes a maintenance, or with no `scheduled_for` an incident; answers its id. */
    create(fields: JsonRecord): string;
    edit(id: string, fields: JsonRecord): void;
    /** Makes a copy, which carries the metadata along; answers its id. */
    copy(id: string): string;
    remove(id: string): void;
    setComponent(id: string, status: string): void;
  };
}

/** A stateful Statuspage for tests and demonstrations. It does by itself what the service does by itself, on its own clock. */
export function fakeStatuspage(options: FakeStatuspageOptions = {}): FakeStatuspage {
  const now = options.now ?? (() => Date.now());
  const pageId = options.pageId ?? "fakepage0001";
  const apiKey = options.apiKey ?? "fake-key";
  const nulls = options.nulls ?? false;
  const lagMs = options.lagMs ?? 0;
  const page = createPage(pageId, options.components ?? [{ id: "api", name: "API" }], now());
  const refusedFor = rollingLimit(options.limit ?? { requests: 60, perMs: 60_000 });
  const calls: FakeCall[] = [];

  const handle = async (request: Request): Promise<Response> => {
    const at = now();
    const url = new URL(request.url);
    const path = url.pathname.slice(Math.max(0, url.pathname.indexOf("/pages/") + 1));
    const text = await request.text();
    const body = text === "" ? undefined : parse(text);
    const answer = (status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Response => {
      calls.push({ method: request.method, path, status, ...(body !== undefined && { body }) });
      const init = { status, headers: { "x-request-id": `fake-${calls.length}`, ...headers } };
      return json === undefined ? new Response(null, init) : Response.json(json, init);
    };
    if (request.headers.get("authorization") !== `OAuth ${apiKey}`)
      return answer(401, { message: "Could not authenticate" });
    const waitSeconds = refusedFor(at);
    if (waitSeconds !== undefined) {
      return answer(
        options.status420 === false ? 429 : 420,
        { message: "Too many requests" },
        { "retry-after": String(waitSeconds) },
      );
    }
    advance(page, at);
    const [, id, ...parts] = path.split("/").map(decodeURIComponent);
    const outgoing =
      id === pageId
        ? route(page, { method: request.method, parts, query: url.searchParams, body }, at, { lagMs, nulls })
        : refuse(404, "page not found");
    return isRefusal(outgoing)
      ? answer(outgoing.status, { message: outgoing.message })
      : answer(outgoing.status, outgoing.json);
  };

  const find = (id: string): IncidentRow => {
    advance(page, now());
    const row = page.find(id);
    if (row === undefined) throw new Error(`the fake has no incident ${id}`);
    return row;
  };
  return {
    pageId,
    apiKey,
    origins: ["https://api.statuspage.io"],
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return handle(request);
    },
    state: () => {
      advance(page, now());
      return structuredClone({
        incidents: page.listed(now()).map((row) => renderIncident(page, row, nulls)),
        components: [...page.components.values()].map((row) => renderComponent(row, nulls)),
        notifications: page.notifications,
        calls,
      });
    },
    person: {
      create: (fields) => done(createIncident(page, { incident: fields }, now())).id,
      edit: (id, fields) => void done(changeIncident(page, find(id), { incident: fields }, now())),
      copy: (id) => page.put({ ...find(id), id: page.nextId(), created_at: new Date(now()).toISOString() }, now()).id,
      remove: (id) => page.drop(find(id).id, now()),
      setComponent: (id, status) => page.setComponent(id, { status }, now()),
    },
  };
}

function done<Value>(value: Value | ReturnType<typeof refuse>): Value {
  if (isRefusal(value)) throw new Error(`the service would answer ${value.status}: ${value.message}`);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
