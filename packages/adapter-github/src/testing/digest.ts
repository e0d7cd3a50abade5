/** 40 hexadecimal digits that stand for a text, as git's own ids do. The same text has the same id. */
export function digest(text: string): string {
  return [0, 1, 2, 3, 4].map((part) => hash(`${part}:${text}`)).join("");
}

function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  // The last digits alone would hardly differ between texts that differ in their first character.
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  return ((value ^ (value >>> 13)) >>> 0).toString(16).padStart(8, "0").slice(-8);
}
