import { join } from "node:path";
import { places } from "./places.ts";

/** A TypeScript: its compiler, and how it serves an editor. */
export interface Compiler {
  readonly version: string;
  readonly tsc: string;
  /** Arguments for Node to start what an editor talks to, and the protocol that it speaks. */
  readonly server: { readonly args: readonly string[]; readonly protocol: "tsserver" | "lsp" };
}

const five = join(places.peers, "node_modules/typescript");
const seven = join(places.root, "node_modules/typescript-7/bin/tsc");

export const compilers: readonly Compiler[] = [
  {
    version: "5.9",
    tsc: join(five, "bin/tsc"),
    server: { args: [join(five, "lib/tsserver.js"), "--disableAutomaticTypingAcquisition"], protocol: "tsserver" },
  },
  { version: "7.0", tsc: seven, server: { args: [seven, "--lsp", "--stdio"], protocol: "lsp" } },
];
