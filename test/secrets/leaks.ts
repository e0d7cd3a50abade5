import { Buffer } from "node:buffer";
import { inspect } from "node:util";

/** In what forms a secret may be found: as it is, and as it travels. */
export function formsOf(secret: string, account = "bot@example.com"): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    // A part of it tells too much already.
    secret.slice(-10),
    encodeURIComponent(secret),
    bytes.toString("base64").replace(/=+$/, ""),
    Buffer.from(`${account}:${secret}`).toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    bytes.toString("hex"),
  ];
}

/** Everything that a log, a debugger or a copy could make of a value. */
export function everythingIn(value: unknown): string {
  const parts = [shown(value), shown(cloned(value))];
  const seen = new Set<unknown>();
  for (let one = value; typeof one === "object" && one !== null && !seen.has(one); one = Reflect.get(one, "cause")) {
    seen.add(one);
    parts.push(shown(one));
    for (const key of Reflect.ownKeys(one)) parts.push(String(key), shown(Reflect.get(one, key)));
  }
  return parts.join("\n");
}

function shown(value: unknown): string {
  const whole = inspect(value, {
    depth: Infinity,
    showHidden: true,
    getters: true,
    maxArrayLength: null,
    maxStringLength: null,
  });
  const error = value instanceof Error ? `${value.name} ${value.message} ${value.stack}` : "";
  return `${whole}\n${json(value)}\n${error}`;
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** What cannot be copied is looked at as it is. */
function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}
