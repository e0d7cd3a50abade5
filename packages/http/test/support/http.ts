import type { FootplateError } from "@footplate/core";
import { createHttp, type Http, type HttpSpec, type Schema } from "../../src/index.ts";
import { testClock } from "./clock.ts";

export const anything: Schema<unknown> = { "~standard": { validate: (value) => ({ value }) } };

/** A transport whose jitter and time are known. */
export function transport(baseUrl: string, more: Partial<HttpSpec> = {}): Http {
  return createHttp({
    adapter: "fake",
    baseUrl,
    allowInsecureLoopback: true,
    clock: testClock(),
    random: () => 0.5,
    ...more,
  });
}

/** What a promise rejects with; fails when it does not. */
export async function rejection(work: Promise<unknown>): Promise<FootplateError> {
  try {
    await work;
  } catch (error) {
    return error as FootplateError;
  }
  throw new Error("was expected to reject");
}
