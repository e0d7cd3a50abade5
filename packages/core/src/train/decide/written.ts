import { durationMs } from "../../time/duration.ts";
import { invalidInput, shown } from "../../time/invalid-input.ts";
import { type Judge, idText, keyText, lengthText, nameText, reasonText } from "../../schema/judges.ts";

/** A text that people read, of one line. Throws `invalid_input` where there is none, or where it hides something. */
export function name(what: string, value: string | undefined): string {
  return judged(what, value, nameText);
}

/** A reason or a note. Throws `invalid_input` where there is none. */
export function sentence(what: string, value: string | undefined): string {
  return judged(what, value, reasonText);
}

/** An id that the author chose. Throws `invalid_input`. */
export function key(what: string, value: string): string {
  return judged(what, value, keyText);
}

/** An id such as the line has. Throws `invalid_input`. */
export function id(what: string, value: string): string {
  return judged(what, value, idText);
}

/** A length of time that a window can have, in milliseconds. Throws `invalid_input`. */
export function lengthMs(what: string, value: string): number {
  return durationMs(judged(what, value, lengthText));
}

function judged(what: string, value: string | undefined, judge: Judge): string {
  if (value === undefined || value.trim() === "") throw invalidInput(`${what} is missing`, `give ${what}`);
  const fault = judge(value);
  if (fault !== undefined) throw invalidInput(`${what} ${shown(value)} cannot be used: ${fault.message}`, fault.hint);
  return value;
}
