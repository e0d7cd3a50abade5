import type { ComponentStatus, Notice } from "@footplate/core";
import type { Budget } from "@footplate/http";
import { allPages, type Client } from "./client.ts";
import { fault } from "./fault.ts";
import type { Look } from "./look.ts";
import { type IncidentRow, parseIncident } from "./wire.ts";

/** Components that another maintenance in progress holds, and that ending this one must leave alone (F86). */
export async function heldByOthers(client: Client, incidentId: string, budget: Budget): Promise<ReadonlySet<string>> {
  const rows = await allPages((page) => client.activeMaintenances(page, budget()));
  return new Set(
    rows.flatMap((raw) => {
      const row = parseIncident(raw);
      if (row === undefined) {
        throw fault({
          code: "invalid_response",
          message: "an active maintenance could not be read",
          hint: "it may hold components, so that none was set operational: look at it on the status page",
        });
      }
      return row.id === incidentId ? [] : (row.components ?? []).map(({ id }) => id);
    }),
  );
}

/** Components that are under maintenance because of this incident alone. */
export async function freed(client: Client, row: IncidentRow, budget: Budget): Promise<readonly string[]> {
  const down = (row.components ?? []).filter(({ status }) => status === "under_maintenance").map(({ id }) => id);
  if (down.length === 0) return down;
  const others = await heldByOthers(client, row.id, budget);
  return down.filter((id) => !others.has(id));
}

/** Statuses to set when a notice in progress gets other components: those that come, and those that go. */
export async function handedOver(
  client: Client,
  now: Look,
  notice: Notice,
  budget: Budget,
): Promise<Readonly<Record<string, ComponentStatus>>> {
  const before = now.held.item.components;
  if (now.held.state !== "in_progress" || before.join(" ") === notice.components.join(" ")) return {};
  const leaving = before.filter((id) => !notice.components.includes(id));
  const free = leaving.length === 0 ? [] : await freed(client, now.row, budget);
  return {
    ...statusMap(
      notice.components.filter((id) => !before.includes(id)),
      "under_maintenance",
    ),
    ...statusMap(
      free.filter((id) => leaving.includes(id)),
      "operational",
    ),
  };
}

export function statusMap(ids: readonly string[], status: ComponentStatus): Readonly<Record<string, ComponentStatus>> {
  return Object.fromEntries(ids.map((id) => [id, status]));
}
