import { epochMs, type ReleasedVersion } from "@footplate/core";

/** Orders versions by their time, the newest first; of the same time, by their names. */
export function newestFirst(one: ReleasedVersion, other: ReleasedVersion): number {
  return epochMs(other.at) - epochMs(one.at) || highestFirst(one.version, other.version);
}

/**
 * Orders names of versions by the numbers in them, the highest first. A prerelease comes after the version that it leads to.
 * Only a guess at what is newest, for where there is no date.
 */
export function highestFirst(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareParts(a[index], b[index]);
    if (order !== 0) return -order;
  }
  return one < other ? 1 : one > other ? -1 : 0;
}

function partsOf(name: string): readonly string[] {
  return name.match(/\d+|[^\d.+_/]+/g) ?? [];
}

/** Positive when the first is higher. A number is above a missing part, a missing part above a word. */
function compareParts(one: string | undefined, other: string | undefined): number {
  const [a, b] = [rankOf(one), rankOf(other)];
  if (a !== b) return a - b;
  if (one === undefined || other === undefined) return 0;
  if (a === 2) return compareNumbers(one, other);
  return one < other ? -1 : one > other ? 1 : 0;
}

function rankOf(part: string | undefined): number {
  if (part === undefined) return 1;
  return /^\d/.test(part) ? 2 : 0;
}

/** By length first, so that numbers of any length are compared exactly. */
function compareNumbers(one: string, other: string): number {
  const [a, b] = [one.replace(/^0+(?=\d)/, ""), other.replace(/^0+(?=\d)/, "")];
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
