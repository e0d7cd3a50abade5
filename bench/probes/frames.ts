import type { Readable } from "node:stream";

const HEAD_END = "\r\n\r\n";

/** Reads what a language server says: JSON, each behind a header that tells its length. */
export function onFrames(stream: Readable, tell: (message: unknown) => void): void {
  let held = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (let frame = firstFrame(held); frame !== undefined; frame = firstFrame(held)) {
      held = held.subarray(frame.end);
      tell(JSON.parse(frame.text));
    }
  });
}

export function framed(message: object): string {
  const text = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(text)}${HEAD_END}${text}`;
}

function firstFrame(held: Buffer): { readonly text: string; readonly end: number } | undefined {
  const head = held.indexOf(HEAD_END);
  if (head < 0) return undefined;
  const length = Number(/Content-Length: (\d+)/.exec(held.toString("latin1", 0, head))?.[1]);
  const start = head + HEAD_END.length;
  const end = start + length;
  return held.length < end ? undefined : { text: held.toString("utf8", start, end), end };
}
