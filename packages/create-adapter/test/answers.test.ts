import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { run } from "../src/index.ts";
import { manifestOf, toolVersions } from "../src/manifest.ts";
import { judgeAnswers } from "../src/judge-answers.ts";
import { templates, withoutTemplate } from "../src/templates.ts";

const folder = mkdtempSync(join(tmpdir(), "footplate-answers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function told(words: readonly string[], answers?: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const asked: string[] = [];
  const code = await run(words, {
    cwd: folder,
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    ...(answers && {
      ask: async (question) => {
        asked.push(question);
        return answers[asked.length - 1] ?? "";
      },
    }),
  });
  return { code, out: out.join(""), err: err.join(""), asked };
}

function problemsOf(answers: Parameters<typeof judgeAnswers>[0]): readonly string[] {
  const result = judgeAnswers({ folder: join(folder, "none"), ...answers });
  return result.ok ? [] : result.problems.map(({ answer }) => answer);
}

describe("answers", () => {
  test("all that is wrong is said at once, each with the way out", async () => {
    writeFileSync(join(folder, "taken"), "");
    const words = [
      "Plain Status",
      "--port",
      "board",
      "--runner",
      "jest",
      "--package",
      "@footplate/x",
      "--folder",
      "taken",
      "--force",
    ];
    const { code, err, out } = await told(words);
    expect(code).toBe(1);
    expect(out).toBe("");
    for (const part of ["--force: ", "name: ", "port: ", "runner: ", "package: ", "folder: "])
      expect(err).toContain(part);
    expect(err.match(/^ {2}\S/gm)).toHaveLength(6);
  });

  test.each([
    "",
    "Plain",
    "plain_status",
    "-plain",
    "plain-",
    "1plain",
    "plain--status",
    "../plain",
    "plain status",
    "x".repeat(61),
  ])("%j is no name of a service", (name) => expect(problemsOf({ name, port: "chat" })).toContain("name"));

  test.each(["@footplate/adapter-x", "Adapter", "../x", "@a/b/c", "a b"])("%j is no name of a package", (name) =>
    expect(problemsOf({ name: "x", port: "chat", package: name })).toEqual(["package"]),
  );

  test.each(withoutTemplate)("%s is refused by name, with a pointer to the guide", async (port) => {
    const { code, err } = await told(["plain", "--port", port]);
    expect(code).toBe(1);
    expect(err).toContain(`there is no template for ${port} yet`);
    expect(err).toContain("npm create @footplate/adapter -- --guide");
  });

  test("an identity is the template's, or refused", () => {
    const ours = (port: string, identity: string) => problemsOf({ name: "plain", port, identity });
    expect(ours("noticeBoard", "marked")).toEqual([]);
    expect(ours("calendar", "chosen")).toEqual([]);
    expect(ours("noticeBoard", "matched")).toEqual(["identity"]);
    expect(ours("chat", "marked")).toEqual(["identity"]);
  });

  test("a folder that holds something is left as it is", async () => {
    const { code, err } = await told(["plain", "--port", "chat", "--folder", "."]);
    expect(code).toBe(1);
    expect(err).toContain("not empty");
  });

  test("what is given twice, or without a value, is said", async () => {
    const { err } = await told(["plain", "other", "--port"]);
    expect(err).toContain("name is given twice");
    expect(err).toContain("--port says nothing");
  });

  test("what is missing is asked for, and nothing else", async () => {
    const { code, asked } = await told(["asked", "--folder", "asked-folder"], ["logBook", ""]);
    expect(code).toBe(0);
    expect(asked).toHaveLength(2);
    const none = await told(["not-asked", "--port", "logBook"], []);
    expect(none.asked).toEqual([]);
    expect(none.code).toBe(0);
  });

  test("help names every port", async () => {
    const { code, out } = await told(["--help"]);
    expect(code).toBe(0);
    for (const { port } of templates) expect(out).toContain(port);
    for (const port of withoutTemplate) expect(out).toContain(port);
  });
});

test("a new package names the versions that its template was tried with", () => {
  const root = join(import.meta.dirname, "../../..");
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies;
  expect(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")).toContain(`  zod: ${toolVersions.zod}\n`);
  expect(manifest["@types/node"]).toBe(toolVersions["@types/node"]);
  expect(manifest.vitest).toBe(toolVersions.vitest);
  expect(manifest["typescript-7"]).toBe(`npm:typescript@${toolVersions.typescript}`);
});

test("a name that holds the imagined service's own is taken as it is", async () => {
  const { code } = await told(["plain-status-two", "--port", "noticeBoard", "--runner", "vitest"]);
  expect(code).toBe(0);
  const made = join(folder, "adapter-plain-status-two");
  expect(readFileSync(join(made, "src/index.ts"), "utf8")).toContain("export function createPlainStatusTwo(");
  expect(readFileSync(join(made, "README.md"), "utf8")).toContain(
    "npm install adapter-plain-status-two @footplate/core",
  );
  const manifest = JSON.parse(readFileSync(join(made, "package.json"), "utf8"));
  expect(manifest).toMatchObject({ name: "adapter-plain-status-two", scripts: { test: "vitest run" } });
  const result = judgeAnswers({ name: "plain", port: "chat", folder: join(folder, "none") });
  const judged = result.ok ? result.judged : undefined;
  expect(judged && manifestOf(judged)).not.toHaveProperty("devDependencies.vitest");
});

describe("the guide", () => {
  test("is printed, whatever else is said, and names nothing that only the repository has", async () => {
    const { code, out, err } = await told(["--guide", "--port", "board"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^# Write an adapter/);
    expect(out).toContain("(node_modules/@footplate/http/README.md)");
    expect(out).not.toContain("](../");
  });

  test("is where the help, what was made and what is refused say", async () => {
    expect((await told(["--help"])).out).toContain("--guide");
    const made = await told(["guided", "--port", "chat"]);
    const refused = await told(["guided-too", "--port", "onCall"]);
    for (const text of [made.out, refused.err]) expect(text).toContain("npm create @footplate/adapter -- --guide");
    expect(readFileSync(join(folder, "adapter-guided/README.md"), "utf8")).toContain("-- --guide");
  });
});
