import type { Page, Problem, Responder } from "@footplate/core";
import type { Fields } from "./client.ts";
import { fault } from "./fault.ts";

const MESSAGE_LIMIT = 130;
const DESCRIPTION_LIMIT = 15_000;
const NOTE_LIMIT = 25_000;
const KEY_LIMIT = 512;
const BAD_KEY = `is empty or longer than ${KEY_LIMIT} characters`;
const KEY_HINT = "take a short key, stable for what it is about";
const DETAILS_LIMIT = 8000;
const RESPONDERS_LIMIT = 50;

/** The body that raises an alert. An integration names the custom fields differently. */
export function alertBody(page: Page, integrated: boolean): Fields {
  checkPage(page);
  const { key, message, description, priority, to, details } = page;
  return {
    message: cut(message.replaceAll(/\s+/g, " "), MESSAGE_LIMIT),
    alias: key,
    ...(description !== undefined && { description: cut(description, DESCRIPTION_LIMIT) }),
    ...(priority !== undefined && { priority: `P${priority}` }),
    ...(to.length > 0 && { responders: to.map(toWire) }),
    ...(details !== undefined && { [integrated ? "details" : "extraProperties"]: details }),
  };
}

export function toWire({ type, id }: Responder): { readonly type: string; readonly id: string } {
  return { type: type === "person" ? "user" : type, id };
}

/** A note as the service can hold it. */
export function noteText(text: string): string {
  return cut(text, NOTE_LIMIT);
}

/** Throws `invalid_input` for what cannot be the key of an alert. */
export function checkKey(key: string): void {
  if (isKey(key)) return;
  throw fault({ code: "invalid_input", message: `the key of an alert ${BAD_KEY}`, written: "no", hint: KEY_HINT });
}

function isKey(key: string): boolean {
  return key.trim() !== "" && key.length <= KEY_LIMIT;
}

function checkPage({ key, message, to, details = {} }: Page): void {
  const problems: Problem[] = [];
  const refuse = (path: string, value: unknown, wrong: string, hint: string): void => {
    problems.push({ path, value: JSON.stringify(value).slice(0, 120), message: wrong, hint });
  };
  if (!isKey(key)) refuse("key", key, BAD_KEY, KEY_HINT);
  if (message.trim() === "") refuse("message", message, "is empty", "say in one line what is wrong");
  if (to.length > RESPONDERS_LIMIT)
    refuse("to", to.length, `names more than ${RESPONDERS_LIMIT} responders`, "call a team or an escalation instead");
  const size = Object.entries(details).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > DETAILS_LIMIT)
    refuse("details", size, `hold more than ${DETAILS_LIMIT} characters`, "leave a link to where the rest is");
  if (problems.length === 0) return;
  throw fault({
    code: "invalid_input",
    message: `page: ${problems.map((one) => `${one.path} ${one.message}`).join("; ")}`,
    written: "no",
    hint: problems[0]?.hint,
    problems,
  });
}

/** Cut between whole characters, and said so. */
function cut(text: string, limit: number): string {
  const trimmed = text.trim();
  if (trimmed.length <= limit) return trimmed;
  let kept = "";
  for (const character of trimmed) {
    if (kept.length + character.length >= limit) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
