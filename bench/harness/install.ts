import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/run.ts";
import { pack } from "../../scripts/tarball.ts";
import { places } from "./places.ts";

const INSTALL = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
/** Those that an application with four services installs. */
export const ourPackages = ["core", "http", "adapter-statuspage", "adapter-gcal", "adapter-opsgenie", "adapter-github"];

/** Installs what we compare with, unless it is there already. */
export function installPeers(): void {
  const wanted = readFileSync(join(places.peers, "package.json"), "utf8");
  installIn(places.peers, wanted, () => run("npm", INSTALL, places.peers));
}

/** Packs our packages as they were built, and installs them together in a folder of their own. */
export function installOurs(): void {
  const builds = ourPackages.map((name) => join(places.root, "packages", name, "dist"));
  const unbuilt = builds.filter((build) => !existsSync(build));
  if (unbuilt.length > 0) throw new Error(`not built: ${unbuilt.join(", ")}; run npm run build`);
  installIn(places.ours, builds.map(contentOf).join(), () => {
    const tarballs = join(places.ours, "tarballs");
    mkdirSync(tarballs, { recursive: true });
    writeFileSync(join(places.ours, "package.json"), '{ "private": true, "type": "module" }\n');
    copyFileSync(join(places.peers, "load.mjs"), join(places.ours, "load.mjs"));
    const packed = ourPackages.map((name) => pack(join(places.root, "packages", name), tarballs).tarball);
    run("npm", [...INSTALL, ...packed], places.ours);
    rmSync(tarballs, { recursive: true });
  });
}

function installIn(folder: string, state: string, install: () => void): void {
  const stamp = join(folder, "node_modules/.bench");
  const hash = createHash("sha256").update(state).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  rmSync(join(folder, "node_modules"), { recursive: true, force: true });
  install();
  writeFileSync(stamp, hash);
}

function contentOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map((path) => createHash("sha256").update(readFileSync(path)).digest("hex"))
    .join();
}
