import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One type check of the consumer. */
export interface TypeCheck {
  readonly name: string;
  /** The file for `tsc -p`. */
  readonly project: string;
}

interface Project extends TypeCheck {
  readonly options: object;
  readonly files: readonly string[];
  /** The first TypeScript that knows it. @default all that are tried */
  readonly since?: string;
}

const FILES = ["main.ts", "types.ts", "types-node.ts", "types-require.cts", "require.cjs"];

const strict = {
  target: "es2023",
  lib: ["ES2023", "DOM"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  allowImportingTsExtensions: true,
  noEmit: true,
};

const resolutions = {
  node16: { module: "node16", moduleResolution: "node16" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};

/** An application from its TypeScript on: for Node alone, as CommonJS, or without a single type of Node in reach. */
function projects(root: string): readonly Project[] {
  const node = { lib: ["ES2023"], types: ["node"], typeRoots: [join(root, "node_modules/@types")] };
  return [
    ...Object.entries(resolutions).flatMap(([name, options]) => [
      { name, project: `${name}.json`, options, files: ["types.ts"] },
      {
        name: `${name}, Node's types`,
        project: `${name}-node.json`,
        options: { ...options, ...node },
        files: ["types-node.ts", "main.ts"],
      },
    ]),
    {
      name: "CommonJS",
      project: "require.json",
      options: resolutions.nodenext,
      files: ["types-require.cts"],
      since: "5.8",
    },
  ];
}

/** The type checks that a version of TypeScript must pass. */
export function typeChecks(version: string): readonly TypeCheck[] {
  return projects("").filter(({ since = "0" }) => version.localeCompare(since, "en", { numeric: true }) >= 0);
}

/** Puts a consumer into an empty folder, with nothing of the workspace in reach but Node's types. */
export function layOutConsumer(folder: string, root: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  for (const { project, options, files } of projects(root)) {
    writeFileSync(join(folder, project), JSON.stringify({ compilerOptions: { ...strict, ...options }, files }));
  }
  for (const name of FILES) copyFileSync(join(root, "scripts/consumer", name), join(folder, name));
  copyFileSync(join(root, "examples/lines/retail.json"), join(folder, "retail.json"));
}
