import { fieldsOf } from "./check.ts";
import { changeIncident, changeUpdate, createIncident } from "./incidents.ts";
import type { Page } from "./page.ts";
import { isRefusal, refuse, type Refusal } from "./refusal.ts";
import { renderComponent, renderIncident, renderPage } from "./render.ts";
import type { IncidentRow } from "./rows.ts";

/** One request, taken apart. */
export interface Incoming {
  readonly method: string;
  /** Below the page: `incidents/x1`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** One answer before it becomes a `Response`. */
export interface Outgoing {
  readonly status: number;
  readonly json?: unknown;
}

/** What the service does with a request that is authenticated and within the limit. */
export function route(
  page: Page,
  incoming: Incoming,
  now: number,
  settings: { readonly lagMs: number; readonly nulls: boolean },
): Outgoing | Refusal {
  const { method, parts, query, body } = incoming;
  const [collection, id, sub, subId] = parts;
  const render = (row: IncidentRow): unknown => renderIncident(page, row, settings.nulls);
  const answer = (row: IncidentRow | Refusal, status: number): Outgoing | Refusal =>
    isRefusal(row) ? row : { status, json: render(row) };

  if (collection === undefined) {
    return method === "GET"
      ? { status: 200, json: renderPage(page, settings.nulls) }
      : refuse(405, "method not allowed");
  }

  if (collection === "incidents") {
    if (id === undefined) {
      if (method === "POST") return answer(createIncident(page, body, now), 201);
      if (method === "GET")
        return { status: 200, json: cut(page.listed(now - settings.lagMs), query, "limit").map(render) };
      return refuse(405, "method not allowed");
    }
    const chosen = LISTS[id];
    if (chosen !== undefined && method === "GET" && sub === undefined) {
      return {
        status: 200,
        json: cut(
          page.listed(now - settings.lagMs).filter((row) => chosen(row)),
          query,
          "per_page",
        ).map(render),
      };
    }
    const row = page.find(id);
    if (row === undefined) return refuse(404, "incident not found");
    if (sub === "incident_updates" && subId !== undefined && (method === "PATCH" || method === "PUT")) {
      const changed = changeUpdate(page, row, subId, body, now);
      return isRefusal(changed)
        ? changed
        : { status: 200, json: changed.incident_updates.find((update) => update.id === subId) };
    }
    if (sub !== undefined) return refuse(404, "not found");
    if (method === "GET") return answer(row, 200);
    if (method === "PATCH" || method === "PUT") return answer(changeIncident(page, row, body, now), 200);
    if (method === "DELETE") {
      page.drop(id, now);
      return answer(row, 200);
    }
    return refuse(405, "method not allowed");
  }

  if (collection === "components" && sub === undefined) {
    if (id === undefined) {
      if (method === "POST") {
        const fields = fieldsOf(body, "component");
        if (isRefusal(fields)) return fields;
        if (fields["name"] === undefined || fields["name"] === "") return refuse(422, "name can't be blank");
        return { status: 201, json: renderComponent(page.addComponent(fields, now), settings.nulls) };
      }
      if (method !== "GET") return refuse(405, "method not allowed");
      return {
        status: 200,
        json: cut([...page.components.values()], query, "per_page").map((row) => renderComponent(row, settings.nulls)),
      };
    }
    if (!page.components.has(id)) return refuse(404, "component not found");
    if (method === "DELETE") {
      page.components.delete(id);
      return { status: 204 };
    }
    if (method === "PATCH" || method === "PUT") {
      const fields = fieldsOf(body, "component");
      if (isRefusal(fields)) return fields;
      page.setComponent(id, fields, now);
    } else if (method !== "GET") return refuse(405, "method not allowed");
    const row = page.components.get(id);
    return row === undefined
      ? refuse(404, "component not found")
      : { status: 200, json: renderComponent(row, settings.nulls) };
  }
  return refuse(404, "not found");
}

const LISTS: Readonly<Record<string, (row: IncidentRow) => boolean>> = {
  scheduled: (row) => row.scheduled_for !== undefined,
  upcoming: (row) => row.status === "scheduled",
  active_maintenance: (row) => row.status === "in_progress" || row.status === "verifying",
  unresolved: (row) => row.scheduled_for === undefined && row.status !== "resolved",
};

/** At most 100 rows a page, whatever is asked for. Pages count from 1. */
function cut<Row>(rows: readonly Row[], query: URLSearchParams, name: "limit" | "per_page"): readonly Row[] {
  const size = Math.min(100, positive(query.get(name), 100));
  const first = (positive(query.get("page"), 1) - 1) * size;
  return rows.slice(first, first + size);
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
