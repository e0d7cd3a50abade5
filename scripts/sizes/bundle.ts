import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

/** A program as a browser would load it: minified, in one file. */
export interface Bundle {
  readonly text: string;
  /** In bytes. */
  readonly minified: number;
  /** In bytes, minified before. */
  readonly gzip: number;
  /** Files that something of is in it, largest first, with their bytes. */
  readonly parts: readonly { readonly path: string; readonly bytes: number }[];
  /** What it still imports, and does not bring along. */
  readonly imports: readonly string[];
}

/** What is bundled, and how. */
export interface BundleOptions {
  /** Folder in which its imports are looked for. */
  readonly from: string;
  /** Left out of it, as patterns of import paths. @default nothing but what is Node's */
  readonly external?: readonly string[];
  /** Further conditions of `exports`. @default none: what users get */
  readonly conditions?: readonly string[];
}

/** Bundles a program. Throws with all that could not be found. */
export function bundle(program: string, options: BundleOptions): Bundle {
  const { outputFiles, metafile } = buildSync({
    stdin: { contents: program, resolveDir: options.from, loader: "ts" },
    absWorkingDir: options.from,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    external: ["node:*", ...(options.external ?? [])],
    ...(options.conditions !== undefined && { conditions: [...options.conditions] }),
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const text = outputFiles.map((file) => file.text).join("");
  const outputs = Object.values(metafile.outputs);
  const parts = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 && path !== "<stdin>" ? [{ path, bytes: bytesInOutput }] : [],
    ),
  );
  return {
    text,
    minified: Buffer.byteLength(text),
    gzip: gzipSync(text, { level: 9 }).length,
    parts: parts.toSorted((a, b) => b.bytes - a.bytes),
    imports: [...new Set(outputs.flatMap(({ imports }) => imports.map(({ path }) => path)))],
  };
}
