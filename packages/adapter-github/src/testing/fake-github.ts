import { createAccess, type FakeApp } from "./access.ts";
import { createActionsPart, type FakeActions } from "./actions.ts";
import type { FakeRun } from "./actions-store.ts";
import { type FakeAnswer, notFound, refuse } from "./answer.ts";
import { createDeploymentsPart, type FakeDeployment, type FakeDeployments } from "./deployments.ts";
import { createCode, type FakeCode, type FakeCodeState } from "./code.ts";
import { createLimits } from "./limits.ts";
import { createIssuesPart, type FakeIssues } from "./issues.ts";
import type { FakeIssue } from "./issues-store.ts";
import type { FakeFault, FakeGitHubOptions } from "./options.ts";
import { type FakePart, findRoute } from "./route.ts";
import { createWorld, userOf } from "./world.ts";

/** One request that the fake got. */
export interface FakeCall {
  readonly method: string;
  /** Without host and query: `repos/octo/trains/issues`. */
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** 0 when it got no answer. */
  readonly status: number;
  /** The fake's clock, in epoch milliseconds. */
  readonly at: number;
  readonly body?: unknown;
}

/** Everything the fake holds, as JSON. */
export interface FakeGitHubState {
  readonly runs: readonly FakeRun[];
  readonly deployments: readonly FakeDeployment[];
  /** Those that were not deleted. */
  readonly issues: readonly FakeIssue[];
  readonly code: FakeCodeState;
  readonly calls: readonly FakeCall[];
}

/** What the callers have used up. */
export interface FakeUsage {
  /** Requests of this hour that count against the primary limit. */
  readonly requests: number;
  /** How many tokens the app got. */
  readonly tokens: number;
}

/** A repository on GitHub in memory, behind a `fetch`. */
export interface FakeGitHub {
  readonly token: string;
  readonly app: FakeApp;
  readonly repository: { readonly owner: string; readonly name: string };
  /** Answers as GitHub would, at any host. It never touches the network. */
  readonly fetch: typeof fetch;
  /** Where GitHub itself answers, each as `https://host`. */
  readonly origins: readonly string[];
  /** The fake's clock, in epoch milliseconds. */
  readonly clock: () => number;
  state(): FakeGitHubState;
  usage(): FakeUsage;
  /** Runs of workflows, and what people do with them. */
  readonly actions: FakeActions;
  /** Deployments of environments. Workflows make them by themselves. */
  readonly deployments: FakeDeployments;
  /** The issues it holds, and what people do with them. */
  readonly issues: FakeIssues;
  /** The code it holds, with releases and pull requests, and what people do with it. */
  readonly code: FakeCode;
  /** Ends all tokens of the app before their time. */
  revokeTokens(): void;
  /** Takes the repository from everybody who asks: from then on it answers as if it were not there. */
  withdraw(): void;
}

