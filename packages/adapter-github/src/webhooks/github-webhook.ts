import { reveal, systemClock } from "@footplate/http";
import { fault } from "../fault.ts";
import { hintLimit } from "./hint-limit.ts";
import type { GitHubWebhookOptions, WebhookContext } from "./options.ts";
import { parseHint } from "./parse-hint.ts";
import { readBody } from "./read-body.ts";
import { matchingSecret, signatureBytes } from "./signature.ts";

const NAME = /^[\w-]{1,100}$/;
const UNREADABLE = { "too-large": 413, "too-slow": 408, broken: 400 } as const;

/**
 * Takes GitHub's webhooks, as a function from request to response. A delivery is read up to a size, proved by its signature
 * on the bytes as they came, and only then parsed. What comes out is a hint, which means "look now": state is never taken
 * from it. Without a valid signature the answer is 401, and says nothing else.
 */
export function githubWebhook(
  options: GitHubWebhookOptions,
): (request: Request, context?: WebhookContext) => Promise<Response> {
  const { secrets, onHint, onError, maxBytes = 1_000_000, readMs = 5000, hintsPerMinute = 120 } = options;
  const clock = options.clock ?? systemClock;
  checkOptions(options);
  const waitMs = hintLimit(clock, hintsPerMinute);

  const tell = async (hint: Parameters<typeof onHint>[0]): Promise<void> => {
    try {
      await onHint(hint);
    } catch (error) {
      onError?.(error);
    }
  };

  return async (request, context) => {
    if (request.method !== "POST") return answer(405, { allow: "POST" });
    const signature = signatureBytes(request.headers.get("x-hub-signature-256"));
    if (signature === undefined) return answer(401);
    const body = await readBody(request, { bytes: maxBytes, ms: readMs }, clock);
    if (body.kind !== "read") return answer(UNREADABLE[body.kind]);
    const known = await Promise.all(secrets.map(reveal)).catch((error: unknown) => {
      onError?.(error);
    });
    if (known === undefined) return answer(503);
    const secret = await matchingSecret(body.bytes, signature, known);
    if (secret === undefined) return answer(401);
    const [event, delivery] = [request.headers.get("x-github-event"), request.headers.get("x-github-delivery")];
    if (!isName(event) || !isName(delivery)) return answer(400);
    if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) return answer(415);
    const parsed = parseJson(body.bytes);
    if (parsed === undefined) return answer(400);
    if (event === "ping") return answer(200);
    const wait = waitMs();
    if (wait > 0) return answer(429, { "retry-after": String(Math.ceil(wait / 1000)) });
    const told = tell(parseHint(parsed.value, { delivery, event, secret }));
    context?.waitUntil?.(told);
    return answer(202);
  };
}

function checkOptions({ secrets, maxBytes, readMs, hintsPerMinute }: GitHubWebhookOptions): void {
  const wrong = Object.entries({ maxBytes, readMs, hintsPerMinute }).find(
    ([, value]) => value !== undefined && !(Number.isSafeInteger(value) && value > 0),
  );
  if (secrets.length > 0 && secrets.every((secret) => secret !== "") && wrong === undefined) return;
  throw fault({
    code: "invalid_input",
    message: `options of githubWebhook: ${wrong === undefined ? "secrets is empty, or one of them is" : `${wrong[0]} is not a whole number above 0`}`,
    hint:
      wrong === undefined ? "give the secret that the webhook is set up with" : `leave ${wrong[0]} out for the default`,
  });
}

function isName(text: string | null): text is string {
  return text !== null && NAME.test(text);
}

function parseJson(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers });
}
