import { createWebhook } from "./create-webhook.ts";
import type { TokenWebhookOptions, WebhookHandler, WebhookSpec } from "./options.ts";

/** Fewest characters of a token: it is all the proof there is, and may be guessed at without end. */
const SHORTEST_TOKEN = 16;

/** Takes the webhooks of a service that signs nothing, and whose deliveries carry a token (F53). */
export function tokenWebhook<Hint>(
  spec: Pick<WebhookSpec<Hint>, "adapter" | "name" | "body" | "read"> & {
    /** The token of a request. */
    readonly token: (request: Request) => string | undefined;
  },
  { tokens, ...options }: TokenWebhookOptions<Hint>,
): WebhookHandler {
  const { adapter, name, body, read, token } = spec;
  return createWebhook({
    ...options,
    adapter,
    name,
    body,
    read,
    secretsName: "tokens",
    secrets: tokens,
    shortestSecret: SHORTEST_TOKEN,
    proof: (request) => {
      const given = token(request);
      return given === undefined ? undefined : { token: given };
    },
  });
}
