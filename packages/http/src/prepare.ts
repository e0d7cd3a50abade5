import { FootplateError, type Problem } from "@footplate/core";
import type { HttpRequest } from "./http.ts";
import { fillPath } from "./path.ts";

/** A request that can be sent any number of times. */
export interface Prepared {
  readonly method: HttpRequest<unknown>["method"];
  readonly write: boolean;
  /** Adapter, method and path template: how errors begin. */
  readonly label: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | undefined;
}

/** Checks a request and puts its parts together. Throws `invalid_input` with everything that is wrong; nothing is sent. */
export function prepare(adapter: string, base: URL, request: HttpRequest<unknown>): Prepared {
  const label = `${adapter}: ${request.method} ${request.path}`;
  const write = request.method !== "GET";
  const problems: Problem[] = [];
  const url = buildUrl(base, request, problems);
  const headers = buildHeaders(request, problems);
  const body = buildBody(request, headers, problems);
  if (problems.length > 0) {
    throw new FootplateError({
      code: "invalid_input",
      adapter,
      message: `${label}: ${problems.map((one) => `${one.path} ${one.message}`).join("; ")}`,
      hint: problems[0]?.hint,
      problems,
      ...(write && { written: "no" }),
    });
  }
  return { method: request.method, write, label, url, headers, body };
}

function buildUrl(base: URL, request: HttpRequest<unknown>, problems: Problem[]): URL {
  const filled = fillPath(request.path, request.params ?? {});
  if ("problems" in filled) {
    problems.push(...filled.problems);
    return base;
  }
  const pathname = base.pathname + filled.path;
  const url = new URL(base.origin + pathname);
  if (url.origin !== base.origin || url.pathname !== pathname) {
    problems.push(unsafe("path", "leads away from baseUrl", "write it as pages/{page}/incidents"));
  }
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        url.searchParams.append(name, String(one));
      }
    }
  }
  return url;
}

function buildHeaders(request: HttpRequest<unknown>, problems: Problem[]): Headers {
  const headers = new Headers(request.schema === undefined ? {} : { accept: "application/json" });
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    try {
      if (/[\r\n\0]/.test(value)) {
        throw new TypeError("line break");
      }
      headers.set(name, value);
    } catch {
      problems.push(
        unsafe(
          `headers.${name.replace(/[^\w-]/g, "?").slice(0, 60)}`,
          "is not a header that can be sent",
          "leave out line breaks and characters outside Latin-1",
        ),
      );
    }
  }
  return headers;
}

function buildBody(request: HttpRequest<unknown>, headers: Headers, problems: Problem[]): string | undefined {
  if (request.json !== undefined && request.form !== undefined) {
    problems.push(unsafe("json", "is given together with form", "give one of the two"));
    return undefined;
  }
  if (request.method === "GET" && (request.json !== undefined || request.form !== undefined)) {
    problems.push(unsafe("method", "GET cannot carry a body", "use query"));
    return undefined;
  }
  if (request.form !== undefined) {
    headers.set("content-type", "application/x-www-form-urlencoded");
    return new URLSearchParams(request.form).toString();
  }
  if (request.json === undefined) {
    return undefined;
  }
  if (!headers.has("content-type")) {
    headers.set("content-type", "application/json");
  }
  try {
    return JSON.stringify(request.json);
  } catch {
    problems.push(unsafe("json", "cannot be written as JSON", "leave out cycles and bigint"));
    return undefined;
  }
}

function unsafe(path: string, message: string, hint: string): Problem {
  return { path, value: "(not shown)", message, hint };
}
