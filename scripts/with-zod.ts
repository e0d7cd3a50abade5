import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Options } from "tsup";

const root = join(import.meta.dirname, "..");

/**
 * The settings of a build that takes in what it uses of zod, so that importing the package reads one file and not the 92
 * of zod with all its languages. Its licence goes along.
 */
export function withZod(options: Options): Options {
  return {
    ...options,
    noExternal: ["zod"],
    async onSuccess() {
      const license = createRequire(join(root, "packages/core/package.json")).resolve("zod/package.json");
      copyFileSync(join(license, "../LICENSE"), "dist/zod.LICENSE");
    },
  };
}
