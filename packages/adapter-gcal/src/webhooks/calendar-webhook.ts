import { tokenWebhook, type TokenWebhookOptions, type WebhookHandler } from "@footplate/http";
import type { CalendarHint } from "./hint.ts";
import { readHint } from "./read-hint.ts";

/**
 * Takes the messages of Google's channels, as a function from request to response. They have no body and no signature: the
 * token that was given to `watch` and comes back as a header is all the proof there is. What comes out is a hint, which means
 * "look now" (F53). The first message of a channel, `sync`, only says that it works, and is no hint.
 */
export function calendarWebhook(options: TokenWebhookOptions<CalendarHint>): WebhookHandler {
  return tokenWebhook<CalendarHint>(
    {
      adapter: "gcal",
      name: "calendarWebhook",
      body: "none",
      token: ({ headers }) => headers.get("x-goog-channel-token") ?? undefined,
      read: ({ headers, secret }) => {
        const hint = readHint(headers, secret);
        if (hint === undefined) return { answer: 400 };
        return hint.state === "sync" ? { answer: 200 } : { hint };
      },
    },
    options,
  );
}
