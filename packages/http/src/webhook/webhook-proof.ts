/** What a delivery proves itself with. */
export type WebhookProof =
  /** A token that only the sender and we know. It is compared before the body is read. */
  | { readonly token: string }
  /** HMAC-SHA-256 of the body's bytes. */
  | { readonly signature: Uint8Array };
