import { createTarget, type Said, type Target, tells } from "./testing/target.ts";

export type { Said } from "./testing/target.ts";

/** Options of the fake. */
export interface FakeTargetsOptions {
  /** The fake's clock, in epoch milliseconds. @default `Date.now` */
  readonly now?: () => number;
  /** What is there at first: addresses, and what each says. A text is short for `{ "version": text }`. @default nothing */
  readonly targets?: Readonly<Record<string, Said>>;
  /** The one bearer token that is let in. @default everybody is let in */
  readonly token?: string;
  /** How an address says that nothing runs: by that status, or by a document whose version is null. @default 404 */
  readonly nothing?: 204 | 404 | 410 | "null";
}

/** One request that the fake got. */
export interface FakeCall {
  /** Without its query. */
  readonly url: string;
  readonly method: string;
  /** Absent when no connection was made. */
  readonly status?: number;
  /** Whether it carried a credential. */
  readonly credential: boolean;
}

/** What is there, as JSON. */
export interface FakeTargetsState {
  /** What each address says now, without its lag; null for nothing. */
  readonly targets: Readonly<Record<string, Said | null>>;
  /** Oldest first. */
  readonly calls: readonly FakeCall[];
}

/** Servers that tell their versions, in memory, behind one `fetch`. Addresses are told apart with their queries. */
export interface FakeTargets {
  /** Answers for all addresses. It never touches the network. */
  readonly fetch: typeof fetch;
  /** Of all addresses that were ever named, each as `https://host`. */
  readonly origins: readonly string[];
  /** Puts a version there, or a whole document. */
  set(url: string, says: Said): void;
  /** Takes everything off it. */
  unset(url: string): void;
  /** From now on the address goes on telling what it told, for so long after each change, in milliseconds. */
  lag(url: string, ms: number): void;
  /** Takes it off the network, or puts a failing server in front of it. @default `"unreachable"` */
  down(url: string, how?: "unreachable" | number): void;
  /** Brings it back. */
  up(url: string): void;
  /** Lets something else answer there, such as a login page. */
  instead(url: string, answer: (request: Request) => Response | Promise<Response>): void;
  state(): FakeTargetsState;
}

/** Targets that say what they run, for tests and demonstrations. */
export function fakeTargets(options: FakeTargetsOptions = {}): FakeTargets {
  const now = options.now ?? (() => Date.now());
  const { token, nothing = 404 } = options;
  const targets = new Map<string, Target>();
  const calls: FakeCall[] = [];

  const at = (url: string): Target => {
    const key = keyOf(url);
    const target = targets.get(key) ?? createTarget();
    targets.set(key, target);
    return target;
  };
  const put = (url: string, says: Said | undefined, since: number): void => {
    const target = at(url);
    target.said = [...target.said, { at: since, says }];
  };
  for (const [url, says] of Object.entries(options.targets ?? {})) put(url, says, Number.NEGATIVE_INFINITY);

  const answer = async (request: Request): Promise<Response> => {
    const target = targets.get(keyOf(request.url)) ?? createTarget();
    if (target.down === "unreachable") throw unreachable();
    if (target.down !== undefined) return Response.json({ error: "the target is down" }, { status: target.down });
    if (token !== undefined && request.headers.get("authorization") !== `Bearer ${token}`)
      return Response.json({ error: "who are you" }, { status: 401, headers: { "www-authenticate": "Bearer" } });
    if (request.method !== "GET") return Response.json({ error: "only GET" }, { status: 405 });
    if (target.instead !== undefined) return target.instead(request);
    const says = tells(target, now());
    if (says !== undefined) return Response.json(typeof says === "string" ? { version: says } : says);
    if (nothing === "null") return Response.json({ version: null });
    return nothing === 204
      ? new Response(null, { status: 204 })
      : Response.json({ error: "nothing here" }, { status: nothing });
  };
  const record = (request: Request, status?: number): void => {
    const { origin, pathname } = new URL(request.url);
    const { method, headers } = request;
    const credential = headers.has("authorization");
    calls.push({ url: origin + pathname, method, ...(status !== undefined && { status }), credential });
  };
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      try {
        const response = await answer(request);
        record(request, response.status);
        return response;
      } catch (error) {
        record(request);
        throw error;
      }
    },
    get origins() {
      return [...new Set([...targets.keys()].map((url) => new URL(url).origin))];
    },
    set: (url, says) => put(url, says, now()),
    unset: (url) => put(url, undefined, now()),
    lag: (url, ms) => {
      at(url).lagMs = ms;
    },
    down: (url, how = "unreachable") => {
      at(url).down = how;
    },
    up: (url) => {
      delete at(url).down;
    },
    instead: (url, make) => {
      at(url).instead = make;
    },
    state: () =>
      structuredClone({
        targets: Object.fromEntries([...targets].map(([url, { said }]) => [url, said.at(-1)?.says ?? null])),
        calls,
      }),
  };
}

function keyOf(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return origin + pathname + search;
}

/** As the `fetch` of Node fails when nobody listens. */
function unreachable(): TypeError {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" });
  return new TypeError("fetch failed", { cause });
}
