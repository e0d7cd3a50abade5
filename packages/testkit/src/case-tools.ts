import { FootplateError } from "@footplate/core";
import { type Case, check, rejection, same } from "./check.ts";

/** The clock that a port lives by. */
export interface StageClock {
  epochMs(): number;
  advance(ms: number): void;
}

/** The cases by name, each on a stage of its own. */
export function casesOf<Stage>(
  world: { readonly name: string; fresh(): Promise<Stage> },
  cases: Readonly<Record<string, (stage: Stage) => Promise<void>>>,
): readonly Case[] {
  return Object.entries(cases).map(([name, body]) => ({
    name: `${world.name}: ${name}`,
    run: runOf(async () => body(await world.fresh())),
  }));
}

/** Runs a case, and tells the runner where it could not be checked. */
export function runOf(body: () => Promise<void>): Case["run"] {
  return async (...runner) => {
    try {
      await body();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== NOT_CHECKED) throw error;
      skip(runner[0], error.message);
    }
  };
}

const NOT_CHECKED = "NotChecked";

/** Ends the case as one that is not checked, unless there is what it needs of the port or its stage. */
export function needs<Value>(value: Value, what: string): asserts value is NonNullable<Value> {
  if (value === undefined || value === null) throw unchecked(what);
}

/** What a case throws that is not checked, since there is none of what it needs. */
export function unchecked(what: string): Error {
  return Object.assign(new Error(`not checked: there is no ${what}`), { name: NOT_CHECKED });
}

/** Tells the runner, where it can be told. Some of them end the test by throwing. */
function skip(context: unknown, why: string): void {
  // That of vitest is a function with properties.
  if (typeof context !== "object" && typeof context !== "function") return;
  if (context !== null && "skip" in context && typeof context.skip === "function") context.skip(why);
}

/** Fails the case unless every call rejects with the signal's own reason, and the service hears nothing of it. */
export async function abortedCalls(
  calls: Readonly<Record<string, (options: { readonly signal: AbortSignal }) => Promise<unknown>>>,
  sent?: () => number,
): Promise<void> {
  const before = sent?.();
  const reason = { because: "the caller changed its mind" };
  for (const [name, call] of Object.entries(calls)) {
    const thrown = await rejection(call({ signal: AbortSignal.abort(reason) }), name);
    check(thrown === reason, `${name} rejects with the signal's own reason`);
  }
  same(sent?.(), before, "requests");
}

/** Fails the case unless reading what is not there is `not_found`. */
export async function missing(promise: Promise<unknown>, what: string): Promise<void> {
  const error = await rejection(promise, what);
  check(error instanceof FootplateError, `${what}: should throw a FootplateError, threw ${String(error)}`);
  same(error.code, "not_found", what);
}

/** More things than a service gives at once. */
export const MANY = 120;

/**
 * What a search among many gives. A port that cannot see them all says so by an error; anything but `not_found` will do,
 * which would say that nothing is there.
 */
export async function seenOrRefused<Value>(
  promise: Promise<Value>,
  what: string,
): Promise<{ readonly value: Value } | undefined> {
  try {
    return { value: await promise };
  } catch (error) {
    check(error instanceof FootplateError, `${what}: should throw a FootplateError, threw ${String(error)}`);
    check(error.code !== "not_found", `${what}: not_found says that nothing is there`);
    return undefined;
  }
}

/** Lets pass what a write takes, and what finding it may take. */
export function settle(port: { readonly sendMs: number; readonly settleMs: number }, clock: StageClock): void {
  clock.advance(port.sendMs + port.settleMs + 1);
}

export function saneTimes({ sendMs, settleMs }: { readonly sendMs: number; readonly settleMs: number }): void {
  check(Number.isSafeInteger(sendMs) && sendMs > 0, "sendMs is a whole number above 0");
  check(Number.isSafeInteger(settleMs) && settleMs >= 0, "settleMs is a whole number from 0");
}

/** Fails the case unless all of these fields are as expected. */
export function sameFields<Value extends object>(
  value: Value | undefined,
  expected: { readonly [Name in keyof Value]?: Value[Name] | undefined },
  what: string,
): void {
  check(value !== undefined, `${what}: there is nothing`);
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, Reflect.get(value, name)]));
  same(found, expected, what);
}

/** Refs that say nothing of the service. */
export const otherRefs = [
  undefined,
  {},
  {
    "another-service": { personId: "a", scheduleId: "b", channelId: "c", groupId: "d", componentId: "e", login: "f" },
  },
] as const;
