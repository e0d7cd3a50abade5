/** C0 and C1 controls, and the characters that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}]/gu;

/** The text on one line, without characters that could drive a terminal or turn its text around (F65). */
export function printable(text: string): string {
  return text.replaceAll(/[\t\n\v\f\r\u2028\u2029]+/g, " ").replaceAll(UNPRINTABLE, "");
}
