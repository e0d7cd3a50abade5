import { join } from "node:path";
import { build } from "tsup";

/** Names of the servers, one for each kind of runtime. */
export const HOSTS = ["host-node", "host-bun", "host-deno", "host-workerd"] as const;

/** Bundles the servers from the sources into files that need nothing beside them: `host-node.js` and so on. */
export async function bundle(folder: string): Promise<void> {
  await build({
    entry: HOSTS.map((name) => join(import.meta.dirname, `${name}.ts`)),
    outDir: folder,
    config: false,
    format: ["esm"],
    platform: "neutral",
    target: "es2023",
    splitting: false,
    silent: true,
    noExternal: [/^(?!node:)/],
    external: [/^node:/],
    removeNodeProtocol: false,
    outExtension: () => ({ js: ".js" }),
    esbuildOptions: (options) => {
      options.conditions = ["@footplate/source", "import"];
      options.mainFields = ["module", "main"];
    },
  });
}
