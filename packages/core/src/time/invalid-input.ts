import { FootplateError } from "../error.ts";

/** The error for an argument that cannot be used. */
export function invalidInput(message: string, hint: string): FootplateError {
  return new FootplateError({ code: "invalid_input", message, hint });
}

/** A value for a message, text in quotes, cut so that a message stays one line. */
export function shown(value: unknown): string {
  return (typeof value === "string" ? JSON.stringify(value) : plain(value)).slice(0, 60);
}

/** An object may have a `toString` that is no function, or none at all. */
function plain(value: unknown): string {
  try {
    return String(value);
  } catch {
    return "an object";
  }
}
