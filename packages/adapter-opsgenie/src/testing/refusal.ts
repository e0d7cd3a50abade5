/** An answer that is not a success, on its way out of a handler. */
export interface Refusal {
  readonly refused: true;
  readonly status: number;
  readonly message: string;
  /** Value of the header that says what kind of error it is. */
  readonly kind?: string;
}

export function refuse(status: number, message: string, kind?: string): Refusal {
  return { refused: true, status, message, ...(kind !== undefined && { kind }) };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}
