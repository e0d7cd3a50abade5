import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const packages = join(import.meta.dirname, "../../..");
/** The checks of the document judge it as it is written; what an adapter calls a rotation is its vendor's. */
const MAY_READ = [/^core\/src\/people\//, /^core\/src\/schema\//, /^core\/src\/line\/rules\//, /^adapter-/];
const READS = /\.rotation\b|\brotation\s*[,}].*=\s*\w|\["rotation"\]/;

test("one roster: no module but the roster and the checks of the document reads a rotation", () => {
  const sources = readdirSync(packages).flatMap((name) => {
    try {
      return readdirSync(join(packages, name, "src"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
        .map((entry) => join(entry.parentPath, entry.name));
    } catch {
      return [];
    }
  });
  expect(sources.length).toBeGreaterThan(100);
  const reading = sources
    .filter((file) => READS.test(readFileSync(file, "utf8")))
    .map((file) => relative(packages, file).replaceAll("\\", "/"));
  expect(reading).toContain("core/src/people/pairing.ts");
  expect(reading.filter((file) => !MAY_READ.some((allowed) => allowed.test(file)))).toEqual([]);
});
