import { readAnswer, unreadable } from "./answer.ts";
import { discard, isJson, parseJson, readText } from "./body.ts";
import { failedAnswer, type Failure, noAnswer, redirected } from "./failure.ts";
import type { Classified, HttpAnswer, HttpRequest, HttpSpec } from "./http.ts";
import { type NetworkFailure, networkFailure } from "./network.ts";
import type { Prepared } from "./prepare.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { Scope } from "./scope.ts";
import type { Scrub } from "./scrub.ts";
import { validate } from "./validate.ts";

const ERROR_BODY_BYTES = 65_536;

/** What one attempt came to. */
export type Exchanged<T> =
  | { readonly ok: true; readonly answer: HttpAnswer<T>; readonly requestId: string | undefined }
  | { readonly ok: false; readonly failure: Failure };

/** One attempt, from sending to the last byte. */
export interface Exchange<T> {
  readonly spec: HttpSpec;
  readonly request: HttpRequest<T>;
  readonly prepared: Prepared;
  readonly headers: Headers;
  readonly scope: Scope;
  readonly scrub: Scrub;
  readonly nowMs: () => number;
  /** Told when the head of the answer is there, or will not come. */
  readonly onHead: (status: number | undefined) => void;
}

/** Sends a request once and reads its answer. Rejects only with what aborted the scope. */
export async function exchange<T>(one: Exchange<T>): Promise<Exchanged<T>> {
  const { spec, request, prepared } = one;
  const sent = await send(one);
  if (typeof sent === "string") {
    one.onHead(undefined);
    return { ok: false, failure: noAnswer(sent, prepared.write) };
  }
  one.onHead(sent.status);
  const requestId =
    one.scrub(sent.headers.get(spec.requestIdHeader ?? "x-request-id") ?? "").slice(0, 200) || undefined;
  const fail = (failure: Failure): Exchanged<T> => ({ ok: false, failure: { ...failure, requestId } });
  if (request.accept?.includes(sent.status) === true) {
    discard(sent);
    return { ok: true, requestId, answer: { status: sent.status, headers: sent.headers, data: undefined as T } };
  }
  if (sent.type === "opaqueredirect" || (sent.status >= 300 && sent.status < 400)) {
    discard(sent);
    return fail(redirected(sent.status));
  }
  if (!sent.ok) {
    const classified = await classify(one, sent);
    const waitMs = retryAfterMs(sent.headers, one.nowMs());
    return fail(failedAnswer({ status: sent.status, write: prepared.write, classified, retryAfterMs: waitMs }));
  }
  if (request.schema === undefined) {
    discard(sent);
    return { ok: true, requestId, answer: { status: sent.status, headers: sent.headers, data: undefined as T } };
  }
  const read = await readAnswer(sent, { write: prepared.write, maxBytes: spec.maxBytes, during: one.scope.during });
  if ("failure" in read) {
    return fail(read.failure);
  }
  const checked = await one.scope.during(validate(request.schema, read.value));
  return "problem" in checked
    ? fail(unreadable(prepared.write, sent.status, `answered ${sent.status} with ${checked.problem}`))
    : { ok: true, requestId, answer: { status: sent.status, headers: sent.headers, data: checked.value } };
}

async function send(one: Exchange<unknown>): Promise<Response | NetworkFailure> {
  const { spec, prepared, headers, scope } = one;
  const fetchNow = spec.fetch ?? globalThis.fetch;
  const asked = async (): Promise<Response> =>
    fetchNow(prepared.url.href, {
      method: prepared.method,
      headers,
      ...(prepared.body !== undefined && { body: prepared.body }),
      signal: scope.signal,
      redirect: "manual",
      // A runtime without cookies refuses the option.
      ...("credentials" in Request.prototype && { credentials: "omit" }),
    });
  try {
    const response = await scope.during(asked());
    return response.type === "error" ? "broken" : response;
  } catch (error) {
    scope.signal.throwIfAborted();
    return networkFailure(error);
  }
}

async function classify(one: Exchange<unknown>, response: Response): Promise<Classified | undefined> {
  if (one.spec.classify === undefined) {
    discard(response);
    return undefined;
  }
  const read = await readText(response, ERROR_BODY_BYTES, one.scope.during);
  const text = read.kind === "text" ? read.text : undefined;
  const json = text !== undefined && isJson(response.headers.get("content-type")) ? parseJson(text) : undefined;
  try {
    const found = one.spec.classify({
      status: response.status,
      headers: response.headers,
      body: json === undefined ? text : json.value,
    });
    return found?.message === undefined ? found : { ...found, message: one.scrub(found.message) };
  } catch {
    // An adapter that cannot read the body leaves the judgement to the status table.
    return undefined;
  }
}
