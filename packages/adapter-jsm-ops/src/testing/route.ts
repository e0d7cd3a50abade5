import { alertRoute, raise } from "./alert-routes.ts";
import { type Outgoing, refuse } from "./json.ts";
import { scheduleRoute } from "./schedule-routes.ts";
import type { Site } from "./site.ts";

/** One request, taken apart. */
export interface Incoming {
  readonly method: string;
  /** Below the version: `schedules/schedule-1`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** Which surface an address belongs to, with which credential, and what is left of its path. */
export interface Address {
  readonly surface: "basic" | "oauth" | "integration" | "none";
  readonly parts: readonly string[];
}

export function addressOf(pathname: string, cloudId: string): Address {
  const parts = pathname.split("/").slice(1).map(decodeURIComponent);
  const below = (surface: Address["surface"], ...prefix: readonly string[]): Address | undefined =>
    prefix.every((part, index) => parts[index] === part) ? { surface, parts: parts.slice(prefix.length) } : undefined;
  const api = ["jsm", "ops", "api", cloudId, "v1"];
  return (
    below("basic", ...api) ??
    below("oauth", "ex", "jira", cloudId, ...api) ??
    below("integration", "jsm", "ops", "integration", "v2") ?? { surface: "none", parts: [] }
  );
}

/** What the service does with a request that is authenticated and within the limit. */
export function route(site: Site, surface: Address["surface"], incoming: Incoming, now: number): Outgoing {
  site.requests.advance(now);
  const { method, parts, body } = incoming;
  if (surface === "integration")
    return parts.join("/") === "alerts" && method === "POST" ? raise(site, body, true, now) : refuse(404, "not found");
  if (parts[0] === "schedules") return scheduleRoute(site, incoming, now);
  return parts[0] === "alerts" ? alertRoute(site, incoming, now) : refuse(404, "not found");
}
