import { type Bundle, bundle } from "../../scripts/sizes/bundle.ts";
import { places } from "./places.ts";
import type { Script } from "./script.ts";

/** What one package has in a bundle, in KiB. */
export interface Share {
  readonly name: string;
  /** Minified, as it stands in the bundle. */
  readonly minKib: number;
  /** By how much less the bundle is without it, gzipped. */
  readonly gzipKib: number;
}

/** What a bundle is made of. */
export interface Composition {
  readonly minKib: number;
  readonly gzipKib: number;
  readonly shares: readonly Share[];
}

/** Where each part's files lie, and how it is imported. */
const parts = [
  { name: "zod", within: "/zod/", imported: ["zod", "zod/*"] },
  { name: "jose", within: "/jose/", imported: ["jose", "jose/*"] },
  { name: "@footplate/http", within: "packages/http/", imported: ["@footplate/http"] },
  { name: "@footplate/core", within: "packages/core/", imported: ["@footplate/core", "@footplate/core/*"] },
];

/** Bundles a script of ours from the sources, where zod is not built in yet, whole and with each part left out. */
export function compositionOf(script: Script): Composition {
  const without = (external: readonly string[]): Bundle =>
    bundle(script.code, { from: places.root, conditions: ["@footplate/source"], external });
  const whole = without([]);
  const minified = (wanted: (path: string) => boolean): number =>
    whole.parts.reduce((sum, { path, bytes }) => (wanted(path) ? sum + bytes : sum), 0) / 1024;
  const own = without(parts.flatMap(({ imported }) => imported));
  return {
    minKib: whole.minified / 1024,
    gzipKib: whole.gzip / 1024,
    shares: [
      ...parts.map(({ name, within, imported }) => ({
        name,
        minKib: minified((path) => path.includes(within)),
        gzipKib: (whole.gzip - without(imported).gzip) / 1024,
      })),
      {
        name: "the adapter's own code",
        minKib: minified((path) => path.startsWith("packages/adapter-")),
        gzipKib: own.gzip / 1024,
      },
    ],
  };
}
