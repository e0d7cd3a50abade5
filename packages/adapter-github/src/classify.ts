import type { Classified } from "@footplate/http";

/** Shortest wait where GitHub says neither when nor for how long, in milliseconds. */
const SECONDARY_MS = 60_000;
const LONGEST_SECONDARY_MS = 3_600_000;
const MOST_TEXT = 300;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What failed answers mean. `secondaries` is how often in a row the secondary limit was met without a time given. */
export function classify(answer: Answer, secondaries: number, nowMs: number): Classified | undefined {
  const { status, body } = answer;
  const limited = limitOf(answer, secondaries, nowMs);
  if (limited !== undefined) return limited;
  const message = messageOf(body);
  if (status === 400 || status === 422) return { code: "invalid_input", message };
  if (status === 403) return { code: "forbidden", message };
  if (status === 404) return { code: "not_found", message };
  if (status === 409) return { code: "conflict", message };
  if (status === 410) return { code: "not_found", message };
  return undefined;
}

/** Whether an answer is the secondary limit without a time, which asks for longer and longer waits. */
export function isUntimedLimit(answer: Answer): boolean {
  return limitKind(answer) === "secondary";
}

function limitOf(answer: Answer, secondaries: number, nowMs: number): Classified | undefined {
  const refused = { code: "rate_limited", unprocessed: true, message: messageOf(answer.body) } as const;
  switch (limitKind(answer)) {
    // The header itself is read by the transport.
    case "timed":
      return refused;
    case "primary":
      return { ...refused, retryAfterMs: untilReset(answer.headers, nowMs) };
    case "secondary":
      return { ...refused, retryAfterMs: Math.min(SECONDARY_MS * 2 ** secondaries, LONGEST_SECONDARY_MS) };
    default:
      return undefined;
  }
}

/** A 403 is a limit only when something besides its status says so: else it is a missing right. */
function limitKind({ status, headers, body }: Answer): "timed" | "primary" | "secondary" | undefined {
  if (status !== 403 && status !== 429) return undefined;
  if (headers.has("retry-after")) return "timed";
  if (headers.get("x-ratelimit-remaining") === "0" && headers.has("x-ratelimit-reset")) return "primary";
  return status === 429 || /secondary rate limit|abuse detection|rate limit exceeded/i.test(messageOf(body) ?? "")
    ? "secondary"
    : undefined;
}

/** Measured from the server's own clock, and a second more, since the reset is given in whole seconds. */
function untilReset(headers: Headers, nowMs: number): number {
  const resetMs = Number(headers.get("x-ratelimit-reset")) * 1000;
  const dateMs = Date.parse(headers.get("date") ?? "");
  const waitMs = resetMs - (Number.isNaN(dateMs) ? nowMs : dateMs) + 1000;
  return Number.isFinite(waitMs) ? Math.max(1000, waitMs) : SECONDARY_MS;
}

function messageOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("message" in body) || typeof body.message !== "string")
    return undefined;
  const details = "errors" in body && Array.isArray(body.errors) ? body.errors.slice(0, 3).map(detailOf) : [];
  return [body.message, ...details.filter((text) => text !== "")].join("; ").slice(0, MOST_TEXT);
}

function detailOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (typeof error !== "object" || error === null) return "";
  const { message, resource, field, code } = error as Readonly<Record<string, unknown>>;
  if (typeof message === "string") return message;
  return [resource, field, code].filter((part) => typeof part === "string").join(" ");
}
