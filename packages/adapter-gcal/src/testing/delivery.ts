/** A message of a channel. */
export interface Delivery {
  /** The token that the channel was made with. */
  readonly token: string;
  /** `sync`, `exists` or `not_exists`. @default `"exists"` */
  readonly state?: string;
  /** @default `"fake-channel"` */
  readonly channel?: string;
  /** @default 2, since the first is `sync` */
  readonly number?: number;
  /** When the channel ends, in epoch milliseconds. @default it is not said */
  readonly expires?: number;
  /** @default `"https://bot.example.com/calendar"` */
  readonly url?: string;
}

/** A message as Google sends it: headers and no body, not signed. */
export function calendarDelivery(of: Delivery): Request {
  const { token, state = "exists", channel = "fake-channel", number = 2, expires } = of;
  const headers = new Headers({
    "content-type": "application/json; utf-8",
    "content-length": "0",
    "x-goog-channel-id": channel,
    "x-goog-channel-token": token,
    "x-goog-message-number": String(number),
    "x-goog-resource-id": "fake-resource",
    "x-goog-resource-state": state,
    "x-goog-resource-uri": "https://www.googleapis.com/calendar/v3/calendars/primary/events?alt=json",
  });
  if (expires !== undefined) headers.set("x-goog-channel-expiration", new Date(expires).toUTCString());
  return new Request(of.url ?? "https://bot.example.com/calendar", { method: "POST", headers });
}
