import type { FakeAlert } from "./rows.ts";
import { alertWebhook, type WebhookAction } from "./webhook.ts";

/** A delivery of a webhook integration. */
export interface Delivery {
  readonly alert: FakeAlert;
  /** @default `"Create"` */
  readonly action?: WebhookAction;
  /** What the integration sends as `x-footplate-token`. @default the header is not sent */
  readonly token?: string;
  /** @default `"https://bot.example.com/opsgenie"` */
  readonly url?: string;
}

/** A delivery of a webhook integration, as the service would send it: it is not signed. */
export function opsgenieDelivery(of: Delivery): Request {
  const { alert, action = "Create", token, url = "https://bot.example.com/opsgenie" } = of;
  const headers = {
    "content-type": "application/json",
    ...(token !== undefined && { "x-footplate-token": token }),
  };
  return new Request(url, { method: "POST", headers, body: JSON.stringify(alertWebhook(alert, action)) });
}
