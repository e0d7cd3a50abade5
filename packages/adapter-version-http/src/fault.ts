import { FootplateError, type FootplateErrorInit, printable } from "@footplate/core";

/** Name of the adapter in errors, events and refs. */
export const ADAPTER = "version-http";

/** An error that names its target, where it is known. `message` goes on after that name. */
export function fault(target: string | undefined, init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  const named = target === undefined ? "" : `target ${JSON.stringify(printable(target).slice(0, 120))}: `;
  return new FootplateError({ ...init, message: `${ADAPTER}: ${named}${init.message}`, adapter: ADAPTER });
}
