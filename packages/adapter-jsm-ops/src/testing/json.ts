/** A JSON object, as it goes over the wire. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** One answer before it becomes a `Response`. */
export interface Outgoing {
  readonly status: number;
  readonly json?: unknown;
}

/** An answer in the service's own form of an error. */
export function refuse(status: number, title: string): Outgoing {
  return { status, json: { errors: [{ title, code: String(status) }] } };
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A moment as the service writes it: UTC with milliseconds. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
