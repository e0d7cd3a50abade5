import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { places } from "./places.ts";
import type { Script } from "./script.ts";

/** KiB of what a browser loads before anything runs, gzipped, where dynamic imports become files of their own. */
export function firstChunkKib(script: Script): number {
  const { outputFiles, metafile } = buildSync({
    stdin: { contents: script.code, resolveDir: places[script.from], loader: "js" },
    absWorkingDir: places[script.from],
    outdir: "first-chunk",
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const texts = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  const entry = Object.keys(metafile.outputs).filter((path) => metafile.outputs[path]?.entryPoint === "<stdin>");
  let bytes = 0;
  const seen = new Set(entry);
  for (const path of seen) {
    const found = [...texts].find(([name]) => name.endsWith(`/${path}`));
    bytes += gzipSync(found?.[1] ?? "", { level: 9 }).length;
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind === "import-statement") seen.add(next);
  }
  return bytes / 1024;
}
