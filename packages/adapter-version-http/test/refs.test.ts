import { createVersionProbe, versionHttpRef, versionHttpRefProblem } from "@footplate/adapter-version-http";
import { describe, expect, test } from "vitest";
import { EU, failing, target, world } from "./support/world.ts";

describe("refs", () => {
  test("name an address and the places in what it answers", () => {
    const ref = { url: EU, version: "/build/version", services: "/services", since: "/at" };
    expect(versionHttpRef({ "version-http": ref })).toEqual(ref);
    expect(versionHttpRef({ github: { environment: "production" } })).toBeUndefined();
    expect(versionHttpRef(undefined)).toBeUndefined();
    expect(() => versionHttpRef({ "version-http": {} })).toThrow(/^version-http: refs.version-http: url is not/);
  });

  test.each([
    ["a", "must be an object"],
    [[], "must be an object"],
    [null, "must be an object"],
    [{}, "url is not an absolute address"],
    [{ url: 7 }, "url is not an absolute address"],
    [{ url: "/version" }, "url is not an absolute address"],
    [{ url: "//eu.example.com/version" }, "url is not an absolute address"],
    [{ url: ` ${EU}` }, "url is not an absolute address"],
    [{ url: `${EU}\n` }, "url is not an absolute address"],
    [{ url: "https:\\\\eu.example.com\\version" }, "url is not an absolute address"],
    [{ url: `${EU}?${"x".repeat(2000)}` }, "url is not an absolute address"],
    [{ url: "file:///etc/hosts" }, "url must begin with https:"],
    [{ url: "data:application/json,{}" }, "url must begin with https:"],
    [{ url: "https://user:pass@eu.example.com/version" }, "url carries a user name or password"],
    [{ url: `${EU}#now` }, "url has a fragment"],
    [{ url: "https://eu.example.com/" }, "url has an empty path"],
    [{ url: "https://eu.example.com/version/" }, "an empty segment"],
    [{ url: "https://eu.example.com//version" }, "an empty segment"],
    [{ url: "https://eu.example.com/a%2fb" }, "characters that need encoding"],
    [{ url: "https://eu.example.com/{id}" }, "characters that need encoding"],
    [{ url: EU, version: "version" }, "version is not a JSON pointer"],
    [{ url: EU, services: 7 }, "services is not a JSON pointer"],
    [{ url: EU, since: "/~" }, "since is not a JSON pointer"],
    [{ url: EU, headers: { authorization: "x" } }, "headers is not known"],
    [JSON.parse(`{"url":"${EU}","__proto__":"/x"}`), "__proto__ is not known"],
  ])("%j: %s", (ref, problem) => {
    expect(versionHttpRefProblem(ref)).toContain(problem);
  });

  test("that are malformed or missing throw before anything is sent, with the way out", async () => {
    const { versionProbe, fake } = world();
    for (const refs of [undefined, {}, { "version-http": {} }, { "version-http": { url: "version" } }]) {
      expect(await failing(versionProbe.running({ id: "prod/eu", ...(refs && { refs }) }))).toMatchObject({
        code: "invalid_input",
        message: expect.stringContaining('target "prod/eu"'),
        hint: expect.stringMatching(/^give /),
      });
    }
    expect(fake.state().calls).toEqual([]);
  });

  test.each([
    ["http://eu.example.com/version", "must be https:"],
    ["http://127.0.0.1/version", "must be https:"],
    ["https://169.254.169.254/latest/version", "link-local"],
    ["https://metadata.google.internal/version", "metadata"],
  ])("F61 %s: %s", async (url, problem) => {
    const { versionProbe, fake } = world();
    expect(await failing(versionProbe.running(target(url)))).toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(/target "prod\/us": the url in its refs/),
      problems: [{ path: "refs.version-http.url", message: expect.stringContaining(problem) }],
    });
    expect(fake.state().calls).toEqual([]);
  });

  test("a query is sent as it stands", async () => {
    const { versionProbe, fake } = world();
    const url = `${EU}?action=query&meta=siteinfo&x=1&x=2&q=a+b%26c`;
    fake.set(url, "1.45.0-wmf.3");
    expect(await versionProbe.running(target(url))).toEqual({ version: "1.45.0-wmf.3" });
  });
});

describe("options", () => {
  test.each([
    [{ secret: "s" }, ["origins"]],
    [{ origins: ["https://eu.example.com"] }, ["secret"]],
    [
      { secret: "s", origins: ["https://eu.example.com/", "eu.example.com", "data:x", "https://a.example.com:443"] },
      ["origins[0]", "origins[1]", "origins[2]", "origins[3]"],
    ],
    [{ absent: [404, 503, 200] }, ["absent[1]", "absent[2]"]],
    [{ maxBytes: 0, timeoutMs: 1.5 }, ["maxBytes", "timeoutMs"]],
    [{ sharedRateLimit: { requests: 0 } }, ["sharedRateLimit.requests", "sharedRateLimit.perMs"]],
  ])("%j are refused at once, all of them", (options, paths) => {
    expect(() => createVersionProbe(options as never)).toThrow(
      expect.objectContaining({
        code: "invalid_input",
        message: expect.stringContaining("options of version-http: "),
        problems: paths.map((path) => expect.objectContaining({ path })),
      }),
    );
  });
});
