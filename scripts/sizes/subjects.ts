import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMembers, members } from "../json-value.ts";
import { packagesIn } from "../packages.ts";

/** Something that users bundle. */
export interface Subject {
  /** An entry such as `@footplate/core/schema`, or a small program such as `scenario: calendar`. */
  readonly name: string;
  readonly program: string;
}

// These are for Node and for tests: nobody loads them in a browser.
const unbundled = ["cli", "create-adapter", "journal-sqlite", "testkit"];

/** Every entry that runs everywhere, and the small programs of `scenarios`. */
export function subjectsIn(root: string): readonly Subject[] {
  const entries = packagesIn(root)
    .filter((folder) => !unbundled.includes(folder))
    .flatMap((folder) => entriesOf(root, folder));
  const scenarios = readdirSync(join(root, "scripts/sizes/scenarios")).toSorted();
  return [
    ...entries.map((name) => ({ name, program: `export * from "${name}";` })),
    ...scenarios.map((file) => ({
      name: `scenario: ${file.replace(".ts", "")}`,
      program: `export * from "./scripts/sizes/scenarios/${file}";`,
    })),
  ];
}

function entriesOf(root: string, folder: string): readonly string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8"));
  return Object.entries(members(members(manifest)["exports"]))
    .filter(([path, target]) => isMembers(target) && path !== "./testing")
    .map(([path]) => `@footplate/${folder}${path.slice(1)}`);
}
