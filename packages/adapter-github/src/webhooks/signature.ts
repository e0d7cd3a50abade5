/** The bytes of a signature header; `undefined` when it is missing or malformed. */
export function signatureBytes(header: string | null): Uint8Array | undefined {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "")?.[1];
  if (hex === undefined) return undefined;
  return Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
