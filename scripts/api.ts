/** Writes what the users of each package can name, with its types, into `api/`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { snapshotsOf } from "./api/packages.ts";

const root = join(import.meta.dirname, "..");

mkdirSync(join(root, "api"), { recursive: true });
for (const [path, page] of snapshotsOf(root)) {
  const file = join(root, path);
  const same = existsSync(file) && readFileSync(file, "utf8") === page;
  if (!same) writeFileSync(file, page);
  console.log(`${same ? "as it was" : "written"}  ${path}`);
}
