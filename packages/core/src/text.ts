/** C0 and C1 controls, and the characters that change the direction of text. */
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** The text on one line, without characters that could drive a terminal or turn its text around (F65). */
export function printable(text: string): string {
  return text.replaceAll(/[\t\n\r]+/g, " ").replaceAll(UNPRINTABLE, "");
}
