import { fromEpochMs, type Instant } from "@footplate/core";
import type { CalendarHint } from "./hint.ts";

const CHANNEL = /^[A-Za-z0-9\-_+/=]{1,64}$/;
const RESOURCE = /^[\w\-+/=.]{1,200}$/;
const STATE = /^[a-z_]{1,40}$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The hint in a message's headers, which is all there is; `undefined` where they cannot be Google's. */
export function readHint(headers: Headers, token: number): CalendarHint | undefined {
  const [channel, state] = [headers.get("x-goog-channel-id") ?? "", headers.get("x-goog-resource-state") ?? ""];
  if (!CHANNEL.test(channel) || !STATE.test(state)) return undefined;
  const resource = headers.get("x-goog-resource-id") ?? "";
  const number = Number(headers.get("x-goog-message-number") ?? Number.NaN);
  const expires = momentOf(headers.get("x-goog-channel-expiration") ?? "");
  return {
    channel,
    ...(RESOURCE.test(resource) && { resource }),
    state,
    ...(Number.isSafeInteger(number) && number > 0 && { number }),
    ...(expires !== undefined && { expires }),
    token,
  };
}

/** Google writes it as a date here, and as milliseconds elsewhere. */
function momentOf(text: string): Instant | undefined {
  const ms = HTTP_DATE.test(text) ? Date.parse(text) : /^\d{1,14}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : fromEpochMs(ms);
}
