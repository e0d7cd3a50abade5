import { renameSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";

const PROGRAMS = ["fakes", "host-node", "host-bun", "host-deno", "host-workerd", "page"];
const CASES = ["globals", "node", "deno", "suites"];

interface Bundle {
  readonly entry: readonly string[];
  readonly outDir: string;
  /** What stays an import. */
  readonly external: RegExp;
  readonly conditions: readonly string[];
}

async function bundle({ entry, outDir, external, conditions }: Bundle): Promise<void> {
  await build({
    entry: [...entry],
    outDir,
    config: false,
    format: ["esm"],
    platform: "neutral",
    target: "es2023",
    splitting: false,
    silent: true,
    noExternal: [new RegExp(`^(?!${external.source})`)],
    external: [new RegExp(`^${external.source}`)],
    removeNodeProtocol: false,
    outExtension: () => ({ js: ".js" }),
    esbuildOptions: (options) => {
      options.conditions = [...conditions];
      options.mainFields = ["module", "main"];
    },
  });
}

/**
 * Puts the programs where the packages are installed, still importing each package by its name: `program/host-node.js`,
 * `cases/node.js` and so on. For what has no `node_modules`, `worker/host-workerd.js` and `browser/page.js` hold the
 * installed packages as well.
 */
export async function bundleInto(folder: string): Promise<void> {
  const external = /(node:|@footplate\/)/;
  const sources = { external, conditions: ["import"] };
  const [program, cases] = [join(folder, "program"), join(folder, "cases")];
  const from = (place: string, names: readonly string[]): readonly string[] =>
    names.map((name) => join(import.meta.dirname, place, `${name}.ts`));
  await bundle({ ...sources, entry: from("program", PROGRAMS), outDir: program });
  await bundle({ ...sources, entry: from("cases", CASES), outDir: cases });
  // As a source it must not have the name that runners look for: the workspace's own would find it.
  renameSync(join(cases, "globals.js"), join(cases, "globals.test.js"));
  const whole = { external: /node:/ };
  const worker = { entry: [join(program, "host-workerd.js")], outDir: join(folder, "worker") };
  await bundle({ ...whole, ...worker, conditions: ["workerd", "import"] });
  const browser = { entry: [join(program, "page.js")], outDir: join(folder, "browser") };
  await bundle({ ...whole, ...browser, conditions: ["browser", "import"] });
}
