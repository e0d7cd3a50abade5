import { describe, expect, test } from "vitest";
import { withoutComments } from "../scripts/declarations.ts";
import { packageFolders, readText, sourcesOf } from "./support/repository.ts";

const adapters = packageFolders.filter((folder) => folder.startsWith("adapter-"));
const portable = packageFolders.filter((folder) => !["cli", "create-adapter", "journal-sqlite"].includes(folder));

describe.each(adapters)("packages/%s", (folder) => {
  test("exports one factory, and nothing that is not a name of ours", async () => {
    const exported: object = await import(`@footplate/${folder}`);
    expect(Object.keys(exported).filter((name) => /^create[A-Z]/.test(name))).toHaveLength(1);
    expect(exported).not.toHaveProperty("default");
  });

  test("brings a fake for tests", async () => {
    const exported: object = await import(`@footplate/${folder}/testing`);
    expect(Object.keys(exported).length).toBeGreaterThan(0);
  });
});

describe.each(packageFolders)("sources of packages/%s", (folder) => {
  const sources = sourcesOf(folder);

  test("have kebab-case names", () => {
    expect(sources.filter((path) => !/^[a-z0-9/-]+\.ts$/.test(path))).toEqual([]);
  });

  test("hold no class but the error and the secret, no mutable module state", () => {
    const found = sources.flatMap((path) =>
      readText(path)
        .split("\n")
        .filter(
          (line) =>
            /^(export )?(abstract )?class (?!FootplateError\b|Secret\b)/.test(line) ||
            /^(export )?(let|var) /.test(line),
        )
        .map((line) => `${path}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});

test("core reads no clock, sets no timer, rolls no dice: time and chance are arguments", () => {
  const impure =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(|\bperformance\.now\(|\bTemporal\.Now\b/;
  const found = sourcesOf("core").filter((path) => impure.test(withoutComments(readText(path))));
  expect(found).toEqual([]);
});

test("what runs everywhere names nothing that only Node has", () => {
  const nodeOnly =
    /\bprocess\.(env|argv|exit|cwd|std)|\bBuffer\.|\b__dirname\b|\brequire\(|\bimport\.meta\.(dirname|filename)/;
  const found = portable
    .flatMap(sourcesOf)
    .filter((path) => !path.endsWith("/src/node.ts") && nodeOnly.test(withoutComments(readText(path))));
  expect(found).toEqual([]);
});
