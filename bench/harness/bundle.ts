import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { peer } from "../probes/peer.ts";
import { places } from "./places.ts";
import type { Script } from "./script.ts";

/** How large a script is once it is bundled and minified, in KiB; or why it cannot be. */
export interface Bundled {
  readonly script: Script;
  readonly platform: "browser" | "node";
  readonly minKib?: number;
  readonly gzipKib?: number;
  readonly brotliKib?: number;
  readonly modules?: number;
  readonly failed?: string;
}

interface Esbuild {
  build(options: object): Promise<{
    readonly outputFiles: readonly { readonly contents: Uint8Array }[];
    readonly metafile: { readonly inputs: Readonly<Record<string, unknown>> };
  }>;
}

/** Bundles a script as one minified module. */
export async function bundle(script: Script, platform: "browser" | "node"): Promise<Bundled> {
  const esbuild = await peer<Esbuild>("esbuild");
  const options = {
    stdin: { contents: script.code, resolveDir: places[script.from], loader: "js" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    platform,
    write: false,
    metafile: true,
    logLevel: "silent",
    // What a script needs beside the packages that it tries.
    nodePaths: [join(places.peers, "node_modules")],
    external: [...(script.external ?? [])],
  };
  try {
    const { outputFiles, metafile } = await esbuild.build(options);
    const bytes = outputFiles[0]?.contents ?? new Uint8Array();
    return {
      script,
      platform,
      minKib: bytes.length / 1024,
      gzipKib: gzipSync(bytes, { level: 9 }).length / 1024,
      brotliKib: brotliCompressSync(bytes).length / 1024,
      modules: Object.keys(metafile.inputs).length,
    };
  } catch (error) {
    const { errors } = error as { errors?: readonly { text: string }[] };
    return { script, platform, failed: `${errors?.length ?? 1} errors: ${errors?.[0]?.text ?? String(error)}` };
  }
}
