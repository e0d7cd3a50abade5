import { FootplateError, type FootplateErrorInit } from "@footplate/core";

/** Name of the adapter in errors and events. */
export const ADAPTER = "opsgenie";

export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return new FootplateError({ ...init, adapter: ADAPTER });
}

/** The same error with some of it said otherwise. */
export function copy(error: FootplateError, change: Partial<FootplateErrorInit>): FootplateError {
  const { code, message, adapter, status, requestId, retryable, retryAfterMs, written, hint, problems } = error;
  return new FootplateError({
    code,
    message,
    adapter,
    status,
    requestId,
    retryable,
    retryAfterMs,
    written,
    hint,
    problems,
    ...change,
  });
}

export function conflict(message: string, hint: string): FootplateError {
  return fault({ code: "conflict", message, written: "no", hint });
}
