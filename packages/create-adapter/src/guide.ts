import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** How the guide is read, by whoever has nothing but this package. */
export const GUIDE = "npm create @footplate/adapter -- --guide";

/** The guide to writing an adapter: from beside the built files, or from the workspace. */
export function guide(): string {
  const files = ["./write-an-adapter.md", "../../../docs/write-an-adapter.md"];
  const file = files.map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path));
  if (file === undefined) throw new Error("the guide is not there: install @footplate/create-adapter anew");
  // Beside an adapter there are packages, and no folders of the workspace.
  return readFileSync(file, "utf8").replaceAll(
    /\[([^\]]+)\]\(\.\.\/packages\/([\w-]+)\/README\.md\)/g,
    "$1 (node_modules/@footplate/$2/README.md)",
  );
}
