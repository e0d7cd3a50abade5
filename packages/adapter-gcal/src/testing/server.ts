import { checkAccess, grantToken } from "./access.ts";
import { checkParameters } from "./parameters.ts";
import { refusalBody, refusalOf, refuse } from "./refusal.ts";
import { answerCall, route } from "./routes.ts";
import type { Store } from "./store.ts";

const ROOT = "/calendar/v3/";
const DEFAULT_LIMIT = { requests: 600, perMs: 60_000 };

/** Answers one request. */
export async function serve(store: Store, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const answer = await handled(store, request, url);
  store.calls.push({ method: request.method, path: url.pathname, status: answer.status });
  answer.headers.set("date", new Date(store.now()).toUTCString());
  const wrote = request.method !== "GET" && answer.ok && url.pathname.startsWith(ROOT);
  if (wrote && store.loseAnswer) {
    store.loseAnswer = false;
    throw new TypeError("fetch failed");
  }
  return answer;
}

async function handled(store: Store, request: Request, url: URL): Promise<Response> {
  const text = await request.text();
  try {
    if (request.method === "POST" && url.pathname === "/token") {
      refuseAsAsked(store);
      return await grantToken(store, url, text);
    }
    if (!url.pathname.startsWith(ROOT)) refuse(404, "notFound", "Not Found");
    const found = route(request.method, url.pathname.slice(ROOT.length));
    const granted = checkAccess(store, request.headers, found.operation);
    refuseAsAsked(store);
    checkLimit(store);
    checkParameters(found.operation, url.searchParams);
    const body = text === "" ? undefined : parsed(text, request.headers);
    return answerCall(store, { ...found, query: url.searchParams, headers: request.headers, body, granted });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return Response.json(refusalBody(refusal), { status: refusal.status });
  }
}

function refuseAsAsked(store: Store): void {
  const next = store.refusals.shift();
  if (next !== undefined)
    refuse(next.status, next.reason, `Refused: ${next.reason}.`, next.status === 403 ? "usageLimits" : "global");
}

function checkLimit(store: Store): void {
  const limit = store.options.limit ?? DEFAULT_LIMIT;
  if (limit === false) return;
  const since = store.now() - limit.perMs;
  const recent = store.callTimes.filter((at) => at > since);
  if (recent.length >= limit.requests) refuse(403, "rateLimitExceeded", "Rate Limit Exceeded", "usageLimits");
  store.callTimes.splice(0, store.callTimes.length, ...recent, store.now());
}

function parsed(text: string, headers: Headers): unknown {
  if (!(headers.get("content-type") ?? "").startsWith("application/json"))
    refuse(400, "parseError", "This API does not support parsing form-encoded input.");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse(400, "parseError", "Parse Error");
  }
}
