import { FootplateError } from "../error.ts";

/** The error for an argument that cannot be used. Tests on it belong to the caller. */
export function invalidInput(message: string, hint: string): FootplateError {
  return new FootplateError({ code: "invalid_input", message, hint });
}

/** A value as JSON text for a message, cut so that a message stays one line. */
export function shown(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 60);
}
