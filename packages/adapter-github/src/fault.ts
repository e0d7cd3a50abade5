import { FootplateError, type FootplateErrorInit } from "@footplate/core";

/** Name of the adapter in errors, events and refs. */
export const ADAPTER = "github";

export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return new FootplateError({ ...init, adapter: ADAPTER });
}

/** The same error with some of it said otherwise. */
export function copy(error: FootplateError, change: Partial<FootplateErrorInit>): FootplateError {
  const { code, message, adapter, status, requestId, retryable, retryAfterMs, written, hint, problems } = error;
  const same = { code, message, adapter, status, requestId, retryable, retryAfterMs, written, hint, problems };
  return new FootplateError({ ...same, ...change });
}

export function conflict(message: string, hint: string): FootplateError {
  return fault({ code: "conflict", message, written: "no", hint });
}
