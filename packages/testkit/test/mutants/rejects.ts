import { expect, test } from "vitest";
import type { Case } from "../../src/index.ts";

/** Tests that each broken port is rejected by some case, and not by all. */
export function rejectsAll<Port>(
  mutants: Readonly<Record<string, (port: Port) => Port>>,
  cases: (broken: (port: Port) => Port) => readonly Case[],
): void {
  test.each(Object.keys(mutants))("one that %s", async (name) => {
    const failed: string[] = [];
    const all = cases(mutants[name] ?? ((port) => port));
    for (const one of all) await one.run().catch(() => failed.push(one.name));
    expect(failed).not.toEqual([]);
    expect(failed.length).toBeLessThan(all.length);
  });
}
