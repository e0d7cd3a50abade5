/** A delivery to be signed. */
export interface WebhookDelivery {
  /** Such as `workflow_run`. */
  readonly event: string;
  /** An object, which is written as JSON, or the very text to send. */
  readonly body: unknown;
  readonly secret: string;
  /** @default a random id */
  readonly delivery?: string;
  /** Where it is sent to. @default `"https://footplate.example.com/github"` */
  readonly url?: string;
}

/** A delivery as GitHub would send it, with its signature. */
export async function signedWebhook(of: WebhookDelivery): Promise<Request> {
  const { event, body, secret, delivery = crypto.randomUUID(), url = "https://footplate.example.com/github" } = of;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const encoder = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), hmac, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
  const hex = [...signature].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return new Request(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/fake",
      "x-github-delivery": delivery,
      "x-github-event": event,
      "x-github-hook-id": "1",
      "x-github-hook-installation-target-id": "1",
      "x-github-hook-installation-target-type": "repository",
      "x-hub-signature-256": `sha256=${hex}`,
    },
    body: text,
  });
}
