/** What a delivery proves itself with. */
export type WebhookProof =
  /** A token that only the sender and we know. It is compared before the body is read. */
  | { readonly token: string }
  /** HMAC-SHA-256 of the body's bytes. */
  | { readonly signature: Uint8Array };

/**
 * The token of a request, for senders that sign nothing: from a header, else from the query's `token`, else from the last
 * segment of the path.
 */
export function tokenOf(request: Request, header?: string): string | undefined {
  const { pathname, searchParams } = new URL(request.url);
  const named = header === undefined ? null : request.headers.get(header);
  return named ?? searchParams.get("token") ?? decoded(pathname.slice(pathname.lastIndexOf("/") + 1));
}

function decoded(segment: string): string | undefined {
  try {
    return segment === "" ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
