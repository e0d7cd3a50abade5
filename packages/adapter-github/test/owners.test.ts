import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCodeowners, ruleFor } from "../src/owners/codeowners.ts";
import { parseCsv } from "../src/owners/csv.ts";
import { failing, sent, world } from "./support/world.ts";

const CODEOWNERS = `# Who is asked.
*                       @octo/everyone
*.sql                   @octo/data       # in every folder
/services/checkout/     @octo/checkout @lead
/services/search/       search@example.com
services/search/old/
docs/*                  @octo/writers
apps/                   @octo/apps
**/logs                 @octo/operations
/build/**/cache         @octo/build
/with\\ space/           @octo/space
`;

describe("R26 owners by CODEOWNERS", () => {
  const code = { files: { ".github/CODEOWNERS": CODEOWNERS, CODEOWNERS: "* @octo/other\n" } };

  test("the last line that matches a component's folder tells", async () => {
    const { ownerDirectory } = world({ code });
    expect(await ownerDirectory.ownerOf("services/checkout")).toEqual({
      component: "services/checkout",
      owners: ["@octo/checkout", "@lead"],
      url: "https://github.com/octo/trains/blob/main/.github/CODEOWNERS#L4",
    });
    expect((await ownerDirectory.ownerOf("services/other"))?.owners).toEqual(["@octo/everyone"]);
    expect((await ownerDirectory.ownerOf("services/search"))?.owners).toEqual(["search@example.com"]);
  });

  test("a line without owners takes them away", async () => {
    const { ownerDirectory } = world({ code });
    expect(await ownerDirectory.ownerOf("services/search/old")).toBeUndefined();
    expect((await ownerDirectory.all()).map(({ component }) => component)).not.toContain("services/search/old/");
  });

  test("all of them can be asked for again, one by one", async () => {
    const { ownerDirectory } = world({ code });
    const all = await ownerDirectory.all();
    expect(all).toHaveLength(9);
    for (const entry of all) expect(await ownerDirectory.ownerOf(entry.component)).toEqual(entry);
  });

  test("components may have names of their own", async () => {
    const paths = { Checkout: "services/checkout/", Schema: "db/schema.sql", constructor: "docs/" };
    const { ownerDirectory } = world({ code, ports: { owners: { paths } } });
    expect(await ownerDirectory.all()).toMatchObject([
      { component: "Checkout", owners: ["@octo/checkout", "@lead"] },
      { component: "Schema", owners: ["@octo/data"] },
      { component: "constructor", owners: ["@octo/writers"] },
    ]);
    expect(await ownerDirectory.ownerOf("services/checkout")).toBeUndefined();
    expect(await ownerDirectory.ownerOf("toString")).toBeUndefined();
  });

  test("GitHub's own places are looked at in its order", async () => {
    const text = "* @octo/found\n";
    for (const path of ["CODEOWNERS", "docs/CODEOWNERS"]) {
      const { ownerDirectory } = world({ code: { files: { [path]: text } } });
      expect((await ownerDirectory.ownerOf("a"))?.url).toContain(path);
    }
    const { ownerDirectory, fake } = world();
    expect(await failing(ownerDirectory.ownerOf("a"))).toMatchObject({ code: "not_found" });
    expect(sent(fake)).toHaveLength(3);
  });

  test("a file that did not change is not sent again, nor counted; one that did is read anew", async () => {
    const { ownerDirectory, fake } = world({ code });
    await ownerDirectory.ownerOf("a");
    const { requests } = fake.usage();
    expect((await ownerDirectory.ownerOf("a"))?.owners).toEqual(["@octo/everyone"]);
    expect(sent(fake).at(-1)).toMatch(/ 304$/);
    expect(fake.usage().requests).toBe(requests);
    fake.code.commit({ branch: "main", message: "New owner", files: { ".github/CODEOWNERS": "* @octo/new\n" } });
    expect((await ownerDirectory.ownerOf("a"))?.owners).toEqual(["@octo/new"]);
    fake.code.commit({ branch: "main", message: "Move", files: { ".github/CODEOWNERS": null } });
    expect((await ownerDirectory.ownerOf("a"))?.owners).toEqual(["@octo/other"]);
  });

  test("a directory that cannot be read throws, and is never taken for an empty one", async () => {
    const { ownerDirectory } = world({ code, fault: () => ({ status: 403, body: { message: "Forbidden" } }) });
    expect(await failing(ownerDirectory.all())).toMatchObject({ code: "forbidden" });
  });
});

