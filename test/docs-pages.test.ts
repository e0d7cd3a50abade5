import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { filesOf } from "./support/readme-code.ts";
import { docsPages, hasFile, readText, trackedFiles } from "./support/repository.ts";

const pages = trackedFiles().filter((path) => path.endsWith(".md"));

describe("the pages of the documentation", () => {
  test("each stands in the index", () => {
    const index = readText("docs/README.md");
    const missing = docsPages.filter(
      (path) => path !== "docs/README.md" && !index.includes(`](${path.slice("docs/".length)})`),
    );
    expect(missing).toEqual([]);
  });

  test("link to what is there, and to headings that are there", () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.flatMap((path) => deadLinksOf(path))).toEqual([]);
  });

  test.each([
    ["docs/run-as-a-server.md", "server.ts", "examples/departure-bot/server.ts"],
    ["docs/run-from-cron.md", "once.ts", "examples/cron-tick/once.ts"],
  ])("%s shows %s as the example has it", (page, name, file) => {
    expect(filesOf(readText(page))[name]).toBe(readText(file).trimEnd());
  });

  test("errors: each code has a row, and each row a code", () => {
    const source = readText("packages/core/src/error.ts");
    const union = /type FootplateErrorCode =([^;]*);/.exec(source)?.[1]?.match(/\w+/g) ?? [];
    const rows = [...readText("docs/errors.md").matchAll(/^\| `(\w+)`.*\|\s*(yes|no|only)[^|]*\|$/gm)].map(
      ([, code]) => code,
    );
    expect(union.length).toBeGreaterThan(10);
    expect(rows).toEqual(union);
  });
});

/** The links of a page, but those in code, that lead nowhere within the repository. */
function deadLinksOf(page: string): readonly string[] {
  const text = readText(page).replaceAll(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = "", heading] = link.split("#");
    const target = path === "" ? page : normalize(join(dirname(page), path)).replaceAll("\\", "/");
    if (!hasFile(target)) return [`${page}: ${link}`];
    return heading === undefined || headingsOf(target).includes(heading) ? [] : [`${page}: ${link}`];
  });
}

function headingsOf(page: string): readonly string[] {
  return [...readText(page).matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}
