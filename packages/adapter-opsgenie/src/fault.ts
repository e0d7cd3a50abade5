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

/** The error of a step, with what the steps before it prove. */
export async function marking<Value>(written: "no" | "maybe", step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    throw copy(error, { written, retryable: error.retryable && written === "no" });
  }
}

export function conflict(message: string, hint: string): FootplateError {
  return fault({ code: "conflict", message, written: "no", hint });
}
