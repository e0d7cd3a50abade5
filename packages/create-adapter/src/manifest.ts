import { readFileSync } from "node:fs";
import type { Judged } from "./judge-answers.ts";

/** What a new package is built and tested with. A test holds these equal to what the templates were tried with. */
export const toolVersions: Readonly<Record<string, string>> = {
  "@types/node": "24.19.2",
  typescript: "7.0.2",
  vitest: "5.1.1",
  zod: "4.6.7",
};

/** Version of this package, which all of Footplate carry. */
function ownVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String((JSON.parse(text) as Readonly<Record<string, unknown>>)["version"]);
}

/** The `package.json` of a new adapter. */
export function manifestOf({ name, packageName, runner, template }: Judged): object {
  const ours = ownVersion();
  const entry = (file: string) => ({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
  const { vitest, zod, ...tools } = toolVersions;
  return {
    name: packageName,
    version: "0.1.0",
    description: `${name} as the ${template.port} of a release train`,
    type: "module",
    sideEffects: false,
    engines: { node: ">=22.13" },
    exports: { ".": entry("index"), "./testing": entry("testing"), "./package.json": "./package.json" },
    files: ["dist"],
    scripts: {
      build: "tsc -p tsconfig.build.json",
      typecheck: "tsc -p tsconfig.json",
      test: runner === "vitest" ? "vitest run" : 'node --test "test/*.test.ts"',
    },
    dependencies: { "@footplate/http": ours, zod },
    peerDependencies: { "@footplate/core": `^${ours}` },
    devDependencies: {
      "@footplate/core": ours,
      "@footplate/testkit": ours,
      ...tools,
      ...(runner === "vitest" && { vitest }),
    },
  };
}

/** What its compiler is told, for the check of everything and for the build. */
export const compilerFiles: Readonly<Record<string, object>> = {
  "tsconfig.json": {
    compilerOptions: {
      target: "es2023",
      lib: ["ES2023", "WebWorker"],
      types: ["node"],
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      isolatedDeclarations: true,
      declaration: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      rewriteRelativeImportExtensions: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ["src", "test"],
  },
  "tsconfig.build.json": {
    extends: "./tsconfig.json",
    compilerOptions: { types: [], noEmit: false, rootDir: "src", outDir: "dist" },
    include: ["src"],
  },
};
