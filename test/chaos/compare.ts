import { check, type Tally } from "./tally.ts";

/**
 * Holds what is there against what must be there, both as lines whose part before `|` names the thing. `mayBeMore` says of
 * which things more may be there than without faults: what is said because of a fault.
 */
export function compare(
  tally: Tally,
  scene: string,
  expected: readonly string[],
  found: readonly string[],
  mayBeMore: (name: string) => boolean = () => false,
): void {
  const [wanted, there] = [counted(expected), counted(found)];
  const doubled = [...there].filter(([name, count]) => {
    const usual = wanted.get(name);
    return usual === undefined ? count > 1 : count > usual;
  });
  const lost = [...wanted].filter(([name, count]) => (there.get(name) ?? 0) < count);
  const strange = [...there.keys()].filter((name) => !wanted.has(name) && !mayBeMore(name));
  const wrong = doubled.length + lost.length + strange.length > 0 ? [] : expected.filter((row) => !found.includes(row));
  tally.expected += expected.length;
  tally.found += found.filter((row) => wanted.has(nameOf(row))).length;
  tally.doubled += doubled.length;
  tally.lost += lost.length;
  const list = (names: readonly (readonly [string, number] | string)[]): string =>
    names.map((one) => (typeof one === "string" ? one : one[0])).join("; ");
  check(tally, `${scene}: nothing doubled`, doubled.length === 0, list(doubled));
  check(tally, `${scene}: nothing lost`, lost.length === 0, list(lost));
  check(tally, `${scene}: nothing that nobody wanted`, strange.length === 0, list(strange));
  check(tally, `${scene}: everything in its place`, wrong.length === 0, list(wrong));
}

function nameOf(row: string): string {
  return row.split("|", 1)[0] ?? row;
}

function counted(rows: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  return counts;
}
