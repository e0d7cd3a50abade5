import { FootplateError } from "@footplate/core";

/** Runs a step of a write; its error says what the steps before it prove about the write as a whole. */
export async function marking<Value>(written: "no" | "maybe", step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof FootplateError) || error.written === written) throw error;
    throw error.saying(written);
  }
}
