import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMembers, members, text } from "../json-value.ts";
import { packagesIn } from "../packages.ts";
import { snapshotOf } from "./snapshot.ts";
import { type EntryPoint, surfacesOf } from "./surface.ts";

/** The page of each package, by its path from the root, as the sources say it now. */
export function snapshotsOf(root: string): ReadonlyMap<string, string> {
  const folders = packagesIn(root);
  const entries = folders.flatMap((folder) => entriesOf(root, folder));
  const sourcesOf = (name: string): string | undefined =>
    folders.includes(name.replace("@footplate/", ""))
      ? join(root, "packages", name.replace("@footplate/", ""), "src")
      : undefined;
  const surfaces = surfacesOf(entries, sourcesOf);
  return new Map(
    folders.map((folder) => {
      const own = surfaces.filter(({ entry }) => entry.split("/")[1] === folder);
      return [`api/${folder}.md`, snapshotOf(`@footplate/${folder}`, own)];
    }),
  );
}

function entriesOf(root: string, folder: string): readonly EntryPoint[] {
  const home = join(root, "packages", folder);
  const manifest: unknown = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  return Object.entries(members(members(manifest)["exports"])).flatMap(([path, target]) =>
    isMembers(target)
      ? [{ name: `@footplate/${folder}${path.slice(1)}`, source: join(home, text(target["@footplate/source"])) }]
      : [],
  );
}
