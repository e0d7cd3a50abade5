/** What became of reading a body. */
export type BodyRead =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "too_large" }
  | { readonly kind: "broken" }
  | { readonly kind: "not_text" };

/** Waits for a promise, or rejects when the call is over. */
export type During = <T>(work: Promise<T>) => Promise<T>;

/** Reads a body as UTF-8, at most `maxBytes` decompressed bytes. Rejects only when `during` does. */
export async function readText(response: Response, maxBytes: number, during: During): Promise<BodyRead> {
  if (response.body === null) {
    return { kind: "text", text: "" };
  }
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const step = await during(reader.read().catch(() => "broken" as const));
      if (step === "broken") return { kind: "broken" };
      if (step.done) return decoded(chunks, bytes);
      bytes += step.value.byteLength;
      if (bytes > maxBytes) return { kind: "too_large" };
      chunks.push(step.value);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** At once: runtimes decode a stream of pieces several times slower than the same bytes in one. */
function decoded(chunks: readonly Uint8Array[], bytes: number): BodyRead {
  let [whole] = chunks;
  if (whole?.byteLength !== bytes) {
    whole = new Uint8Array(bytes);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.byteLength;
    }
  }
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(whole) };
  } catch {
    return { kind: "not_text" };
  }
}

/** Gives up a body that nobody reads, so that its connection is freed. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

/** Whether a content type is JSON: `application/json`, `application/problem+json`. */
export function isJson(contentType: string | null): boolean {
  return /^[\w.+-]+\/([\w.+-]*[.+-])?json$/i.test(mimeType(contentType) ?? "");
}

/** The type without its parameters, safe to show; undefined when there is none or it is malformed. */
export function mimeType(contentType: string | null): string | undefined {
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^[\w.+-]{1,40}\/[\w.+-]{1,60}$/.test(type) ? type : undefined;
}

/** JSON without `__proto__` members; undefined when it is not JSON. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = /__proto__|\\u00[567]/.test(text)
      ? JSON.parse(text, (key, member: unknown) => (key === "__proto__" ? undefined : member))
      : JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}
