import { FootplateError } from "@footplate/core";

const adapter = "memory";

export function unavailable(message: string, written?: "no"): FootplateError {
  return new FootplateError({ code: "unavailable", message, adapter, retryable: true, written });
}

export function rateLimited(): FootplateError {
  return new FootplateError({
    code: "rate_limited",
    message: "too many requests",
    adapter,
    written: "no",
    retryable: true,
    retryAfterMs: 1000,
  });
}

export function conflict(message: string): FootplateError {
  return new FootplateError({ code: "conflict", message, adapter, written: "no" });
}

export function absent(): FootplateError {
  return new FootplateError({ code: "not_found", message: "there is no such resource", adapter, written: "no" });
}

export function shutOut(): FootplateError {
  return new FootplateError({
    code: "forbidden",
    message: "the credential may not see the place any more",
    adapter,
    written: "no",
    hint: "let it in again",
  });
}

export function outcomeUnknown(): FootplateError {
  return new FootplateError({
    code: "outcome_unknown",
    message: "nobody can tell whether the write happened",
    adapter,
    written: "maybe",
  });
}

/** Runs a later step of a write: what it refuses no longer proves that nothing was written. */
export async function afterwards<Result>(step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof FootplateError ? error.saying("maybe") : error;
  }
}
