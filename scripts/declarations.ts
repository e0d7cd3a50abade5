import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const hidden = /\b(zod|temporal-polyfill|Temporal|AsyncDisposable)\b/;

/** Lines of a package's declarations that name what we keep hidden, comments left aside: `index.d.ts:3: …`. */
export function namesHidden(dist: string): readonly string[] {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".d.ts"));
  if (files.length === 0) throw new Error("There are no declarations: build first");
  return files.flatMap((file) =>
    withoutComments(readFileSync(join(dist, file), "utf8"))
      .split("\n")
      .flatMap((line, index) => (hidden.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

/** The text with every comment blanked and every line kept. */
export function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ""));
}
