import { FootplateError } from "../error.ts";

/** The error of who writes without the right to. */
export function leaseLost(): FootplateError {
  return new FootplateError({
    code: "lease_lost",
    message: "another process took over the line while this one was at work",
    hint: "nothing is lost: the next tick goes on",
    retryable: true,
  });
}
