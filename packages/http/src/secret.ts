import { FootplateError } from "@footplate/core";
import type { Secret } from "./settings.ts";

/**
 * A secret that is read from an environment variable at each use, in Node, Bun, Deno and wherever `process.env` exists.
 * Its use throws `auth`, naming the variable, when it is unset or empty.
 */
export function env(name: string): () => string {
  return () => {
    const value = readVariable(name);
    if (value === undefined || value === "") {
      throw new FootplateError({
        code: "auth",
        message: `environment variable ${name} is ${value === "" ? "empty" : "not set"}`,
        hint: `set ${name}, or pass the credential as an option`,
      });
    }
    return value;
  };
}

/** The text of a secret. Throws `auth`, which never shows what went wrong inside the function. */
export async function reveal(secret: Secret): Promise<string> {
  let text: unknown;
  try {
    text = typeof secret === "function" ? await secret() : secret;
  } catch (error) {
    throw error instanceof FootplateError ? error : refusal("the function that fetches the credential failed");
  }
  if (typeof text !== "string" || text.trim() === "") {
    throw refusal("the credential is empty");
  }
  return text;
}

function refusal(message: string): FootplateError {
  return new FootplateError({ code: "auth", message, hint: "check where the credential comes from" });
}

interface Environments {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly Deno?: { readonly env?: { get(name: string): string | undefined } };
}

function readVariable(name: string): string | undefined {
  const runtime: Environments = globalThis as Environments;
  try {
    return runtime.process?.env?.[name] ?? runtime.Deno?.env?.get(name);
  } catch {
    // Deno throws when the permission to read the variable is missing.
    return undefined;
  }
}
