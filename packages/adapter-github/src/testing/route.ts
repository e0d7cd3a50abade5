import type { FakeAnswer } from "./answer.ts";
import type { FakeWorld } from "./world.ts";

/** One request to the fake, authenticated and within its limits. */
export interface FakeContext {
  readonly world: FakeWorld;
  /** What stands where the template has braces, decoded. The last one takes several segments where its name ends in `*`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; `undefined` where there was none. */
  readonly body: unknown;
  /** The fake's clock, in epoch milliseconds. */
  readonly now: number;
  /** Login of who asks. */
  readonly login: string;
  /** Version of the API that is asked for. */
  readonly apiVersion: string;
  /** The request's own address, for `Link` headers. */
  readonly url: URL;
}

/** What the fake does with one kind of request. */
export interface FakeRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `repos/{owner}/{repo}/issues/{number}`; a last `{path*}` takes all that is left. Only the configured repository exists. */
  readonly path: string;
  readonly handle: (context: FakeContext) => FakeAnswer | Promise<FakeAnswer>;
}

/** One area of the fake, such as its issues. */
export interface FakePart {
  readonly routes: readonly FakeRoute[];
  /** Does what the service does by itself as time passes. Called before each request and each look at the state. */
  readonly advance?: (now: number) => void;
}

/** The route of a request and the parts of its path. Fixed segments go before parameters. */
export function findRoute(
  routes: readonly FakeRoute[],
  method: string,
  segments: readonly string[],
): { readonly route: FakeRoute; readonly params: Readonly<Record<string, string>> } | undefined {
  const found = routes.flatMap((route) => {
    const params = route.method === method ? fit(route.path.split("/"), segments) : undefined;
    return params === undefined ? [] : [{ route, params }];
  });
  return found.toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0];
}

function fit(template: readonly string[], segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  const rest = /^\{(\w+)\*\}$/.exec(template.at(-1) ?? "")?.[1];
  if (rest === undefined ? template.length !== segments.length : template.length > segments.length) return undefined;
  const fixed = rest === undefined ? template : template.slice(0, -1);
  const params: Record<string, string> = {};
  for (const [index, part] of fixed.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = segments[index] ?? "";
    if (name === undefined && part !== value) return undefined;
    if (name !== undefined) params[name] = value;
  }
  if (rest !== undefined) params[rest] = segments.slice(fixed.length).join("/");
  return params;
}
