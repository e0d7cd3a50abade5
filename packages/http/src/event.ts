/** One attempt of one request, for logs and counters. */
export interface HttpEvent {
  readonly adapter: string;
  readonly method: string;
  /** The path with its parameters unnamed: `pages/{page}/incidents/{id}`. */
  readonly path: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Absent when no answer came. */
  readonly status?: number;
  readonly durationMs: number;
  /** How long the request waited for its turn, in milliseconds. */
  readonly waitedMs: number;
  readonly requestId?: string;
  /** What happens next. */
  readonly outcome: "done" | "retry" | "failed";
}
