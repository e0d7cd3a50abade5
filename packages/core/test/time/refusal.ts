import { FootplateError } from "../../src/error.ts";

/** The `invalid_input` that a call throws, as one text of message and hint. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof FootplateError && error.code === "invalid_input") return `${error.message}; ${error.hint}`;
    throw error;
  }
  throw new Error("the call was accepted");
}
