import type { AlertRow } from "./alerts.ts";

/** A delivery of a webhook integration. */
export interface Delivery {
  readonly alert: AlertRow;
  /** @default `"Create"` */
  readonly action?: string;
  /** What the integration sends as `x-footplate-token`. @default the header is not sent */
  readonly token?: string;
  /** @default `"https://bot.example.com/jsm-ops"` */
  readonly url?: string;
}

/**
 * A delivery of a webhook integration. The service's description has none, so that it is made as Opsgenie made its own: not
 * signed, `createdAt` in milliseconds, `updatedAt` in nanoseconds.
 */
export function jsmOpsDelivery(of: Delivery): Request {
  const { alert, action = "Create", token, url = "https://bot.example.com/jsm-ops" } = of;
  const headers = {
    "content-type": "application/json",
    ...(token !== undefined && { "x-footplate-token": token }),
  };
  const { id, tinyId, alias, message, tags, priority, owner } = alert;
  const body = {
    source: { name: "footplate", type: "API" },
    alert: {
      alertId: id,
      tinyId,
      alias,
      message,
      tags,
      priority,
      username: owner,
      entity: "",
      createdAt: Date.parse(alert.createdAt),
      updatedAt: Date.parse(alert.updatedAt) * 1_000_000,
    },
    action,
    integrationId: "integration-1",
    integrationName: alert.integrationName,
  };
  return new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
}
