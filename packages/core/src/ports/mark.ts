import type { Mark } from "./mirror.ts";

const KEY = /^[a-z0-9_./-]{1,200}$/;
const LONGEST_NONCE = 200;

/**
 * The mark that a service gave back; `undefined` when there is none, or somebody spoilt it. Further fields are left out.
 * A mark that this cannot read must not be written either: its resource would be nobody's.
 */
export function readMark(value: unknown): Mark | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { key, generation, nonce, facts } = value as Readonly<Record<string, unknown>>;
  if (typeof key !== "string" || !KEY.test(key)) return undefined;
  if (typeof nonce !== "string" || nonce === "" || nonce.length > LONGEST_NONCE) return undefined;
  if (!isCount(generation, 1) || !isCount(facts, 0)) return undefined;
  return { key, generation, nonce, facts };
}

/** Whether two marks say the same, the number of facts included. */
export function sameMark(one: Mark, other: Mark): boolean {
  return (
    one.key === other.key &&
    one.generation === other.generation &&
    one.nonce === other.nonce &&
    one.facts === other.facts
  );
}

function isCount(value: unknown, least: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}
