import type { JsonRecord } from "./rows.ts";

/** What a subscriber is told. */
export interface Delivery {
  /** The subscribed address, with its token. */
  readonly url: string;
  /** A maintenance or incident, as the service shows it. Not together with `component`. */
  readonly incident?: JsonRecord;
  /** A component, as the service shows it. */
  readonly component?: JsonRecord;
  /** What the component was before. @default `"operational"` */
  readonly oldStatus?: string;
  /** @default `"fakepage0001"` */
  readonly page?: string;
  /** When it is sent, in epoch milliseconds. @default 0 */
  readonly at?: number;
}

/** A delivery to a subscriber, as the service would send it: it is not signed. */
export function statuspageDelivery(of: Delivery): Request {
  const { url, incident, component, oldStatus = "operational", page = "fakepage0001", at = 0 } = of;
  const sentAt = new Date(at).toISOString();
  const body = {
    meta: {
      unsubscribe: "https://status.example.com/?unsubscribe=fake",
      documentation: "https://status.example.com/webhooks",
      generated_at: sentAt,
    },
    page: { id: page, status_indicator: "none", status_description: "All Systems Operational" },
    // The API does not show this one.
    ...(incident !== undefined && { incident: { backfilled: false, ...incident } }),
    ...(component !== undefined && { component, component_update: change(component, oldStatus, sentAt) }),
  };
  const headers = { "content-type": "application/json" };
  return new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
}

function change({ id, status }: JsonRecord, oldStatus: string, sentAt: string): JsonRecord {
  return {
    id: "fakeupdate01",
    component_id: id,
    component_type: "Component",
    old_status: oldStatus,
    new_status: status,
    created_at: sentAt,
  };
}
