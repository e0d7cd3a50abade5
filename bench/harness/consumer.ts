import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { places } from "./places.ts";

/** A program of a user, as text, and where its imports are found. */
export interface Consumer {
  readonly name: string;
  readonly from: "ours" | "peers";
  readonly code: string;
  /** What an editor is asked about after the last line, and one of the members that it then must offer. */
  readonly member: { readonly of: string; readonly offers: string };
  /** Takes so long that once must do. */
  readonly heavy?: true;
}

/** Writes a program into a folder of its own, and its compiler's settings beside it. */
export function placeConsumer({ name, from, code }: Consumer, skipLibCheck: boolean): string {
  const folder = join(places[from], `consumer-${name.replaceAll(/\W+/g, "-")}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.ts"), code);
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  return folder;
}

export function removeConsumer(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
