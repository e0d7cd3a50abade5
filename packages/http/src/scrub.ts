const SHORTEST_SECRET = 4;
const LONGEST_TEXT = 500;
/** Control characters, and those that turn the direction of text. */
const UNSHOWABLE = /[\p{Cc}\p{Bidi_Control}]+/gu;
const BASE64 = /^[A-Za-z0-9+/]+=*$/;
const SECRET_FIELD = /secret|token|assertion|password|authorization|api-?key|cookie|^code$/i;

/** Makes a service's words fit to be shown: no secret of this request, no control characters, not too long. */
export type Scrub = (text: string) => string;

/** A scrub that knows what this request carried: what `authorize` set, and fields whose name says that they are secret. */
export function createScrub(
  before: Headers,
  after: Headers,
  form: Readonly<Record<string, string>> | undefined,
): Scrub {
  const secrets = new Set<string>();
  for (const [name, value] of after) {
    if (before.get(name) !== value || SECRET_FIELD.test(name)) {
      addCredential(secrets, value);
    }
  }
  for (const [name, value] of Object.entries(form ?? {})) {
    if (SECRET_FIELD.test(name)) {
      addCredential(secrets, value);
    }
  }
  const known = [...secrets]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
  return (text) =>
    known
      .reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text)
      .replace(UNSHOWABLE, " ")
      .slice(0, LONGEST_TEXT)
      .trim();
}

function addCredential(secrets: Set<string>, value: string): void {
  const words = value.split(/\s+/);
  // The first of several words is a scheme such as `Bearer`.
  for (const secret of [value, ...(words.length > 1 ? words.slice(1) : [])]) {
    secrets.add(secret);
    secrets.add(encodeURIComponent(secret));
    secrets.add(JSON.stringify(secret).slice(1, -1));
    for (const part of basicParts(secret)) {
      secrets.add(part);
    }
  }
}

function basicParts(secret: string): string[] {
  // Asked first, since an error for each token that cannot be decoded takes longer than the rest of a request's own work.
  if (!BASE64.test(secret)) return [];
  try {
    const text = atob(secret);
    const colon = text.indexOf(":");
    return colon < 0 ? [] : [text, text.slice(colon + 1)];
  } catch {
    return [];
  }
}
