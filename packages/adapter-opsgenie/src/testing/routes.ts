import { routeAlerts } from "./alerts.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { routeSchedules } from "./schedules.ts";
import type { Store } from "./store.ts";

/** One request, taken apart. */
export interface Incoming {
  readonly method: string;
  /** Below the collection: `["alert-1", "notes"]`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** The fields of one answer, to which every answer's request id and duration are added. */
export interface Outgoing {
  readonly status: number;
  readonly data?: unknown;
  readonly result?: string;
  readonly requestId?: string;
  readonly expandable?: readonly string[];
}

/** Which key a request needs: reading alerts is open to both. */
export function needs(collection: string, method: string): "apiKey" | "integrationKey" | "either" {
  if (collection === "schedules" || collection === "users") return "apiKey";
  return collection === "alerts" && method === "GET" ? "either" : "integrationKey";
}

/** What the service does with a request that is authenticated and within the limit. */
export function route(store: Store, collection: string, incoming: Incoming, now: number): Outgoing | Refusal {
  if (collection === "schedules") return routeSchedules(store, incoming, now);
  if (collection === "alerts") return routeAlerts(store, incoming, now);
  const [name = "", sub] = incoming.parts;
  if (collection === "users" && incoming.method === "GET" && sub === undefined) {
    const user = store.users.find(({ id, username }) => id === name || username === name);
    return user === undefined ? refuse(404, "User not found") : { status: 200, data: user, expandable: [] };
  }
  if (collection !== "heartbeats" || sub !== "ping") return refuse(404, "Not found");
  const pings = store.pings.get(name);
  if (pings === undefined) return refuse(404, "Heartbeat not found");
  pings.push(new Date(now).toISOString());
  return { status: 202, result: "PONG - Heartbeat received" };
}
