import { describe, expect, test } from "vitest";
import { failing, minute, sent, world, type WorldOptions } from "./support/world.ts";

/** A repository with releases v1.0.0 and v1.1.0, three changes apart. */
function released(options: WorldOptions = {}): ReturnType<typeof world> {
  const { ports, ...rest } = options;
  const services = { checkout: { tagPrefix: "v" }, tagged: { tagPrefix: "v", from: "tags" as const } };
  const made = world({ ...rest, ports: { source: { services }, ...ports } });
  const { fake, clock } = made;
  fake.code.release({ tag: "v1.0.0", notes: "The first." });
  clock.advance(60_000);
  fake.code.commit({ branch: "main", message: "Add a basket\n\nWith a lid." });
  clock.advance(60_000);
  fake.code.commit({ branch: "main", message: "Fix [the] lid for @lead", login: null });
  clock.advance(60_000);
  fake.code.release({ tag: "v1.1.0", prerelease: true });
  return made;
}

describe("versions", () => {
  test("are the published releases, newest first, without their prefix", async () => {
    const { changeSource, fake } = released();
    fake.code.release({ tag: "v2.0.0", draft: true });
    fake.code.release({ tag: "payments/v7" });
    expect(await changeSource.versions("checkout")).toEqual([
      {
        version: "1.1.0",
        at: minute(3),
        url: "https://github.com/octo/trains/releases/tag/v1.1.0",
        prerelease: true,
      },
      {
        version: "1.0.0",
        at: minute(0),
        url: "https://github.com/octo/trains/releases/tag/v1.0.0",
        notes: "The first.",
      },
    ]);
  });

  test("a release of an old commit is as new as its day", async () => {
    const { changeSource, fake, clock } = released();
    clock.advance(60_000);
    fake.code.branch("old", "v1.0.0");
    fake.code.tag("v1.0.1", "old");
    fake.code.release({ tag: "v1.0.1" });
    const versions = await changeSource.versions("checkout");
    expect(versions.map(({ version }) => version)).toEqual(["1.0.1", "1.1.0", "1.0.0"]);
  });

  test("more than a page is read, up to the limit", async () => {
    const { changeSource, fake, clock } = world();
    for (let number = 1; number <= 130; number += 1) {
      clock.advance(1000);
      fake.code.commit({ branch: "main", message: `Change ${number}` });
      fake.code.release({ tag: `v${number}` });
    }
    expect(await changeSource.versions("trains", { limit: 3 })).toMatchObject([
      { version: "v130" },
      { version: "v129" },
      { version: "v128" },
    ]);
    expect(await changeSource.versions("trains")).toHaveLength(30);
    expect(sent(fake)).toHaveLength(2);
    expect(await changeSource.versions("trains", { limit: 1000 })).toHaveLength(130);
    expect(sent(fake)).toHaveLength(4);
  });

  test("all pages together have the time of one call", async () => {
    const { changeSource, fake, clock } = world({
      through: (fetch) => async (input, init) => {
        clock.advance(700);
        return fetch(input, init);
      },
    });
    for (let number = 1; number <= 250; number += 1) fake.code.release({ tag: `v${number}` });
    const error = await failing(changeSource.versions("trains", { limit: 1000, timeoutMs: 1000 }));
    expect(error.code).toBe("timeout");
    expect(sent(fake)).toHaveLength(2);
  });

  test("from tags: each is asked for its date, the highest numbers first", async () => {
    const { changeSource, fake, clock } = released();
    clock.advance(60_000);
    fake.code.commit({ branch: "main", message: "Change" });
    fake.code.tag("v1.10.0");
    fake.code.tag("nightly");
    const versions = await changeSource.versions("tagged", { limit: 2 });
    expect(versions.map(({ version, at }) => [version, at])).toEqual([
      ["1.10.0", minute(4)],
      ["1.1.0", minute(2)],
    ]);
    expect(sent(fake)).toHaveLength(3);
  });

  test("F10 a release that cannot be read does not hide the others", async () => {
    const { changeSource } = released({
      through: (fetch) => async (input, init) => {
        const answer = await fetch(input, init);
        const [first, ...rest] = JSON.parse(await answer.text());
        return Response.json([{ ...first, created_at: 7 }, ...rest]);
      },
    });
    expect(await changeSource.versions("checkout")).toMatchObject([{ version: "1.0.0" }]);
  });

  test("a service that the options do not have is not found, and nothing is sent", async () => {
    const { changeSource, fake } = released();
    expect(await failing(changeSource.versions("toString"))).toMatchObject({ code: "not_found", adapter: "github" });
    expect((await failing(changeSource.compare("trains", "1", "2"))).hint).toContain("checkout, tagged");
    expect(sent(fake)).toEqual([]);
  });
});

