import { FootplateError, type FootplateErrorInit } from "@footplate/core";

/** Name of the adapter in errors, events and refs. */
export const ADAPTER = "jsm-ops";

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
