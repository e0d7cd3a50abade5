import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { places } from "./places.ts";

/** How many packages that are not ours an application gets with ours, and how large all of them are. */
export function installedSize(): { readonly strangers: readonly string[]; readonly megabytes: number } {
  const folder = join(places.ours, "node_modules");
  const lock = JSON.parse(readFileSync(join(folder, ".package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly optional?: boolean }>>;
  };
  const names = Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ""));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return { strangers: names.filter((name) => !name.startsWith("@footplate/")).toSorted(), megabytes: bytes / 1e6 };
}
