/** What JSON leaves as it is and a terminal does not: C1 controls, DEL, and the characters that turn the direction of text. */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Bidi_Control}]/gu;

/** A value as JSON that reads back the same, and that a terminal shows without harm (F65). */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    UNPRINTABLE,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
