import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

/** What an application that installs the packed packages can do; each step throws where it cannot. */
export interface Consumer {
  readonly install: () => void;
  /** Without a single type of Node in reach. */
  readonly typecheckPortable: () => void;
  /** The packages that are for Node alone. */
  readonly typecheckNode: () => void;
  readonly useModules: () => void;
  readonly useRequire: () => void;
  readonly useCommandLine: () => void;
  /** An adapter for every port that there is a template for. */
  readonly makeAdapters: () => void;
}

const strict = {
  module: "nodenext",
  target: "es2023",
  lib: ["ES2023", "DOM"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** A consumer in an empty folder, with nothing of the workspace in reach. */
export function consumerIn(folder: string, root: string, tarballs: readonly string[]): Consumer {
  const from = join(root, "scripts/consumer");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const typeRoots = [join(root, "node_modules/@types")];
  const node24 = { ...strict, types: ["node"], typeRoots };
  writeFileSync(join(folder, "portable.json"), JSON.stringify({ compilerOptions: strict, files: ["types.ts"] }));
  writeFileSync(join(folder, "node.json"), JSON.stringify({ compilerOptions: node24, files: ["types-node.ts"] }));
  for (const name of ["main.ts", "types.ts", "types-node.ts", "require.cjs"])
    copyFileSync(join(from, name), join(folder, name));
  copyFileSync(join(root, "examples/lines/retail.json"), join(folder, "retail.json"));
  const tsc = join(root, "node_modules/typescript-7/bin/tsc");
  const node = (...args: readonly string[]): string => run(process.execPath, args, folder);
  return {
    install: () => void run("npm", ["install", "--no-audit", "--no-fund", ...tarballs], folder),
    typecheckPortable: () => void node(tsc, "-p", "portable.json"),
    typecheckNode: () => void node(tsc, "-p", "node.json"),
    useModules: () => void node("main.ts"),
    useRequire: () => void node("require.cjs"),
    useCommandLine: () => {
      const help = run("npx", ["footplate", "--help"], folder);
      if (!help.includes("footplate")) throw new Error(`footplate --help says nothing of itself:\n${help}`);
    },
    makeAdapters: () => {
      const ports = /^Ports: (.+)\.$/m.exec(run("npx", ["create-adapter", "--help"], folder))?.[1]?.split(", ") ?? [];
      if (ports.length === 0) throw new Error("create-adapter --help names no port");
      for (const port of ports) {
        const made = `adapter-${port.toLowerCase()}`;
        run("npx", ["create-adapter", port.toLowerCase(), "--port", port, "--folder", made], folder);
        node(tsc, "-p", made, "--typeRoots", typeRoots.join(","));
      }
      node("--test", "adapter-*/test/*.test.ts");
    },
  };
}
