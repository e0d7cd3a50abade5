import { FootplateError, type FootplateErrorInit } from "@footplate/core";

/** Name of the adapter in errors and events. */
export const ADAPTER = "opsgenie";

export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return new FootplateError({ ...init, adapter: ADAPTER });
}

/** The error of a step, with what the steps before it prove. */
export async function marking<Value>(written: "no" | "maybe", step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof FootplateError) || error.written === written) throw error;
    throw error.saying(written);
  }
}

export function conflict(message: string, hint: string): FootplateError {
  return fault({ code: "conflict", message, written: "no", hint });
}
