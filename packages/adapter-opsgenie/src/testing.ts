import { type Limit, rollingLimit } from "./testing/limit.ts";
import { isRefusal, refuse } from "./testing/refusal.ts";
import { needs, route } from "./testing/routes.ts";
import type { FakeAlert, FakeSchedule, FakeTeam, FakeUser, OverrideRow } from "./testing/rows.ts";
import { createStore } from "./testing/store.ts";

export { type Delivery as FakeDelivery, opsgenieDelivery } from "./testing/delivery.ts";
export type { Limit } from "./testing/limit.ts";
export type {
  FakeAlert,
  FakeRecipient,
  FakeRotation,
  FakeSchedule,
  FakeTeam,
  FakeUser,
  JsonRecord,
  OverrideRow,
} from "./testing/rows.ts";
export { alertWebhook, type WebhookAction } from "./testing/webhook.ts";

/** Options of the fake. */
export interface FakeOpsgenieOptions {
  /** The fake's clock, in epoch milliseconds. @default `Date.now` */
  readonly now?: () => number;
  /** The key of API key management. @default `"fake-api-key"` */
  readonly apiKey?: string;
  /** The key of an API integration. @default `"fake-integration-key"` */
  readonly integrationKey?: string;
  /** @default one schedule, `conductors`, of which `user-a` and `user-b` take weekly turns from 2026-01-05 on */
  readonly schedules?: readonly FakeSchedule[];
  /** @default `user-a`, `user-b` and `user-c` */
  readonly users?: readonly FakeUser[];
  /** @default none */
  readonly teams?: readonly FakeTeam[];
  /** Names of the heartbeats. @default `footplate` */
  readonly heartbeats?: readonly string[];
  /** How long a request that was taken in stays undone, in milliseconds. @default 0 */
  readonly processMs?: number;
  /** How long after a change the lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** @default none */
  readonly limit?: Limit;
  /** What the plan lacks and answers 402 for. @default nothing */
  readonly lacks?: readonly ("schedules" | "alerts" | "heartbeats")[];
}

/** One request that the fake got. */
export interface FakeCall {
  readonly method: string;
  /** Without host and query: `v2/alerts`. */
  readonly path: string;
  readonly host: string;
  readonly status: number;
  readonly body?: unknown;
}

/** Everything the fake holds, as JSON. */
export interface FakeOpsgenieState {
  readonly overrides: readonly OverrideRow[];
  /** Oldest first. */
  readonly alerts: readonly FakeAlert[];
  /** Times of the pings, by heartbeat. */
  readonly pings: Readonly<Record<string, readonly string[]>>;
  readonly calls: readonly FakeCall[];
}

/** An Opsgenie account in memory, behind a `fetch`. */
export interface FakeOpsgenie {
  readonly apiKey: string;
  readonly integrationKey: string;
  /** Answers as the service would, for both regions. It never touches the network. */
  readonly fetch: typeof fetch;
  /** Where the service itself answers, each as `https://host`. */
  readonly origins: readonly string[];
  state(): FakeOpsgenieState;
  /** What people do in the service's own pages. */
  readonly person: {
    /** Makes an override or puts another in its place. */
    setOverride(row: OverrideRow): void;
    removeOverride(schedule: string, alias: string): void;
    acknowledge(alias: string, username: string): void;
    close(alias: string): void;
  };
}

const WEEKLY: FakeSchedule = {
  id: "conductors",
  name: "Conductors",
  rotations: [
    {
      id: "weekly",
      type: "weekly",
      startDate: "2026-01-05T09:00:00Z",
      participants: [
        { type: "user", id: "user-a" },
        { type: "user", id: "user-b" },
      ],
    },
  ],
};

/** A stateful Opsgenie for tests and demonstrations. It does by itself what the service does by itself, on its own clock. */
export function fakeOpsgenie(options: FakeOpsgenieOptions = {}): FakeOpsgenie {
  const now = options.now ?? (() => Date.now());
  const { apiKey = "fake-api-key", integrationKey = "fake-integration-key", lacks = [] } = options;
  const store = createStore({
    schedules: options.schedules ?? [WEEKLY],
    users: options.users ?? ["user-a", "user-b", "user-c"].map((id) => ({ id, username: `${id}@example.com` })),
    teams: options.teams ?? [],
    heartbeats: options.heartbeats ?? ["footplate"],
    processMs: options.processMs ?? 0,
    lagMs: options.lagMs ?? 0,
  });
  const within = rollingLimit(options.limit);
  const calls: FakeCall[] = [];

  const handle = async (request: Request): Promise<Response> => {
    const at = now();
    store.advance(at);
    const url = new URL(request.url);
    const path = url.pathname.slice(1);
    const [version, collection = "", ...parts] = path.split("/").map(decodeURIComponent);
    const sent = await request.text();
    const body = sent === "" ? undefined : parse(sent);
    const found = (() => {
      const key = request.headers.get("authorization");
      if (key !== `GenieKey ${apiKey}` && key !== `GenieKey ${integrationKey}`)
        return refuse(401, "Could not authenticate");
      if (!within(at)) return refuse(429, "You are making too many requests!", "TooManyRequests");
      if (version !== "v2") return refuse(404, "Not found");
      const wanted = needs(collection, request.method);
      const held = key === `GenieKey ${apiKey}` ? "apiKey" : "integrationKey";
      if (wanted !== "either" && wanted !== held) return refuse(403, "You are not authorized to take this action");
      if (lacks.some((one) => one === collection)) return refuse(402, "Your plan does not include this feature");
      return route(store, collection, { method: request.method, parts, query: url.searchParams, body }, at);
    })();
    store.advance(at);
    calls.push({
      method: request.method,
      path,
      host: url.host,
      status: found.status,
      ...(body !== undefined && { body }),
    });
    const common = { took: 0.01, requestId: `fake-${calls.length}` };
    const headers = { "x-request-id": common.requestId };
    if (!isRefusal(found)) {
      const { status, ...rest } = found;
      return Response.json({ ...common, ...rest }, { status, headers });
    }
    const { status, message, kind } = found;
    return Response.json(
      { message, ...common },
      {
        status,
        headers: {
          ...headers,
          ...(kind !== undefined && { "x-opsgenie-errortype": kind }),
          // The service says that it is asked too often, and not for how long.
          ...(status === 429 && { "x-ratelimit-state": "THROTTLED", "x-ratelimit-period-in-sec": "60" }),
        },
      },
    );
  };

  const change = (alias: string, fields: Partial<FakeAlert>): void => {
    store.advance(now());
    const alert = store.alerts.findLast((row) => row.alias === alias && row.status === "open");
    if (alert === undefined) throw new Error(`the fake has no open alert ${alias}`);
    store.changeAlert({ ...alert, ...fields, updatedAt: new Date(now()).toISOString() });
  };
  return {
    apiKey,
    integrationKey,
    origins: ["https://api.opsgenie.com", "https://api.eu.opsgenie.com"],
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return handle(request);
    },
    state: () => {
      store.advance(now());
      const { overrides, alerts, pings } = store;
      return structuredClone({ overrides, alerts, pings: Object.fromEntries(pings), calls });
    },
    person: {
      setOverride: (row) => store.putOverride(row, now()),
      removeOverride: (schedule, alias) => store.dropOverride(schedule, alias, now()),
      acknowledge: (alias, username) => change(alias, { acknowledged: true, acknowledgedBy: username }),
      close: (alias) => change(alias, { status: "closed" }),
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
