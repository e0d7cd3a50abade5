/** Why an operation failed. Stable: switch on this, never on the message. */
export type FootplateErrorCode =
  | "invalid_input"
  | "auth"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "unavailable"
  | "timeout"
  | "outcome_unknown"
  | "invalid_response"
  | "protocol"
  | "too_large"
  | "unsupported"
  | "lease_lost"
  | "stale_plan"
  | "guard_refused"
  | "journal_unwritable"
  | "journal_newer"
  | "journal_missing";

/** One thing that is wrong in a document or in options. */
export interface Problem {
  /** Where: a JSON path such as `stops[0].targets[1].zone`. */
  readonly path: string;
  /** What was found there, as JSON text, cut to 120 characters. Never a secret. */
  readonly value: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** The way out, in one sentence. */
  readonly hint: string;
}

/** What a `FootplateError` is made of. */
export interface FootplateErrorInit {
  readonly code: FootplateErrorCode;
  /** One sentence. Holds no URL query, header, body or token. */
  readonly message: string;
  /** Name of the adapter that met the failure, such as `"statuspage"`. */
  readonly adapter?: string | undefined;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** The service's own id of the request, for its support. */
  readonly requestId?: string | undefined;
  /** Whether the same call may succeed later. @default false */
  readonly retryable?: boolean | undefined;
  /** Shortest useful wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** For writes: `no` when the service provably did not act, `maybe` when nobody can tell. */
  readonly written?: "no" | "maybe" | undefined;
  /** The way out, in one sentence. */
  readonly hint?: string | undefined;
  /** All problems of a refused document. */
  readonly problems?: readonly Problem[] | undefined;
}

// From the global registry, so that it is the same in every copy of this package.
const brand = Symbol.for("@footplate/core/FootplateError");

/**
 * The one error of Footplate: the world did not answer as agreed, or the input cannot be used.
 * `instanceof` works across several copies of the package. It never carries a raw cause.
 */
export class FootplateError extends Error {
  override readonly name = "FootplateError";
  readonly code: FootplateErrorCode;
  readonly adapter: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly written: "no" | "maybe" | undefined;
  readonly hint: string | undefined;
  readonly problems: readonly Problem[];

  constructor(init: FootplateErrorInit) {
    super(init.message);
    this.code = init.code;
    this.adapter = init.adapter;
    this.status = init.status;
    this.requestId = init.requestId;
    this.retryable = init.retryable ?? false;
    this.retryAfterMs = init.retryAfterMs;
    this.written = init.written;
    this.hint = init.hint;
    this.problems = init.problems ?? [];
    Object.defineProperty(this, brand, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && Object.hasOwn(value, brand);
  }

  /** The same error, saying whether a write may have happened. What may have happened is not to be sent again. */
  saying(written: "no" | "maybe"): FootplateError {
    return this.with({ retryable: this.retryable && written === "no", written });
  }

  /** The same error with some of it said otherwise. */
  with(change: Partial<FootplateErrorInit>): FootplateError {
    return changed(this, change);
  }

  /** The error as JSON, for logs and `--json` output. */
  toJSON(): Readonly<Record<string, unknown>> {
    return {
      code: this.code,
      message: this.message,
      ...(this.adapter !== undefined && { adapter: this.adapter }),
      ...(this.status !== undefined && { status: this.status }),
      ...(this.requestId !== undefined && { requestId: this.requestId }),
      retryable: this.retryable,
      ...(this.retryAfterMs !== undefined && { retryAfterMs: this.retryAfterMs }),
      ...(this.written !== undefined && { written: this.written }),
      ...(this.hint !== undefined && { hint: this.hint }),
      ...(this.problems.length > 0 && { problems: this.problems }),
    };
  }
}

/** Outside of the class: one that names itself gets another name in a bundle, and people read that name above a stack. */
function changed(error: FootplateError, change: Partial<FootplateErrorInit>): FootplateError {
  const { code, message, adapter, status, requestId, retryable, retryAfterMs, written, hint, problems } = error;
  const same = { code, message, adapter, status, requestId, retryable, retryAfterMs, written, hint, problems };
  return new FootplateError({ ...same, ...change });
}
