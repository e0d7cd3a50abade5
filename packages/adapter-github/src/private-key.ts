import { fault } from "./fault.ts";

const PKCS1 = /-----BEGIN RSA PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END RSA PRIVATE KEY-----/;
/** Version 0, and the algorithm `rsaEncryption` with no parameters: what PKCS#8 puts before the key of PKCS#1. */
const RSA_HEAD = [
  0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];
const SEQUENCE = 0x30;
const OCTETS = 0x04;

/** The private key as PKCS#8, which is what WebCrypto takes. GitHub gives keys out as PKCS#1. */
export function pkcs8Of(pem: string): string {
  // Keys that come from an environment variable often carry their line breaks as two characters.
  const text = pem.replaceAll(String.raw`\n`, "\n");
  const [, body] = PKCS1.exec(text) ?? [];
  if (body === undefined) return text;
  const bytes = tagged(SEQUENCE, [...RSA_HEAD, ...tagged(OCTETS, bytesOf(body.replace(/\s/g, "")))]);
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g) ?? [];
  return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
}

/** What is thrown for a key that cannot be used. It never shows any of it. */
export function unusableKey(): Error {
  return fault({
    code: "auth",
    message: "github: the private key of the app cannot be used",
    hint: "give the whole .pem file that GitHub made, from the line with BEGIN to the line with END",
  });
}

function bytesOf(base64: string): readonly number[] {
  return Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** A value in DER: tag, length, content. */
function tagged(tag: number, content: readonly number[]): readonly number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  const bytes = [length >> 16, length >> 8, length].map((part) => part & 0xff);
  const used = bytes.slice(bytes.findIndex((byte) => byte !== 0));
  return [tag, 0x80 | used.length, ...used, ...content];
}
