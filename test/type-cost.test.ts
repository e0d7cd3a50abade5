import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aboveBudget, BUDGETS, COMPILERS, typeCost } from "../scripts/types/cost.ts";
import { root } from "./support/repository.ts";

describe.each(COMPILERS)("what types cost in TypeScript %s", (_version, compiler) => {
  const options = { compiler, checked: false };
  const core = join(root, "packages/core");

  test("is nothing for a program without a library", () => {
    expect(typeCost("export const a: number = 1;\nexport {};\n", core, root, options)).toEqual({
      instantiations: 0,
      lines: 0,
    });
  });

  test("is above every budget for one that shows a schema library to its users", () => {
    const program =
      'import * as z from "zod";\nexport const line = z.object({ id: z.string(), at: z.iso.datetime() });\n';
    const cost = typeCost(program, core, root, options);
    expect(cost.instantiations).toBeGreaterThan(BUDGETS.trusted.instantiations);
    expect(aboveBudget(cost, BUDGETS.trusted)).toContainEqual(expect.stringContaining("instantiations above an empty"));
  });

  test("is not told of a program that does not compile", () => {
    expect(() => typeCost("export const a: string = 1;\n", core, root, options)).toThrow("TS2322");
  });
});

test("a budget lets pass what is as much, and names what is more", () => {
  const budget = { instantiations: 10, lines: 20 };
  expect(aboveBudget(budget, budget)).toEqual([]);
  expect(aboveBudget({ instantiations: 11, lines: 20 }, budget)).toHaveLength(1);
  expect(aboveBudget({ instantiations: 11, lines: 21 }, budget)).toHaveLength(2);
});
