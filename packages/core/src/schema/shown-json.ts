import type { JsonValue } from "../json.ts";

const LONGEST = 120;
/** Controls and marks of writing direction, which could disguise what a terminal shows (F65). */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A value as JSON text, cut to 120 characters, with unseen characters written as escapes. Costs no more than it shows. */
export function shownJson(value: JsonValue): string {
  const whole = visible(jsonUpTo(value, LONGEST + 1));
  return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST - 1)}…`;
}

/** The text with controls and marks of writing direction written as escapes. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function jsonUpTo(value: JsonValue, room: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, room));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  let inside = "";
  for (const [key, item] of entries(value)) {
    if (inside.length >= room) break;
    const name = isList ? "" : `${JSON.stringify(key.slice(0, room))}:`;
    inside += `${inside === "" ? "" : ","}${name}${jsonUpTo(item, room - inside.length)}`;
  }
  return isList ? `[${inside}]` : `{${inside}}`;
}

function entries(value: object): Iterable<[string, JsonValue]> {
  return Object.entries(value);
}
