import { discard, type During, isJson, mimeType, parseJson, readText } from "./body.ts";
import { type Failure, unknownOutcome, usualHint } from "./failure.ts";

const DEFAULT_MAX_BYTES = 10_000_000;

/** The JSON of a successful answer, or why it cannot be used. Rejects only when `during` does. */
export async function readAnswer(
  response: Response,
  how: { readonly write: boolean; readonly maxBytes: number | undefined; readonly during: During },
): Promise<{ readonly value: unknown } | { readonly failure: Failure }> {
  const { write, maxBytes = DEFAULT_MAX_BYTES } = how;
  const { status } = response;
  const empty = { failure: unreadable(write, status, `answered ${status} with an empty body where JSON was expected`) };
  if (response.body === null || status === 204 || status === 205 || response.headers.get("content-length") === "0") {
    discard(response);
    return empty;
  }
  const contentType = response.headers.get("content-type");
  if (!isJson(contentType)) {
    discard(response);
    const found = mimeType(contentType) ?? "no content type";
    return { failure: unreadable(write, status, `answered ${status} with ${found} where JSON was expected`) };
  }
  const read = await readText(response, maxBytes, how.during);
  if (read.kind === "too_large") {
    const failure = unreadable(write, status, `answered ${status} with more than ${maxBytes} bytes`);
    return { failure: { ...failure, code: "too_large", ...(!write && { hint: usualHint("too_large") }) } };
  }
  if (read.kind === "broken") {
    return { failure: cutShort(write, status) };
  }
  if (read.kind === "not_text") {
    return { failure: unreadable(write, status, `answered ${status} with text that is not UTF-8`) };
  }
  if (read.text.trim() === "") {
    return empty;
  }
  return parseJson(read.text) ?? { failure: notJson(write, status) };
}

/** An answer of the right status that cannot be used. Of a write nobody knows more than that it was answered. */
export function unreadable(write: boolean, status: number, message: string): Failure {
  return {
    code: "invalid_response",
    message,
    hint: write ? usualHint("outcome_unknown") : "check baseUrl, and whether a proxy or login page answers instead",
    status,
    written: "maybe",
    again: "never",
  };
}

function cutShort(write: boolean, status: number): Failure {
  const message = `answered ${status}, then its body broke off`;
  return write
    ? unknownOutcome(message, status)
    : { code: "unavailable", message, hint: usualHint("unavailable"), status, written: "no", again: "retry" };
}

/** Most often a body that was cut short where nobody counts bytes. */
function notJson(write: boolean, status: number): Failure {
  const message = `answered ${status} with JSON that cannot be read`;
  return write ? unknownOutcome(message, status) : { ...unreadable(write, status, message), again: "retry" };
}
