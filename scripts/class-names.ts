import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Classes in a package's code that go by another name than they have: `index.js:3: …`. A bundler renames what names itself
 * from within, and that name is what people read above the stack of an error.
 */
export function classesRenamed(dist: string): readonly string[] {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  if (files.length === 0) throw new Error("There is no code: build first");
  return files.flatMap((file) =>
    readFileSync(join(dist, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (/\bclass _\w+/.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}