describe("compare", () => {
  test("tells the changes, oldest first, with who made them", async () => {
    const { changeSource } = released();
    const { changes, ...rest } = await changeSource.compare("checkout", "1.0.0", "1.1.0");
    expect(rest).toEqual({
      complete: true,
      relation: "ahead",
      url: "https://github.com/octo/trains/compare/v1.0.0...v1.1.0",
    });
    expect(changes).toMatchObject([
      { title: "Add a basket", author: "lead", at: minute(1) },
      { title: "Fix [the] lid for @lead", at: minute(2) },
    ]);
    expect(changes[1]).not.toHaveProperty("author");
    expect(changes[0]?.url).toBe(`https://github.com/octo/trains/commit/${changes[0]?.id}`);
  });

  test("back, to the same, and to a branch that left", async () => {
    const { changeSource, fake } = released();
    expect(await changeSource.compare("checkout", "1.1.0", "1.0.0")).toMatchObject({ relation: "behind", changes: [] });
    expect(await changeSource.compare("checkout", "1.1.0", "1.1.0")).toMatchObject({
      relation: "same",
      complete: true,
    });
    fake.code.branch("hot", "v1.0.0");
    fake.code.commit({ branch: "hot", message: "Fix" });
    fake.code.tag("v1.0.1", "hot");
    expect(await changeSource.compare("checkout", "1.1.0", "1.0.1")).toMatchObject({
      relation: "diverged",
      changes: [{ title: "Fix" }],
    });
  });

  test("more than 250 changes are read in pages, and above the limit it says that there are more", async () => {
    const { changeSource, fake, another } = world({ ports: {} });
    fake.code.tag("1");
    for (let number = 1; number <= 260; number += 1) fake.code.commit({ branch: "main", message: `Change ${number}` });
    fake.code.tag("2");
    const all = await changeSource.compare("trains", "1", "2");
    expect(all.complete).toBe(true);
    expect(all.changes.map(({ title }) => title)).toEqual(Array.from({ length: 260 }, (_, at) => `Change ${at + 1}`));
    expect(sent(fake)).toHaveLength(3);
    const some = await another({ source: { mostChanges: 150 } }).changeSource.compare("trains", "1", "2");
    expect(some.changes).toHaveLength(150);
    expect(some.complete).toBe(false);
  });

  test("F31 a tag that moves between two pages makes it incomplete", async () => {
    let pages = 0;
    const { changeSource, fake } = world({
      through: (fetch) => async (input, init) => {
        pages += 1;
        if (pages === 2) {
          // As many changes as before, and other ones.
          fake.code.branch("other", "1");
          for (let number = 1; number <= 120; number += 1)
            fake.code.commit({ branch: "other", message: `Other ${number}` });
          fake.code.tag("2", "other");
        }
        return fetch(input, init);
      },
    });
    fake.code.tag("1");
    for (let number = 1; number <= 120; number += 1) fake.code.commit({ branch: "main", message: `Change ${number}` });
    fake.code.tag("2");
    expect((await changeSource.compare("trains", "1", "2")).complete).toBe(false);
  });

  test("F10 a change that cannot be read is missed, and said to be", async () => {
    const { changeSource } = released({
      through: (fetch) => async (input, init) => {
        const body = JSON.parse(await (await fetch(input, init)).text());
        body.commits[0].commit = { message: "Add a basket", author: null, committer: null };
        return Response.json({ ...body, status: "unheard-of" });
      },
    });
    const found = await changeSource.compare("checkout", "1.0.0", "1.1.0");
    expect(found).toMatchObject({
      complete: false,
      relation: "unheard-of",
      changes: [{ title: "Fix [the] lid for @lead" }],
    });
  });

  test("tags with slashes are compared too", async () => {
    const services = { checkout: { tagPrefix: "checkout/v" } };
    const { changeSource, fake } = world({ ports: { source: { services } } });
    fake.code.tag("checkout/v1");
    fake.code.commit({ branch: "main", message: "Change" });
    fake.code.tag("checkout/v2");
    expect(await changeSource.compare("checkout", "1", "2")).toMatchObject({ changes: [{ title: "Change" }] });
  });

  test.each(["", "1...2", "a:main", "../x", "1 2", "1/", "%2e%2e/x"])(
    "F59 %j is no version, and nothing is sent",
    async (version) => {
      const { changeSource, fake } = released();
      for (const attempt of [
        changeSource.compare("checkout", version, "1.1.0"),
        changeSource.compare("checkout", "1.0.0", version),
        changeSource.notes("checkout", "1.0.0", version),
      ])
        expect((await failing(attempt)).code).toBe("invalid_input");
      expect(sent(fake).filter((line) => !line.endsWith("v1.0.0 200"))).toEqual([]);
    },
  );

  test("a version that was never tagged is not found", async () => {
    const { changeSource } = released();
    expect(await failing(changeSource.compare("checkout", "1.0.0", "9"))).toMatchObject({
      code: "not_found",
      status: 404,
    });
  });
});

