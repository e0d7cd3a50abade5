/** An answer that is not a success, on its way out of a handler. */
export interface Refusal {
  readonly refused: true;
  readonly status: number;
  readonly message: string;
}

export function refuse(status: number, message: string): Refusal {
  return { refused: true, status, message };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}
