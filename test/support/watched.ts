import { serve, type Served } from "@footplate/testkit/node";
import { validated } from "./spec-validator.ts";

/** A server between somebody and the fakes: every request and answer is held against the vendors' descriptions. */
export async function watched(services: string, seen: () => void = () => undefined): Promise<Served> {
  const forward = async (input: string | URL | Request): Promise<Response> => {
    seen();
    const request = new Request(input);
    const url = new URL(request.url);
    const body = request.method === "GET" ? undefined : await request.text();
    return fetch(`${services}${url.pathname}${url.search}`, {
      method: request.method,
      headers: request.headers,
      ...(body !== undefined && body !== "" && { body }),
    });
  };
  const checked = {
    page: validated("statuspage", forward),
    calendar: validated("gcal", forward),
    onCall: validated("opsgenie", forward),
    github: validated("github", forward),
  };
  const serviceAt = (path: string): typeof forward => {
    if (path.startsWith("/v1/")) return checked.page;
    if (path.startsWith("/v2/")) return checked.onCall;
    if (path.startsWith("/repos/")) return checked.github;
    // The demo's own chat has no description but its client.
    return path.startsWith("/chat/") ? forward : checked.calendar;
  };
  return serve(async (request) => {
    const { pathname } = new URL(request.url);
    const answer = await serviceAt(pathname)(request);
    const headers = new Headers(answer.headers);
    // Node's fetch has unpacked the body already.
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
    return new Response(answer.status === 204 || answer.status === 304 ? null : await answer.arrayBuffer(), {
      status: answer.status,
      headers,
    });
  });
}