describe("notes", () => {
  test("are GitHub's own, and nothing is stored by asking", async () => {
    const { changeSource, fake } = released();
    const before = fake.code.state();
    expect(await changeSource.notes("checkout", "1.0.0", "1.1.0")).toContain("* Add a basket by @lead");
    expect(fake.code.state()).toEqual(before);
  });

  test("a tag that is missing is not found, where GitHub would take the newest commit", async () => {
    const { changeSource, fake } = released();
    expect((await failing(changeSource.notes("checkout", "1.0.0", "9"))).code).toBe("not_found");
    expect(sent(fake).some((line) => line.startsWith("POST"))).toBe(false);
  });

  test("F5 an answer that is lost leaves nothing in doubt", async () => {
    const { changeSource } = released({ fault: ({ method }) => (method === "POST" ? "lost" : undefined) });
    const error = await failing(changeSource.notes("checkout", "1.0.0", "1.1.0"));
    expect(error).toMatchObject({ code: "unavailable", retryable: true, written: undefined });
  });

  test("with the right to read alone, the hint names the way out, and that way works", async () => {
    const { changeSource, another } = released({ code: { rights: "read" } });
    const error = await failing(changeSource.notes("checkout", "1.0.0", "1.1.0"));
    expect(error).toMatchObject({ code: "forbidden", written: undefined });
    expect(error.hint).toContain('notes to "listed"');
    const services = { checkout: { tagPrefix: "v", notes: "listed" as const } };
    const listed = await another({ source: { services } }).changeSource.notes("checkout", "1.0.0", "1.1.0");
    expect(listed.split("\n")).toEqual([
      expect.stringMatching(/^- \[Add a basket\]\(https:\/\/github\.com\/octo\/trains\/commit\/\w+\) \(lead\)$/),
      expect.stringMatching(/^- \[Fix \\\[the\\\] lid for @\u200Blead\]\(\S+\)$/),
    ]);
  });

  test("a list says when there is nothing, and when there is more", async () => {
    const services = { checkout: { tagPrefix: "v", notes: "listed" as const } };
    const { another } = released();
    const { changeSource } = another({ source: { services, mostChanges: 1 } });
    expect(await changeSource.notes("checkout", "1.1.0", "1.1.0")).toBe("No changes.");
    expect(await changeSource.notes("checkout", "1.0.0", "1.1.0")).toMatch(/\nThere are more: \[see all\]\(\S+\)\.$/);
  });
});
