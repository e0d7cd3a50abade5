import { tokenOf, tokenWebhook, type TokenWebhookOptions, type WebhookHandler } from "@footplate/http";
import { ADAPTER } from "../fault.ts";
import type { StatuspageHint } from "./hint.ts";
import { parseHint } from "./parse-hint.ts";

/**
 * Takes what the page sends to subscribers, as a function from request to response. The service signs nothing, so that the
 * token in the subscribed address, its last segment or `?token=`, is all the proof there is: what comes out is a hint, which
 * means "look now", and state is never taken from it (F53). Links in a delivery are not followed.
 */
export function statuspageWebhook(options: TokenWebhookOptions<StatuspageHint>): WebhookHandler {
  return tokenWebhook<StatuspageHint>(
    {
      adapter: ADAPTER,
      name: "statuspageWebhook",
      body: "json",
      token: (request) => tokenOf(request),
      read: ({ body, secret }) => ({ hint: parseHint(body, secret) }),
    },
    options,
  );
}
