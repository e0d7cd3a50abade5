import { tokenOf, tokenWebhook, type TokenWebhookOptions, type WebhookHandler } from "@footplate/http";
import { ADAPTER } from "../fault.ts";
import type { JsmOpsHint } from "./hint.ts";
import { parseHint } from "./parse-hint.ts";

/**
 * Takes the deliveries of a webhook integration, as a function from request to response. Whether the service signs them is not
 * described, so that a token is all the proof there is: in a header `x-footplate-token` that the integration is told to send,
 * else `?token=`, else the last segment of the address. What comes out is a hint, which means "look now": state is never
 * taken from it (F53).
 */
export function jsmOpsWebhook(options: TokenWebhookOptions<JsmOpsHint>): WebhookHandler {
  return tokenWebhook<JsmOpsHint>(
    {
      adapter: ADAPTER,
      name: "jsmOpsWebhook",
      body: "json",
      token: (request) => tokenOf(request, "x-footplate-token"),
      read: ({ body, secret }) => ({ hint: parseHint(body, secret) }),
    },
    options,
  );
}
