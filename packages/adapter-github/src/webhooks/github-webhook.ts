import { createWebhook, type ProvenDelivery, type WebhookHandler } from "@footplate/http";
import { ADAPTER } from "../fault.ts";
import type { GitHubHint } from "./hint.ts";
import type { GitHubWebhookOptions } from "./options.ts";
import { parseHint } from "./parse-hint.ts";
import { signatureBytes } from "./signature.ts";

const NAME = /^[\w-]{1,100}$/;

/**
 * Takes GitHub's webhooks, as a function from request to response. A delivery is read up to a size, proved by its signature
 * on the bytes as they came, and only then parsed. What comes out is a hint, which means "look now": state is never taken
 * from it. Without a valid signature the answer is 401, and says nothing else.
 */
export function githubWebhook(options: GitHubWebhookOptions): WebhookHandler {
  return createWebhook({
    ...options,
    adapter: ADAPTER,
    name: "githubWebhook",
    secretsName: "secrets",
    body: "json",
    proof: (request) => {
      const signature = signatureBytes(request.headers.get("x-hub-signature-256"));
      return signature === undefined ? undefined : { signature };
    },
    read,
  });
}

function read({
  headers,
  body,
  secret,
}: ProvenDelivery): { readonly hint: GitHubHint } | { readonly answer: 200 | 400 } {
  const [event, delivery] = [headers.get("x-github-event"), headers.get("x-github-delivery")];
  if (!isName(event) || !isName(delivery)) return { answer: 400 };
  // GitHub's own trial of the webhook.
  if (event === "ping") return { answer: 200 };
  return { hint: parseHint(body, { delivery, event, secret }) };
}

function isName(text: string | null): text is string {
  return text !== null && NAME.test(text);
}
