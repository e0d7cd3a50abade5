import type { Clock } from "@footplate/core";

/** What came of reading a body. */
export type ReadBody =
  | { readonly kind: "read"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "too-large" }
  | { readonly kind: "too-slow" }
  | { readonly kind: "broken" };

/** The most that a body may take. */
export interface BodyLimits {
  readonly bytes: number;
  readonly ms: number;
}

/**
 * Reads a body up to a size and up to a time, both looked at with each piece that comes in (F54). Who sends nothing at all is
 * left to the server's own timeout.
 */
export async function readBody(request: Request, most: BodyLimits, clock: Clock): Promise<ReadBody> {
  if (Number(request.headers.get("content-length") ?? 0) > most.bytes) return { kind: "too-large" };
  const reader = request.body?.getReader();
  if (reader === undefined) return { kind: "read", bytes: new Uint8Array() };
  const found = await collect(reader, most, clock);
  if (found.kind !== "read") reader.cancel().catch(() => undefined);
  return found;
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  most: BodyLimits,
  clock: Clock,
): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  const endsAt = clock.monotonicMs() + most.ms;
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { kind: "read", bytes: joined(chunks, size) };
      size += value.byteLength;
      if (size > most.bytes) return { kind: "too-large" };
      if (clock.monotonicMs() > endsAt) return { kind: "too-slow" };
      chunks.push(value);
    }
  } catch {
    return { kind: "broken" };
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
