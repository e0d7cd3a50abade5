import { type Limit, rollingLimit } from "./limit.ts";

/** A request as a route gets it. */
export interface FakeRequest {
  /** What stood in the place of each name in braces, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The JSON that was sent; `{}` when none was. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Status, and what is sent as JSON; no body without it. */
export type FakeAnswer = readonly [status: number, json?: unknown];

/** What one operation of a service does. */
export type FakeRoute = (request: FakeRequest) => FakeAnswer;

/** What a service of JSON over HTTP is made of. */
export interface FakeServiceOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
  /** Where it pretends to answer. @default "https://fake.example.com/api" */
  readonly baseUrl?: string;
  /** The one `authorization` header that is let in; another is answered 401. @default everybody is let in */
  readonly authorization?: string;
  /** A request too many is answered 429 with `Retry-After`. @default no limit */
  readonly limit?: Limit | false;
  /** What the service does by itself as time goes by; run before each answer. */
  readonly pass?: () => void;
  /** By method and path below the base address, such as `GET maintenances/{id}`. What matches none is answered 404. */
  readonly routes: Readonly<Record<string, FakeRoute>>;
}

/** A service in memory, behind a `fetch`. */
export interface FakeService {
  /** Where it pretends to answer. */
  readonly baseUrl: string;
  /** Answers as the service would. It never touches the network. */
  readonly fetch: typeof fetch;
  /** How many requests it has had. */
  readonly calls: () => number;
}

/** A service of JSON over HTTP for tests: routes over a state that the caller keeps. Never import an adapter's mapping there. */
export function fakeService(options: FakeServiceOptions): FakeService {
  const { now, baseUrl = "https://fake.example.com/api", authorization, limit = false, pass, routes } = options;
  const base = `${baseUrl.replace(/\/$/, "")}/`;
  const refusedFor = rollingLimit(limit);
  const patterns = Object.entries(routes).map(([name, route]) => ({ matches: patternOf(name), route }));
  let calls = 0;
  const handle = async (request: Request): Promise<Response> => {
    calls += 1;
    const url = new URL(request.url);
    const path = `${url.origin}${url.pathname}`.replace(base, "");
    const text = await request.text();
    if (authorization !== undefined && request.headers.get("authorization") !== authorization)
      return answer([401, { message: "the credential is not known" }]);
    const waitSeconds = refusedFor(now());
    if (waitSeconds !== undefined)
      return answer([429, { message: "too many requests" }], { "retry-after": String(waitSeconds) });
    pass?.();
    for (const { matches, route } of patterns) {
      const params = matches(`${request.method} ${path}`);
      if (params === undefined) continue;
      const body = text === "" ? {} : (JSON.parse(text) as FakeRequest["body"]);
      return answer(route({ params, query: url.searchParams, headers: request.headers, body }));
    }
    return answer([404, { message: "there is nothing here" }]);
  };
  return {
    baseUrl,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return handle(request);
    },
    calls: () => calls,
  };
}

function answer([status, json]: FakeAnswer, headers: Readonly<Record<string, string>> = {}): Response {
  return json === undefined ? new Response(null, { status, headers }) : Response.json(json, { status, headers });
}

/** Reads the parameters of a request that the pattern fits. */
function patternOf(name: string): (request: string) => Readonly<Record<string, string>> | undefined {
  const names = [...name.matchAll(/\{(\w+)\}/g)].map(([, param = ""]) => param);
  const pattern = new RegExp(`^${name.replaceAll(/\{\w+\}/g, "([^/]+)")}$`);
  return (request) => {
    const found = pattern.exec(request);
    if (found === null) return undefined;
    return Object.fromEntries(names.map((param, index) => [param, decodeURIComponent(found[index + 1] ?? "")]));
  };
}
