/** What the service answers when it refuses. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
  readonly domain: string;
}

/** Leaves the handling of a request with an answer in the service's error shape. */
export function refuse(status: number, reason: string, message: string, domain = "global"): never {
  const refusal: Refusal = { status, reason, message, domain };
  throw Object.assign(new Error(message), { refusal });
}

/** The refusal that an error stands for, or `undefined` for an error that is a fault of the fake. */
export function refusalOf(error: unknown): Refusal | undefined {
  return error instanceof Error && "refusal" in error ? (error.refusal as Refusal) : undefined;
}

/** The body of a refusal. */
export function refusalBody(refusal: Refusal): unknown {
  const { status, reason, message, domain } = refusal;
  return { error: { errors: [{ domain, reason, message }], code: status, message } };
}
