import { existsSync } from "node:fs";
import { join } from "node:path";
import { demand, type More, ran } from "./child.ts";

const FETCH_MS = 300_000;
const fetched = new Map<string, Promise<string | undefined>>();

/**
 * The folder in npm's cache that holds an exact version of a package, as `npx` put it there, now or earlier; `undefined`
 * where it cannot be fetched. The version is named here because nothing of ours depends on it.
 */
export function packageFolder(name: string, version: string, folder: string): Promise<string | undefined> {
  const spec = `${name}@${version}`;
  const known = fetched.get(spec);
  if (known !== undefined) return known;
  const found = fetchPackage(spec, name, folder);
  fetched.set(spec, found);
  return found;
}

async function fetchPackage(spec: string, name: string, folder: string): Promise<string | undefined> {
  const { out } = await ran(["npx", "--yes", "-p", spec, "-c", 'printf "%s" "$PATH"'], folder, {}, FETCH_MS);
  return out
    .split(":")
    .map((bin) => join(bin, "..", name))
    .find((place) => existsSync(join(place, "package.json")));
}

/** A program of a package, as one would call it from npm's cache. */
export async function programOf(
  name: string,
  version: string,
  program: string,
  folder: string,
): Promise<string | undefined> {
  const place = await packageFolder(name, version, folder);
  return place === undefined ? undefined : join(place, "../.bin", program);
}

/** The version that a command says it has; throws with what else it said. */
export async function versionOf(command: readonly string[], folder: string, more: More = {}): Promise<string> {
  const out = await demand([...command, "--version"], folder, more);
  return /\d+([.-]\d+){2,3}/.exec(out)?.[0] ?? out.trim();
}
