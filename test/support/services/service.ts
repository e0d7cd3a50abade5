import type { HttpSettings } from "@footplate/http";
import type { VirtualClock } from "@footplate/testkit";

/** One call to a port, and which of its requests a test is about. */
export interface Operation {
  /** Port and method, such as `noticeBoard.create`. */
  readonly name: string;
  /** `ask`: reads by a method that is not GET. */
  readonly kind: "read" | "list" | "write" | "ask";
  /** Picks the request that does the work, out of all that the call may send. */
  readonly aim: (request: Request) => boolean;
  run(): Promise<unknown>;
  /** What it is worth when the request answers without a body: these do not look at it. */
  readonly bodyless?: true;
}

/** One service with something in it: the fake, and an adapter to be connected to it. */
export interface Service {
  readonly adapter: string;
  readonly clock: VirtualClock;
  readonly fetch: typeof fetch;
  /** Where the fake is reached below a server's address. */
  readonly basePath: string;
  /** A read, a list and a write of every port, through an adapter with these settings. */
  connect(settings: HttpSettings & { readonly baseUrl: string }): readonly Operation[];
  /** How many things the service holds that calls to it may have made. */
  made(): number;
}

/** When every test begins: a Monday. */
export const BEGIN = "2026-11-23T12:00:00Z";
/** What every service here lets in. Nothing but the credential may be found by this word. */
export const CANARY = "canary-3f9d1c7a5b";

/** Picks requests by method and by how their path ends. */
export function aimAt(method: string, path: RegExp): (request: Request) => boolean {
  return (request) => request.method === method && path.test(new URL(request.url).pathname);
}