/** A stateful GitHub for tests and demonstrations. It does by itself what GitHub does by itself, on its own clock. */
export function fakeGitHub(options: FakeGitHubOptions = {}): FakeGitHub {
  const { token = "fake-token", login = "footplate-bot", repository = { owner: "octo", name: "trains" } } = options;
  const now = options.now ?? (() => Date.now());
  const world = createWorld({
    owner: repository.owner,
    repo: repository.name,
    lagMs: options.lagMs ?? 0,
    now,
    members: [login, ...(options.members ?? ["lead", "conductor-a", "conductor-b"])],
  });
  const access = createAccess(token, login, repository.name);
  const limits = createLimits(options.limits);
  const versions = options.apiVersions ?? ["2022-11-28", "2026-03-10"];
  const calls: FakeCall[] = [];
  let withdrawn = false;
  const issues = createIssuesPart(world, options.issues);
  const deployments = createDeploymentsPart(world);
  const actions = createActionsPart(world, deployments, options.actions);
  const code = createCode(world, options.code);
  const parts: readonly FakePart[] = [actions, deployments, issues, code];
  const routes = parts.flatMap((part) => part.routes);
  const advance = (): void => parts.forEach((part) => part.advance?.(now()));

  const answer = async (request: Request, url: URL, path: string, body: unknown): Promise<FakeAnswer> => {
    const authorization = request.headers.get("authorization");
    const segments = path.split("/").map((part) => decodeURIComponent(part));
    const [first, second, installation = "", last] = segments;
    if (first === "app" && second === "installations" && last === "access_tokens" && request.method === "POST")
      return access.grant(authorization, installation, body, now());
    const asking = access.loginOf(authorization, now());
    if (asking === undefined) return refuse(401, "Bad credentials");
    const apiVersion = request.headers.get("x-github-api-version") ?? versions[0] ?? "";
    if (!versions.includes(apiVersion)) return refuse(400, `"${apiVersion}" is not a supported API version`);
    const limited = limits.check(request.method !== "GET", now());
    if (limited !== undefined) return limited;
    if (path === "user") return { status: 200, body: userOf(asking) };
    const own = first === "repos" && second === repository.owner && installation === repository.name;
    if (own && options.movedTo !== undefined)
      return { ...refuse(request.method === "GET" ? 301 : 307, "Moved"), headers: { location: options.movedTo } };
    const found = own && !withdrawn ? findRoute(routes, request.method, segments) : undefined;
    if (found === undefined) return notFound();
    const { route, params } = found;
    return route.handle({ world, params, query: url.searchParams, body, now: now(), login: asking, apiVersion, url });
  };

  const respond = (request: Request, found: FakeAnswer): Response => {
    const text = found.body === undefined ? null : JSON.stringify(found.body);
    const etag = text !== null && request.method === "GET" && found.status === 200 ? etagOf(request, text) : undefined;
    const same = etag !== undefined && request.headers.get("if-none-match") === etag;
    if (same) limits.free();
    const headers = {
      date: new Date(now()).toUTCString(),
      "x-github-request-id": `FAKE:${calls.length + 1}`,
      ...limits.headers(now()),
      ...(etag !== undefined && { etag, vary: "Accept, Authorization, Cookie, X-GitHub-OTP" }),
      ...(text !== null && !same && { "content-type": "application/json; charset=utf-8" }),
      // What leads on stands beside a body alone.
      ...(!same && found.headers),
    };
    return new Response(same ? null : text, { status: same ? 304 : found.status, headers });
  };

  const handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = pathOf(url, repository);
    const sent = await request.text();
    const body = sent === "" ? undefined : parse(sent);
    advance();
    const at = now();
    const { method } = request;
    const note = (status: number): void => {
      const query = url.search.slice(1);
      calls.push({ method, path, query, status, at, ...(body !== undefined && { body }) });
    };
    const fault: FakeFault | undefined = options.fault?.({ method, path });
    if (fault === "unsent") return broken(note);
    const found = fault === undefined || fault === "lost" ? await answer(request, url, path, body) : fault;
    if (fault === "lost") return broken(note);
    const response = respond(request, found);
    // A response that was not fetched has no address, by which GitHub's own client follows links.
    Object.defineProperty(response, "url", { value: request.url });
    note(response.status);
    return response;
  };

  return {
    token,
    app: access.app,
    repository,
    clock: now,
    origins: ["https://api.github.com"],
    actions,
    deployments,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return handle(request);
    },
    state: () => {
      advance();
      return structuredClone({
        runs: actions.runs(),
        deployments: deployments.all(),
        issues: issues.issues.all(),
        code: code.code.state(),
        calls,
      });
    },
    usage: () => ({ requests: limits.used(), tokens: access.granted() }),
    issues: issues.issues,
    code: code.code,
    revokeTokens: () => access.revoke(),
    withdraw: () => {
      withdrawn = true;
    },
  };
}

/** The path without a server's own prefix; links name the repository by number. */
function pathOf(url: URL, { owner, name }: { readonly owner: string; readonly name: string }): string {
  return url.pathname.replace(/^\/(?:api\/v3\/)?/, "").replace(/^repositories\/1(?=\/|$)/, `repos/${owner}/${name}`);
}

function broken(note: (status: number) => void): never {
  note(0);
  throw new TypeError("fetch failed");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Another credential gets another tag for the same body. What else the answer says in its headers, the tag does not stand for. */
function etagOf(request: Request, body: string): string {
  const text = `${request.headers.get("authorization") ?? ""}\n${body}`;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return `W/"${hash.toString(16)}-${body.length.toString(16)}"`;
}
