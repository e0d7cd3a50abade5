/** What a handler of the fake answers with. */
export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A JSON object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An answer in the words that GitHub uses for errors. */
export function refuse(status: number, message: string, errors?: readonly unknown[]): FakeAnswer {
  const body = { message, ...(errors !== undefined && { errors }), documentation_url: "https://docs.github.com/rest" };
  // The description of a 422 has no such field.
  return { status, body: { ...body, ...(status !== 422 && { status: String(status) }) } };
}

export const notFound = (): FakeAnswer => refuse(404, "Not Found");

/** A 422 about one field. */
export function invalid(resource: string, field: string, code = "invalid"): FakeAnswer {
  return refuse(422, "Validation Failed", [{ resource, field, code }]);
}
