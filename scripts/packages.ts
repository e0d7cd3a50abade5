import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folder names below `packages`, sorted. */
export function packagesIn(root: string): readonly string[] {
  return readdirSync(join(root, "packages"))
    .filter((name) => existsSync(join(root, "packages", name, "package.json")))
    .toSorted();
}
