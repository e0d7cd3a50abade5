import { FootplateError } from "../error.ts";

/** The error for an argument that cannot be used. */
export function invalidInput(message: string, hint: string): FootplateError {
  return new FootplateError({ code: "invalid_input", message, hint });
}

/** A value for a message, text in quotes, cut so that a message stays one line. */
export function shown(value: unknown): string {
  return (typeof value === "string" ? JSON.stringify(value) : String(value)).slice(0, 60);
}
