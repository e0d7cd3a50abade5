import { FootplateError } from "@footplate/core";
import type { HttpSpec } from "./http.ts";
import type { Prepared } from "./prepare.ts";
import type { Scope } from "./scope.ts";

const DEFAULT_TIMEOUT_MS = 60_000;

/** The credential of one transport. */
export interface Credential {
  /**
   * Sets the credential and gives its number back. With the number of a refused one it sets a newer one, which is fetched
   * once however many calls were refused.
   */
  apply(headers: Headers, prepared: Prepared, scope: Scope, refused: number | undefined): Promise<number>;
}

export function createCredential(spec: HttpSpec): Credential {
  const { authorize } = spec;
  let generation = 0;
  let renewal: Promise<Headers> | undefined;

  const renew = (): Promise<Headers> => {
    renewal ??= (async () => {
      try {
        const headers = new Headers();
        // Belongs to all calls that wait for it, so no caller's signal may end it.
        await authorize?.(headers, true, { timeoutMs: spec.timeoutMs ?? DEFAULT_TIMEOUT_MS });
        generation += 1;
        return headers;
      } finally {
        renewal = undefined;
      }
    })();
    return renewal;
  };

  return {
    async apply(headers, prepared, scope, refused) {
      if (authorize === undefined) {
        return generation;
      }
      try {
        if (refused !== undefined && refused === generation) {
          for (const [name, value] of await scope.during(renew())) {
            headers.set(name, value);
          }
          return generation;
        }
        const used = generation;
        const options = { signal: scope.signal, timeoutMs: Math.max(1, scope.remainingMs()) };
        await scope.during((async () => authorize(headers, false, options))());
        return used;
      } catch (error) {
        scope.signal.throwIfAborted();
        throw credentialError(spec.adapter, prepared, error);
      }
    },
  };
}

/** Nothing was sent yet, whatever the error of fetching the credential says about its own request. */
function credentialError(adapter: string, prepared: Prepared, error: unknown): FootplateError {
  const known = error instanceof FootplateError ? error : undefined;
  return new FootplateError({
    code: known === undefined ? "auth" : known.code === "outcome_unknown" ? "unavailable" : known.code,
    message: `${prepared.label}: the credential could not be set${known === undefined ? "" : `: ${known.message}`}`,
    adapter,
    status: known?.status,
    requestId: known?.requestId,
    retryable: known?.retryable,
    retryAfterMs: known?.retryAfterMs,
    hint: known?.hint ?? "check where the credential comes from, and that it has no line breaks",
    ...(prepared.write && { written: "no" }),
  });
}
