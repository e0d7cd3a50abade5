import { FootplateError } from "@footplate/core";
import type { WebhookSpec } from "./options.ts";

/** What the check needs to know of a receiver. */
export type CheckedSpec = Omit<WebhookSpec<never>, "onHint" | "read">;

/** Throws `invalid_input` when the options of a receiver cannot be used. Never shows a secret. */
export function checkWebhook(spec: CheckedSpec): void {
  const { maxBytes, readMs, hintsPerMinute } = spec;
  const wrong = Object.entries({ maxBytes, readMs, hintsPerMinute }).find(
    ([, value]) => value !== undefined && !(Number.isSafeInteger(value) && value > 0),
  );
  if (wrong !== undefined)
    throw refusal(spec, `${wrong[0]} is not a whole number above 0`, `leave ${wrong[0]} out for the default`);
  if (!Array.isArray(spec.secrets) || spec.secrets.length === 0)
    throw refusal(spec, `${spec.secretsName} is empty`, "give what the webhook is set up with");
  for (const secret of spec.secrets) if (typeof secret === "string") checkSecret(spec, secret);
}

/** Throws `invalid_input` when a secret is so short that it can be guessed. */
export function checkSecret(spec: CheckedSpec, secret: string): void {
  const { shortestSecret = 1, secretsName } = spec;
  if (secret.length < shortestSecret)
    throw refusal(
      spec,
      `one of ${secretsName} is ${secret === "" ? "empty" : `shorter than ${shortestSecret} characters`}`,
      "make one up at random, such as 32 hexadecimal digits",
    );
}

function refusal({ adapter, name }: CheckedSpec, message: string, hint: string): FootplateError {
  return new FootplateError({ code: "invalid_input", adapter, message: `options of ${name}: ${message}`, hint });
}
