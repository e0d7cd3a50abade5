import { describe, expect, test } from "vitest";
import type { FileProposal, GitHub } from "@footplate/adapter-github";
import type { FakeGitHub } from "@footplate/adapter-github/testing";
import { failing, sent, world, type WorldOptions } from "./support/world.ts";

const PATH = "lines/retail.json";
const FILES = { [PATH]: '{ "name": "Retail – Zürich" }\n', "lines/other.json": "{}\n" };

/** A repository with the file of a line. */
function lined(options: WorldOptions = {}): ReturnType<typeof world> {
  return world({ ...options, code: { files: FILES, ...options.code } });
}

/** A change to the file as it is now. */
async function proposal(github: GitHub, change: Partial<FileProposal> = {}): Promise<FileProposal> {
  const file = await github.lineFiles.read(PATH);
  const from = file === undefined ? {} : { from: file.version };
  return {
    key: "retail/2026-48",
    path: PATH,
    text: '{ "name": "Retail – Genève" }\n',
    title: "Move week 48",
    ...from,
    ...change,
  };
}

function written(fake: FakeGitHub): readonly string[] {
  return sent(fake).filter((line) => !line.startsWith("GET"));
}

const BRANCH = "footplate/retail/2026-48";

describe("R5 a file is read", () => {
  test("with its text, its version and its page", async () => {
    const { lineFiles } = lined();
    expect(await lineFiles.read(PATH)).toEqual({
      path: PATH,
      text: FILES[PATH],
      version: expect.stringMatching(/^[0-9a-f]{40}$/),
      url: "https://github.com/octo/trains/blob/main/lines/retail.json",
    });
    expect(await lineFiles.read("lines/none.json")).toBeUndefined();
  });

  test("F16 and of a repository that does not answer none is called absent", async () => {
    const { lineFiles, fake } = lined();
    fake.withdraw();
    expect(await failing(lineFiles.read(PATH))).toMatchObject({
      code: "not_found",
      message: expect.stringContaining("repository octo/trains cannot be read"),
    });
  });

  test("from the branch that the options name", async () => {
    const { fake, another } = lined();
    fake.code.branch("next");
    fake.code.commit({ branch: "next", message: "Change", files: { [PATH]: "next\n" } });
    expect((await another({ lineFiles: { base: "next" } }).lineFiles.read(PATH))?.text).toBe("next\n");
  });

  test("a folder, a file above 1 MB and one that is no text are refused", async () => {
    const { lineFiles } = lined({ code: { files: { ...FILES, "big.txt": "x".repeat(1_000_001) } } });
    expect(await failing(lineFiles.read("lines"))).toMatchObject({ code: "invalid_input" });
    expect(await failing(lineFiles.read("big.txt"))).toMatchObject({ code: "too_large" });
    const binary = world({
      fault: () => ({
        status: 200,
        body: { type: "file", path: "a", sha: "1", encoding: "base64", content: btoa("\u00FF\u00FE") },
      }),
      through: (fetch) => fetch,
    });
    const raw = world({ through: () => binary.fake.fetch });
    expect(await failing(raw.lineFiles.read("a"))).toMatchObject({ code: "invalid_response" });
  });

  test.each(["", "/a", "a/", "a//b", "../a", "a/../b", "a/.", "a\\b", "a/%2e%2e/b", "a\nb"])(
    "F59 %j is no path, and nothing is sent",
    async (path) => {
      const { lineFiles, fake } = lined();
      expect((await failing(lineFiles.read(path))).code).toBe("invalid_input");
      expect(sent(fake)).toEqual([]);
    },
  );
});

