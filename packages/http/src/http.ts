import type { CallOptions, FootplateErrorCode } from "@footplate/core";
import type { HttpSettings } from "./settings.ts";

/** The structural part of a Standard Schema that the transport uses. */
export interface Schema<T> {
  readonly "~standard": {
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: T; readonly issues?: undefined }
      | { readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[] }
      | Promise<
          | { readonly value: T; readonly issues?: undefined }
          | { readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[] }
        >;
  };
}

/** What a failed answer means, in our words. */
export interface Classified {
  readonly code: FootplateErrorCode;
  /** Shortest useful wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** True when the service refused before doing anything, so that even a POST may be sent again. */
  readonly unprocessed?: boolean | undefined;
  /** What the service says is wrong, already safe to show. */
  readonly message?: string | undefined;
}

/** What an adapter tells the transport about its service. */
export interface HttpSpec extends HttpSettings {
  /** Adapter name, for errors and events. */
  readonly adapter: string;
  readonly baseUrl: string;
  /** Sets the credential. `renew` is true once after a 401: fetch a new one. */
  readonly authorize?: (headers: Headers, renew: boolean, options: CallOptions) => void | Promise<void>;
  /** Overrules the status table for a failed answer. `body` is parsed JSON, or text, at most 64 KiB. */
  readonly classify?: (answer: {
    readonly status: number;
    readonly headers: Headers;
    readonly body: unknown;
  }) => Classified | undefined;
  /** At most `requests` in any `perMs` milliseconds, for this transport. */
  readonly rateLimit?: { readonly requests: number; readonly perMs: number };
  /** Largest answer, decompressed, in bytes. @default 10000000 */
  readonly maxBytes?: number;
  /** Header that carries the service's id of a request. @default `x-request-id` */
  readonly requestIdHeader?: string;
}

/** One request. */
export interface HttpRequest<T> extends CallOptions {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative, without a leading slash, with parameters in braces: `pages/{page}/incidents/{id}`. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A form body (`application/x-www-form-urlencoded`). Not together with `json`. */
  readonly form?: Readonly<Record<string, string>>;
  /** What the answer must be. Absent: the body is not read, and `data` is undefined. */
  readonly schema?: Schema<T>;
  /** Statuses besides 2xx that are answers and not failures; their `data` is undefined. */
  readonly accept?: readonly number[];
}

/** An answer. */
export interface HttpAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: T;
}

/** The transport of one adapter to one service. */
export interface Http {
  request<T = undefined>(request: HttpRequest<T>): Promise<HttpAnswer<T>>;
}
