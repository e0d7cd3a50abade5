import { expect, test } from "vitest";
import type { Case } from "../../src/index.ts";

/** Tests that each broken port is rejected by some case, and not by all. */
export function rejectsAll<Port>(
  mutants: Readonly<Record<string, (port: Port) => Port>>,
  cases: (broken: (port: Port) => Port) => readonly Case[],
): void {
  test.each(Object.keys(mutants))("one that %s", async (name) => {
    const all = cases(mutants[name] ?? ((port) => port));
    const failed = await failedOf(all);
    expect(failed).not.toEqual([]);
    expect(failed.length).toBeLessThan(all.length);
  });
}

/** Names of the cases that fail. */
export async function failedOf(cases: readonly Case[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const one of cases) await one.run().catch(() => failed.push(one.name));
  return failed;
}
