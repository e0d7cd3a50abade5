import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMembers, type Members, members } from "./json-value.ts";
import { run } from "./run.ts";

/**
 * What is wrong with a packed package: the paths in it and the manifest that its users get. What carries zod must carry its
 * licence.
 */
export function judgeTarball(paths: readonly string[], manifest: Members, carriesZod = false): readonly string[] {
  const allowed =
    /^package\/(package\.json|README\.md|LICENSE|dist\/(zod\.LICENSE|write-an-adapter\.md|.+\.(js|d\.ts))|bin\/.+\.js|templates\/.+\.(ts|md))$/;
  const strange = paths.filter((path) => !allowed.test(path)).map((path) => `${path} does not belong in it`);
  const licences = carriesZod ? ["package/dist/zod.LICENSE"] : [];
  const files = ["package/README.md", "package/LICENSE", ...licences];
  const wanted = [...files, ...targets(manifest["exports"]), ...targets(manifest["bin"])];
  const missing = wanted.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`);
  const words = ["workspace:", "catalog:", "@footplate/source"];
  const raw = JSON.stringify(manifest);
  return [
    ...strange,
    ...missing,
    ...words.filter((word) => raw.includes(word)).map((word) => `package.json says ${word}`),
  ];
}

/** Packs a package into a folder; gives the tarball and what is wrong with it. */
export function pack(folder: string, into: string): { readonly tarball: string; readonly wrong: readonly string[] } {
  const out = run("pnpm", ["pack", "--json", "--pack-destination", into], folder);
  const answer: unknown = JSON.parse(out.slice(out.indexOf("{")));
  const tarball = String(members(answer)["filename"]);
  const paths = run("tar", ["-tzf", tarball], into).trim().split("\n");
  const manifest: unknown = JSON.parse(run("tar", ["-xzOf", tarball, "package/package.json"], into));
  return { tarball, wrong: judgeTarball(paths, members(manifest), carriesZod(join(folder, "dist"))) };
}

function carriesZod(dist: string): boolean {
  const code = readdirSync(dist).filter((file) => file.endsWith(".js"));
  return code.some((file) => readFileSync(join(dist, file), "utf8").includes("$ZodType"));
}

function targets(node: unknown): readonly string[] {
  if (typeof node === "string") return [`package/${node.replace("./", "")}`];
  return isMembers(node) ? Object.values(node).flatMap(targets) : [];
}