describe("R5 a change is proposed", () => {
  test("by a branch, a commit and a pull request, and main stays as it is", async () => {
    const github = lined();
    const { fake, lineFiles } = github;
    const change = await lineFiles.propose(await proposal(github, { body: "Why." }));
    expect(change).toEqual({
      key: "retail/2026-48",
      id: expect.stringMatching(/^\d+$/),
      branch: BRANCH,
      status: "open",
      url: expect.stringMatching(/^https:\/\/github\.com\/octo\/trains\/pull\/\d+$/),
    });
    expect(written(fake)).toEqual(["POST git/refs 201", `PUT contents/${PATH} 200`, "POST pulls 201"]);
    const { branches, pulls } = fake.code.state();
    expect(branches["main"]).toEqual(FILES);
    expect(branches[BRANCH]).toEqual({ ...FILES, [PATH]: '{ "name": "Retail – Genève" }\n' });
    expect(pulls).toMatchObject([{ title: "Move week 48", body: "Why.", head: BRANCH, base: "main" }]);
  });

  test("writes are a second apart", async () => {
    const github = lined();
    await github.lineFiles.propose(await proposal(github));
    const times = github.fake.state().calls.flatMap(({ method, at }) => (method === "GET" ? [] : [at]));
    expect(times).toHaveLength(3);
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  test("once per key: what became of it is given back", async () => {
    const github = lined();
    const { fake, lineFiles } = github;
    const wish = await proposal(github);
    const first = await lineFiles.propose(wish);
    const writes = written(fake);
    expect(await lineFiles.propose(wish)).toEqual(first);
    expect(await lineFiles.propose({ ...wish, text: "other" })).toEqual(first);
    fake.code.close(Number(first?.id));
    expect(await lineFiles.propose(wish)).toEqual({ ...first, status: "closed" });
    expect(written(fake)).toEqual(writes);
    expect(await lineFiles.find(wish.key)).toEqual({ ...first, status: "closed" });
    expect(await lineFiles.find("retail/2026-49")).toBeUndefined();
  });

  test("one that was merged is told as merged, and its branch may be gone", async () => {
    const github = lined();
    const { fake, lineFiles } = github;
    const wish = await proposal(github);
    const made = await lineFiles.propose(wish);
    fake.code.merge(Number(made?.id));
    fake.code.dropBranch(BRANCH);
    expect((await lineFiles.read(PATH))?.text).toBe(wish.text);
    expect(await lineFiles.propose(wish)).toEqual({ ...made, status: "merged" });
  });

  test("a file that already says so needs no proposal", async () => {
    const github = lined();
    expect(await github.lineFiles.propose(await proposal(github, { text: FILES[PATH] ?? "" }))).toBeUndefined();
    expect(written(github.fake)).toEqual([]);
  });

  test("a new file", async () => {
    const { lineFiles, fake } = lined();
    const made = { key: "food", path: "lines/food.json", text: "{}\n", title: "Add the food line" };
    expect(await lineFiles.propose(made)).toMatchObject({ status: "open" });
    expect(fake.code.state().branches["footplate/food"]?.["lines/food.json"]).toBe("{}\n");
  });

  test("a file that changed since it was read is a conflict, and nothing is written", async () => {
    const github = lined();
    const wish = await proposal(github);
    github.fake.code.commit({ branch: "main", message: "By hand", files: { [PATH]: "by hand\n" } });
    expect(await failing(github.lineFiles.propose(wish))).toMatchObject({ code: "conflict", written: "no" });
    expect(await failing(github.lineFiles.propose({ ...wish, from: undefined as never }))).toMatchObject({
      code: "conflict",
    });
    expect(written(github.fake)).toEqual([]);
  });

  test("a branch that somebody worked on is left as it is", async () => {
    const github = lined();
    const wish = await proposal(github);
    github.fake.code.branch(BRANCH);
    github.fake.code.commit({ branch: BRANCH, message: "By hand", files: { [PATH]: "by hand\n" } });
    expect(await failing(github.lineFiles.propose(wish))).toMatchObject({ code: "conflict", written: "no" });
    expect(written(github.fake)).toEqual([]);
  });
});

describe("F2 a proposal that broke off is finished by the next try, and nothing is doubled", () => {
  const steps = ["git/refs", `contents/${PATH}`, "pulls"];
  for (const how of ["lost", "unsent"] as const) {
    test.each(steps)(`${how} at %s`, async (step) => {
      let broken = false;
      const github = lined({
        fault: ({ method, path }) => {
          if (broken || method === "GET" || !decodeURIComponent(path).endsWith(step)) return undefined;
          broken = true;
          return how;
        },
      });
      const { fake, lineFiles } = github;
      const wish = await proposal(github);
      const error = await failing(lineFiles.propose(wish));
      // Nobody can tell the two apart, and nobody needs to.
      expect(error).toMatchObject({ code: "outcome_unknown", written: "maybe" });
      expect(await lineFiles.propose(wish)).toMatchObject({ status: "open", branch: BRANCH });
      const { branches, pulls } = fake.code.state();
      expect(pulls).toHaveLength(1);
      expect(branches[BRANCH]?.[PATH]).toBe(wish.text);
      expect(written(fake).filter((line) => / 20[01]$/.test(line)).length).toBeLessThanOrEqual(3);
    });
  }

  test("F23 while the list lags, GitHub's refusal of a second one is told as not yet listed", async () => {
    const lagged = lined({ lagMs: 30_000, fault: () => undefined });
    const wish = await proposal(lagged);
    const first = await lagged.lineFiles.propose(wish);
    expect(await failing(lagged.lineFiles.propose(wish))).toMatchObject({
      code: "unavailable",
      retryable: true,
      written: "no",
    });
    lagged.clock.advance(30_000);
    expect(await lagged.lineFiles.propose(wish)).toEqual(first);
    expect(lagged.fake.code.state().pulls).toHaveLength(1);
  });

  test("two processes at once make one pull request", async () => {
    const github = lined();
    const wish = await proposal(github);
    const both = await Promise.allSettled([github.lineFiles.propose(wish), github.another().lineFiles.propose(wish)]);
    const again = await github.lineFiles.propose(wish);
    expect(github.fake.code.state().pulls).toHaveLength(1);
    for (const one of both) if (one.status === "fulfilled") expect(one.value).toEqual(again);
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
  });
});

describe("what may be changed", () => {
  test("workflows are not, unless they are named, and others are when they are", async () => {
    const { lineFiles, another, fake } = lined();
    const wish = { key: "a", path: ".github/workflows/deploy.yml", text: "on: push\n", title: "Deploy" };
    for (const path of [wish.path, ".GitHub/CODEOWNERS"])
      expect(await failing(lineFiles.propose({ ...wish, path }))).toMatchObject({ code: "forbidden", written: "no" });
    const narrow = another({ lineFiles: { paths: ["lines/", "one.json"] } }).lineFiles;
    expect((await failing(narrow.propose({ ...wish, path: "one.json.bak" }))).code).toBe("forbidden");
    expect(sent(fake)).toEqual([]);
    expect(await narrow.propose({ ...wish, path: "one.json" })).toMatchObject({ status: "open" });
    expect(await narrow.propose({ ...wish, key: "b", path: "lines/new.json" })).toMatchObject({ status: "open" });
  });

  test.each(["", "A", "a b", "a..b", "a//b", "a.lock", "a/.b", "-/a.", "a".repeat(151), "a:b"])(
    "%j is no key, and nothing is sent",
    async (key) => {
      const { lineFiles, fake } = lined();
      const wish = { key, path: "lines/new.json", text: "{}", title: "Add" };
      expect(await failing(lineFiles.propose(wish))).toMatchObject({ code: "invalid_input", written: "no" });
      expect((await failing(lineFiles.find(key))).code).toBe("invalid_input");
      expect(sent(fake)).toEqual([]);
    },
  );

  test.each([{ title: "" }, { title: "two\nlines" }, { title: "x".repeat(257) }, { body: "x".repeat(65_537) }])(
    "what GitHub would refuse is refused before: %j",
    async (change) => {
      const github = lined();
      const wish = await proposal(github, change);
      expect(await failing(github.lineFiles.propose(wish))).toMatchObject({ code: "invalid_input", written: "no" });
      expect(written(github.fake)).toEqual([]);
    },
  );

  test("a base that is not there is not found", async () => {
    const { another } = lined();
    const { lineFiles } = another({ lineFiles: { base: "gone" } });
    const wish = { key: "a", path: "lines/new.json", text: "{}", title: "Add" };
    expect(await failing(lineFiles.propose(wish))).toMatchObject({ code: "not_found", written: "no" });
  });
});
