/** The bytes of a signature header; `undefined` when it is missing or malformed. */
export function signatureBytes(header: string | null): Uint8Array<ArrayBuffer> | undefined {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "")?.[1];
  if (hex === undefined) return undefined;
  return Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}

/**
 * The place of the secret that the bytes were signed with; `undefined` when none was. Each is tried, so that the time tells
 * nothing of which; the comparison is that of the runtime's own HMAC, in constant time (F51).
 */
export async function matchingSecret(
  body: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  secrets: readonly string[],
): Promise<number | undefined> {
  const matches = await Promise.all(secrets.map((secret) => isSignedWith(body, signature, secret)));
  const index = matches.indexOf(true);
  return index === -1 ? undefined : index;
}

async function isSignedWith(
  body: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  secret: string,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, signature, body);
}