describe("patterns of CODEOWNERS", () => {
  const rules = parseCodeowners(CODEOWNERS);
  test.each([
    ["README.md", "*"],
    ["a/b/c.sql", "*.sql"],
    ["services/checkout/src/a.ts", "/services/checkout/"],
    ["other/services/checkout/a.ts", "*"],
    ["services/checkout", "*"],
    ["docs/start.md", "docs/*"],
    ["docs/build/trouble.md", "*"],
    ["other/docs/start.md", "*"],
    ["apps/a.ts", "apps/"],
    ["deep/in/apps/b/a.ts", "apps/"],
    ["build/logs", "**/logs"],
    ["a/b/logs/c.txt", "**/logs"],
    ["build/cache/a", "/build/**/cache"],
    ["build/a/b/cache", "/build/**/cache"],
    ["other/build/cache", "*"],
    ["with space/a", "/with space/"],
    ["/README.md", "*"],
  ])("%s is matched by %s", (path, pattern) => expect(ruleFor(rules, path)?.pattern).toBe(pattern));

  test("lines that GitHub skips are skipped", () => {
    const text = ["!a @x", "[ab] @x", "\\#a @x", "a x", "a @x y", "# a @x", "", "   ", "b @x/y @z # c"].join("\r\n");
    expect(parseCodeowners(text)).toEqual([{ pattern: "b", owners: ["@x/y", "@z"], line: 9 }]);
  });

  test("F63 many stars do not take long", () => {
    const evil = parseCodeowners(`${"**/a*a*a*a*a*a*/".repeat(30)}b @x`);
    const started = performance.now();
    expect(ruleFor(evil, `${"a".repeat(200)}/`.repeat(200))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("a path is matched by itself, and by all folders above it", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9.]{0,5}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (parts) => {
        const path = parts.join("/");
        expect(ruleFor(parseCodeowners(`/${path} @x`), path)).toBeDefined();
        for (let depth = 1; depth < parts.length; depth += 1)
          expect(ruleFor(parseCodeowners(`/${parts.slice(0, depth).join("/")}/ @x`), path)).toBeDefined();
        expect(ruleFor(parseCodeowners(`/${path}/ @x`), path)).toBeUndefined();
        expect(ruleFor(parseCodeowners(`/${path}/below @x`), path)).toBeUndefined();
      }),
    );
  });
});

describe("R26 owners by a table", () => {
  const CSV = [
    "\uFEFFComponent,Team,Confirmed on,Remark",
    '"Checkout, web",octo/checkout; lead,2026-09-30,"says ""hi""',
    'twice"',
    "Search,octo/search,2026-02-30,",
    "Nobody,,2026-01-01,",
    "Search,octo/search-two lead,,",
    "",
  ].join("\r\n");
  const columns = { component: "Component", owners: "Team", confirmed: "Confirmed on" };
  const owners = { path: "owners.csv", columns };

  test("by the columns that the options name; the last line of a component tells", async () => {
    const { ownerDirectory } = world({ code: { files: { "owners.csv": CSV } }, ports: { owners } });
    const url = "https://github.com/octo/trains/blob/main/owners.csv";
    const checkout = {
      component: "Checkout, web",
      owners: ["octo/checkout", "lead"],
      confirmed: "2026-09-30",
      url: `${url}#L2`,
    };
    expect(await ownerDirectory.ownerOf("Checkout, web")).toEqual(checkout);
    expect(await ownerDirectory.all()).toEqual([
      checkout,
      { component: "Search", owners: ["octo/search-two", "lead"], url: `${url}#L6` },
    ]);
    expect(await ownerDirectory.ownerOf("Nobody")).toBeUndefined();
  });

  test("a day that is none, and a file without the column, say nothing of when", async () => {
    const text = "component,owners,confirmed\na,x,2026-02-30\nb,x,soon\nc,x,2026-02-28\n";
    const { ownerDirectory } = world({ code: { files: { "o.CSV": text } }, ports: { owners: { path: "o.CSV" } } });
    expect((await ownerDirectory.all()).map(({ confirmed }) => confirmed)).toEqual([
      undefined,
      undefined,
      "2026-02-28",
    ]);
  });

  test.each([
    ["component,team\na,b\n", "owners"],
    ["", "component"],
    ['component,owners\n"a,b\n', "quote"],
    ['component,owners\n"a"b,c\n', "quote"],
  ])("%j cannot be read, and is never taken for an empty one", async (text, named) => {
    const { ownerDirectory } = world({ code: { files: { "o.csv": text } }, ports: { owners: { path: "o.csv" } } });
    const error = await failing(ownerDirectory.all());
    expect(error).toMatchObject({ code: "invalid_response" });
    expect(error.message).toContain(named);
  });

  test("what was written as CSV is read back", () => {
    const field = fc.string({ maxLength: 6, unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é") });
    const row = fc.array(field, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.constantFrom("\n", "\r\n"), (rows, end) => {
        const text = rows.map((one) => one.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join(end);
        expect(parseCsv(text)?.map(({ fields }) => fields)).toEqual(rows);
      }),
    );
  });
});

describe("options that cannot be used are named", () => {
  test.each([
    [{ source: { services: { a: { repository: { owner: "..", name: "x" } } } } }, "source.services.a.repository"],
    [{ source: { services: { a: { tagPrefix: "a..b" } } } }, "source.services.a.tagPrefix"],
    [{ source: { mostChanges: 0 } }, "source.mostChanges"],
    [{ owners: { path: "../owners.csv" } }, "owners.path"],
    [{ owners: { ref: "a b" } }, "owners.ref"],
    [{ lineFiles: { base: "/main" } }, "lineFiles.base"],
    [{ lineFiles: { branchPrefix: "" } }, "lineFiles.branchPrefix"],
    [{ lineFiles: { paths: ["lines/", "/lines"] } }, "lineFiles.paths[1]"],
  ])("%j", (ports, path) => expect(() => world({ ports })).toThrow(path));
});
