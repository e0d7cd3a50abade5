const LONGEST_TOKEN = 1024;

/**
 * The place of the secret that the bytes were signed with; `undefined` when none was. Each is tried, so that the time tells
 * nothing of which; the comparison is that of the runtime's own HMAC, in constant time (F51).
 */
export async function matchingSignature(
  body: Uint8Array<ArrayBuffer>,
  signature: Uint8Array,
  secrets: readonly string[],
): Promise<number | undefined> {
  const bytes = new Uint8Array(signature);
  return placeOf(await Promise.all(secrets.map((secret) => isSignedWith(body, bytes, secret))));
}

/**
 * The place of the token that was given; `undefined` when it is none of them. Digests are compared and not the texts, so that
 * the time tells neither how much of it was right nor how long the right one is (F53).
 */
export async function matchingToken(given: string, tokens: readonly string[]): Promise<number | undefined> {
  if (given.length > LONGEST_TOKEN) return undefined;
  const wanted = await digest(given);
  return placeOf(await Promise.all(tokens.map(async (token) => isSame(wanted, await digest(token)))));
}

function placeOf(matches: readonly boolean[]): number | undefined {
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

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.reduce((difference, byte, at) => difference | (byte ^ (other[at] ?? 0)), one.length ^ other.length) === 0;
}
