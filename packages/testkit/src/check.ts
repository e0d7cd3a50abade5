import { FootplateError } from "@footplate/core";
import { canonical, sameJson } from "./equal.ts";

/** One check. Hand `name` and `run` to any test runner; `run` rejects when the check fails. */
export interface Case {
  readonly name: string;
  /**
   * Takes what the runner hands to a test. Where that has a `skip`, as with `node:test` and vitest, a case that lacks what it
   * needs is told as skipped; elsewhere it passes without checking anything.
   */
  run(...runner: readonly unknown[]): Promise<void>;
}

/** Fails the case unless the condition holds. */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Fails the case unless both are the same JSON. */
export function same(actual: unknown, expected: unknown, what: string): void {
  check(sameJson(actual, expected), `${what}: expected ${canonical(expected)}, found ${canonical(actual)}`);
}

/** What the promise rejects with; fails the case when it resolves. */
export async function rejection(promise: Promise<unknown>, what: string): Promise<unknown> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  check(outcome !== undefined, `${what}: should have been refused`);
  return outcome.error;
}

/** Fails the case unless the promise rejects with that code, and that word about what was written. */
export async function refused(
  promise: Promise<unknown>,
  code: string,
  written: "no" | "maybe" | undefined,
  what: string,
): Promise<void> {
  const error = await rejection(promise, what);
  check(error instanceof FootplateError, `${what}: should throw a FootplateError, threw ${String(error)}`);
  same({ code: error.code, written: error.written }, { code, written }, what);
}

/** A deep-frozen copy, so that whoever changes an argument throws. */
export function frozen<Value>(value: Value): Value {
  return freeze(structuredClone(value));
}

function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
