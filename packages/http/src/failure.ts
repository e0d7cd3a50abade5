import type { FootplateErrorCode, FootplateErrorInit } from "@footplate/core";
import type { Classified } from "./http.ts";
import type { NetworkFailure } from "./network.ts";

/** How an attempt failed, without the words that only the call knows. */
export interface Failure {
  readonly code: FootplateErrorCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Whether a write may have been processed. */
  readonly written: "no" | "maybe";
  /** What may be done about it: nothing, a new credential, or another try. */
  readonly again: "never" | "renew" | "retry";
}

const HINTS: Partial<Record<FootplateErrorCode, string>> = {
  auth: "check that the credential is right and still valid",
  forbidden: "check the permissions of the credential",
  not_found: "check the ids, and that the credential may see the object",
  conflict: "read the object again, then decide again",
  rate_limited: "try again after retryAfterMs, or ask less often",
  unavailable: "try again later",
  outcome_unknown: "read the object back before sending it again",
  too_large: "ask for less at once",
};

/** The hint that goes with a code where nothing better is known. */
export function usualHint(code: FootplateErrorCode): string | undefined {
  return HINTS[code];
}

/** The status table. */
function codeOf(status: number): FootplateErrorCode {
  switch (status) {
    case 401:
      return "auth";
    case 403:
      return "forbidden";
    case 404:
    case 410:
      return "not_found";
    case 405:
      return "unsupported";
    case 409:
    case 412:
    case 423:
      return "conflict";
    case 408:
      return "unavailable";
    case 413:
      return "too_large";
    case 420:
    case 429:
      return "rate_limited";
    default:
      return status >= 500 ? "unavailable" : status >= 400 ? "invalid_input" : "protocol";
  }
}

/** What a failed answer means, and whether another try is safe. */
export function failedAnswer(answer: {
  readonly status: number;
  readonly write: boolean;
  readonly classified: Classified | undefined;
  readonly retryAfterMs: number | undefined;
}): Failure {
  const { status, write, classified } = answer;
  const code = classified?.code ?? codeOf(status);
  const rateLimited = status === 420 || status === 429;
  const unprocessed = classified?.unprocessed === true || rateLimited;
  const said = classified?.message;
  return {
    code,
    message: said === undefined || said === "" ? `answered ${status}` : `answered ${status}: ${said}`,
    hint: usualHint(code),
    status,
    retryAfterMs: usableWait(classified?.retryAfterMs) ?? answer.retryAfterMs,
    written: unprocessed || (status >= 400 && status < 500 && status !== 408) ? "no" : "maybe",
    again: status === 401 && code === "auth" ? "renew" : mayRetry(code, unprocessed, write) ? "retry" : "never",
  };
}

function usableWait(ms: number | undefined): number | undefined {
  return ms !== undefined && Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

function mayRetry(code: FootplateErrorCode, unprocessed: boolean, write: boolean): boolean {
  if (code === "rate_limited" || code === "unavailable") {
    return unprocessed || !write;
  }
  // A service that is busy with the object refuses before it acts, and says so only through `classify`.
  return code === "conflict" && unprocessed;
}

/** What a redirect means: it would take the credential elsewhere. */
export function redirected(status: number): Failure {
  return {
    code: "protocol",
    message: status === 0 ? "answered with a redirect" : `answered ${status}, a redirect`,
    hint: "check baseUrl: redirects are never followed, since they could carry the credential elsewhere",
    ...(status !== 0 && { status }),
    written: "maybe",
    again: "never",
  };
}

/** What it means that no answer came. */
export function noAnswer(kind: NetworkFailure, write: boolean): Failure {
  if (kind === "certificate") {
    return {
      code: "protocol",
      message: "the service's certificate is not accepted",
      hint: "check baseUrl and the trusted certificates of this machine",
      written: "no",
      again: "never",
    };
  }
  if (kind === "unsent") {
    return {
      code: "unavailable",
      message: "no connection could be made",
      hint: "check baseUrl and the network, then try again",
      written: "no",
      again: "retry",
    };
  }
  return write
    ? { ...unknownOutcome("the connection broke before an answer came") }
    : {
        code: "unavailable",
        message: "the connection broke",
        hint: usualHint("unavailable"),
        written: "no",
        again: "retry",
      };
}

/** A write that was sent, and nobody can tell what became of it. */
export function unknownOutcome(message: string, status?: number): Failure {
  return {
    code: "outcome_unknown",
    message,
    hint: usualHint("outcome_unknown"),
    status,
    written: "maybe",
    again: "never",
  };
}

/** The error that a failure becomes when nothing more is done about it. */
export function errorInit(adapter: string, label: string, write: boolean, failure: Failure): FootplateErrorInit {
  const written = write ? failure.written : undefined;
  const mayPass = failure.code === "rate_limited" || failure.code === "unavailable" || failure.code === "timeout";
  return {
    code: failure.code,
    message: `${label}: ${failure.message}`,
    adapter,
    status: failure.status,
    requestId: failure.requestId,
    retryable: mayPass && written !== "maybe",
    retryAfterMs: failure.retryAfterMs,
    written,
    hint: failure.hint,
  };
}

/** The total time of the call is used up, and nothing of it was processed. */
export function outOfTime(message: string, status?: number): Failure {
  return {
    code: "timeout",
    message,
    hint: "allow more time with timeoutMs, or ask for less",
    status,
    written: "no",
    again: "never",
  };
}
