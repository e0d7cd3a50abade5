import type { Clock } from "@footplate/core";
import { DEADLINE, openScope, type Scope } from "../scope.ts";

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

/** Reads a body up to a size and up to a time, also when its sender falls silent (F54). */
export async function readBody(request: Request, most: BodyLimits, clock: Clock): Promise<ReadBody> {
  if (Number(request.headers.get("content-length") ?? 0) > most.bytes) return { kind: "too-large" };
  if (request.bodyUsed) return { kind: "broken" };
  const reader = request.body?.getReader();
  if (reader === undefined) return { kind: "read", bytes: new Uint8Array() };
  const scope = openScope(clock, most.ms, request.signal);
  try {
    return await scope.watched(() => collect(reader, most.bytes, scope));
  } catch (reason) {
    return { kind: reason === DEADLINE ? "too-slow" : "broken" };
  } finally {
    scope.close();
    reader.cancel().catch(() => undefined);
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  mostBytes: number,
  scope: Scope,
): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await scope.during(reader.read());
    if (done) return { kind: "read", bytes: joined(chunks, size) };
    size += value.byteLength;
    if (size > mostBytes) return { kind: "too-large" };
    if (scope.remainingMs() <= 0) return { kind: "too-slow" };
    chunks.push(value);
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
