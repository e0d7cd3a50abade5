import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run.ts";

/** What the compiler does for a program beyond what it does for an empty one. */
export interface TypeCost {
  readonly instantiations: number;
  /** Of declarations, the program's own aside. */
  readonly lines: number;
}

/** How a program is compiled. */
export interface CostOptions {
  /** Path of the compiler from the root. */
  readonly compiler: string;
  /** Whether declarations are checked too, as by users without `skipLibCheck`. */
  readonly checked: boolean;
}

/**
 * What declarations may cost a small program of core and one adapter. A higher number is a decision. The aim is 600
 * instantiations, or 30000 where declarations are checked too, and 6000 lines; a third of the lines are docstrings.
 */
export const BUDGETS: Readonly<Record<"trusted" | "checked", TypeCost>> = {
  trusted: { instantiations: 100, lines: 4_900 },
  checked: { instantiations: 7_000, lines: 4_900 },
};

/** The compilers that users have, by their version. */
export const COMPILERS: readonly (readonly [version: string, path: string])[] = [
  ["6", "node_modules/typescript/bin/tsc6"],
  ["7", "node_modules/typescript-7/bin/tsc"],
];

/** Compiles a program in a folder, whose packages it finds. Throws with the compiler's words where it does not compile. */
export function typeCost(program: string, folder: string, root: string, options: CostOptions): TypeCost {
  const cache = join(folder, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const place = mkdtempSync(join(cache, "type-cost-"));
  try {
    const [all, none] = [program, "export {};\n"].map((text) => compiled(text, place, root, options));
    const own = program.split("\n").length - 2;
    return {
      instantiations: (all?.instantiations ?? 0) - (none?.instantiations ?? 0),
      lines: (all?.lines ?? 0) - (none?.lines ?? 0) - own,
    };
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** What of a cost is above its budget. */
export function aboveBudget(cost: TypeCost, budget: TypeCost): readonly string[] {
  return (["instantiations", "lines"] as const).flatMap((name) =>
    cost[name] > budget[name]
      ? [
          `${cost[name]} ${name} above an empty program, and ${budget[name]} are allowed: make the declarations plainer, or ` +
            `raise the budget in scripts/types/cost.ts and say why`,
        ]
      : [],
  );
}

function compiled(program: string, place: string, root: string, { compiler, checked }: CostOptions): TypeCost {
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    lib: ["ES2023", "DOM"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: !checked,
    noEmit: true,
  };
  writeFileSync(join(place, "program.ts"), program);
  writeFileSync(join(place, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
  const out = run(process.execPath, [join(root, compiler), "-p", place, "--extendedDiagnostics"], place);
  return { instantiations: sum(out, /^Instantiations:\s+(\d+)$/gm), lines: sum(out, /^Lines[^:\n]*:\s+(\d+)$/gm) };
}

/** Version 6 tells the lines of each kind of file, version 7 those of all. */
function sum(out: string, pattern: RegExp): number {
  const found = [...out.matchAll(pattern)];
  if (found.length === 0) throw new Error(`The compiler does not say ${pattern.source}:\n${out}`);
  return found.reduce((total, [, figure]) => total + Number(figure), 0);
}
