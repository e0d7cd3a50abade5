import { isJson, parseJson } from "../body.ts";
import { systemClock } from "../clock.ts";
import { reveal } from "../secret.ts";
import { checkSecret, checkWebhook } from "./check-webhook.ts";
import { hintLimit } from "./hint-limit.ts";
import type { ProvenDelivery, WebhookHandler, WebhookSpec } from "./options.ts";
import { matchingSignature, matchingToken } from "./proof.ts";
import type { WebhookProof } from "./webhook-proof.ts";
import { readBody } from "./read-body.ts";

const UNREADABLE = { "too-large": 413, "too-slow": 408, broken: 400 } as const;

/** A delivery so far, or the status to answer. */
type Step<Value> = { readonly ok: Value } | { readonly answer: number };

/**
 * Takes a service's webhooks. A delivery is proved, read up to a size and a time, and only then parsed; what comes out is a
 * hint, which means "look now": state is never taken from it (F49). Without proof the answer is 401, and says nothing else.
 * Throws `invalid_input` when the options cannot be used.
 */
export function createWebhook<Hint>(spec: WebhookSpec<Hint>): WebhookHandler {
  checkWebhook(spec);
  const { onHint, onError, hintsPerMinute = 120, clock = systemClock } = spec;
  const waitMs = hintLimit(clock, hintsPerMinute);
  const tell = async (hint: Hint): Promise<void> => {
    try {
      await onHint(hint);
    } catch (error) {
      onError?.(error);
    }
  };
  return async (request, context) => {
    if (request.method !== "POST") return answer(405, { allow: "POST" });
    const proof = spec.proof(request);
    if (proof === undefined) return answer(401);
    const proven = await prove(spec, request, proof);
    if ("answer" in proven) return answer(proven.answer);
    const found = spec.read(proven.ok);
    if ("answer" in found) return answer(found.answer);
    const wait = waitMs();
    if (wait > 0) return answer(429, { "retry-after": String(Math.ceil(wait / 1000)) });
    const told = tell(found.hint);
    context?.waitUntil?.(told);
    return answer(202);
  };
}

/** A token is compared before a byte of the body is read; a signature can be only after. */
async function prove<Hint>(
  spec: WebhookSpec<Hint>,
  request: Request,
  proof: WebhookProof,
): Promise<Step<ProvenDelivery>> {
  const bytes = "token" in proof ? undefined : await bodyOf(spec, request);
  if (bytes !== undefined && "answer" in bytes) return bytes;
  const secrets = await secretsOf(spec);
  if (secrets === undefined) return { answer: 503 };
  const secret =
    "token" in proof
      ? await matchingToken(proof.token, secrets)
      : await matchingSignature(bytes?.ok ?? new Uint8Array(), proof.signature, secrets);
  if (secret === undefined) return { answer: 401 };
  const { headers } = request;
  if (spec.body === "none") return { ok: { headers, body: undefined, secret } };
  if (!isJson(headers.get("content-type"))) return { answer: 415 };
  const read = bytes ?? (await bodyOf(spec, request));
  if ("answer" in read) return read;
  const parsed = parsedText(read.ok);
  return parsed === undefined ? { answer: 400 } : { ok: { headers, body: parsed.value, secret } };
}

async function bodyOf<Hint>(spec: WebhookSpec<Hint>, request: Request): Promise<Step<Uint8Array<ArrayBuffer>>> {
  const { maxBytes = 1_000_000, readMs = 5000, clock = systemClock } = spec;
  const body = await readBody(request, { bytes: maxBytes, ms: readMs }, clock);
  return body.kind === "read" ? { ok: body.bytes } : { answer: UNREADABLE[body.kind] };
}

/** The secrets as they are now; `undefined` when one cannot be had, which is our fault and not the sender's. */
async function secretsOf<Hint>(spec: WebhookSpec<Hint>): Promise<readonly string[] | undefined> {
  try {
    const secrets = await Promise.all(spec.secrets.map(reveal));
    for (const secret of secrets) checkSecret(spec, secret);
    return secrets;
  } catch (error) {
    spec.onError?.(error);
    return undefined;
  }
}

function parsedText(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers });
}
