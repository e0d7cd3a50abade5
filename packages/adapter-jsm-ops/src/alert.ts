import { type Alert, instant } from "@footplate/core";
import { fault } from "./fault.ts";
import type { AlertRow } from "./wire.ts";

const STATUSES: Readonly<Record<string, Alert["status"]>> = {
  acked: "acknowledged",
  resolved: "closed",
  closed: "closed",
};

/** The alert in our words. */
export function toAlert(key: string, row: AlertRow): Alert {
  if (typeof row.alias === "string" && row.alias !== key) {
    throw fault({
      code: "protocol",
      message: `asked for the alert of ${key.slice(0, 100)}, the service answered with one of another alias`,
    });
  }
  const status = statusOf(row);
  return {
    key,
    id: row.id,
    status,
    message: row.message ?? "",
    createdAt: instant(row.createdAt),
    ...(status === "acknowledged" &&
      typeof row.owner === "string" &&
      row.owner !== "" && { acknowledgedBy: row.owner }),
    count: row.count ?? 1,
  };
}

function statusOf(row: AlertRow): Alert["status"] {
  const status = Object.hasOwn(STATUSES, row.status) ? STATUSES[row.status] : undefined;
  if (status !== undefined) return status;
  // A snoozed alert is open, or acknowledged, and quiet for a while.
  if (row.status !== "open" && row.status !== "snoozed") return row.status;
  return row.acknowledged === true ? "acknowledged" : "open";
}
