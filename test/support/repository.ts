import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMembers, type Members } from "../../scripts/json-value.ts";
import { packagesIn } from "../../scripts/packages.ts";

/** The folder of the repository. */
export const root: string = join(import.meta.dirname, "../..");

/** Folder names below `packages`. */
export const packageFolders: readonly string[] = packagesIn(root);

/** Pages right below `docs`, by their path from the root. */
export const docsPages: readonly string[] = readdirSync(join(root, "docs"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);

/** A JSON file of the repository, by its path from the root. */
export function readJson(path: string): Members {
  const value: unknown = JSON.parse(readText(path));
  if (!isMembers(value)) throw new Error(`${path} is not a JSON object`);
  return value;
}

/** A text file of the repository, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Whether a file of the repository exists. */
export function hasFile(path: string): boolean {
  return existsSync(join(root, path));
}

/** Files that git tracks and that still exist, by their path from the root. */
export function trackedFiles(): readonly string[] {
  const out = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
  return out.split("\0").filter((path) => path !== "" && hasFile(path));
}

/** TypeScript sources of a package, tests not included, by their path from the root. */
export function sourcesOf(folder: string): readonly string[] {
  return readdirSync(join(root, "packages", folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `packages/${folder}/src/${name.replaceAll("\\", "/")}`);
}
