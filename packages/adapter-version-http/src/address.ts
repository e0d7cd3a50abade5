const LONGEST = 2000;
const PATH = /^(\/[A-Za-z0-9._~!$&'()*+,;=:@-]+)+$/;

/** An address, in the parts that the transport takes. */
export interface Address {
  /** `https://host`, with the port where it is not the usual one. */
  readonly origin: string;
  /** Without the leading slash. */
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with an address; `undefined` when nothing is. Never shows it: its query may hold what is nobody's business. */
export function addressProblem(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > LONGEST || !URL.canParse(value) || /[\s\\\p{Cc}]/u.test(value))
    return "is not an absolute address";
  const url = new URL(value);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must begin with https:";
  if (url.username !== "" || url.password !== "") return "carries a user name or password";
  if (url.hash !== "") return "has a fragment";
  return PATH.test(url.pathname) ? undefined : "has an empty path, an empty segment, or characters that need encoding";
}

/** The parts of an address that has no problem. */
export function addressOf(text: string): Address {
  const { origin, pathname, searchParams } = new URL(text);
  const names = new Set(searchParams.keys());
  const query = Object.fromEntries([...names].map((name) => [name, searchParams.getAll(name)]));
  return { origin, path: pathname.slice(1), query };
}
