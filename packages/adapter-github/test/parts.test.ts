import fc from "fast-check";
import { generateKeyPairSync, createPrivateKey } from "node:crypto";
import { gitHubRef, gitHubRefProblem } from "@footplate/adapter-github";
import { describe, expect, test } from "vitest";
import { correlationOf, ordersIn } from "../src/actions/correlation.ts";
import { nextQuery, queryOf } from "../src/link.ts";
import { pkcs8Of } from "../src/private-key.ts";

describe("what a run carries", () => {
  const id = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });

  test("F92 is read back from any title, and never for another order", () => {
    fc.assert(
      fc.property(id, id, fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (mine, other, before, after) => {
        const found = ordersIn(`${before.replaceAll("[", "")} ${correlationOf(mine)} ${after.replaceAll("[", "")}`);
        expect(found).toEqual([mine]);
        expect(found.includes(other)).toBe(mine === other);
      }),
    );
  });

  test("is neither broken by a title that only looks like it, nor by half of a character", () => {
    for (const title of [
      "footplate[",
      "footplate[]",
      "footplate[%]",
      "footplate[a b]",
      "footplate[%E0%A4%A]",
      "Footplate[a]",
    ])
      expect(ordersIn(title)).toEqual([]);
    expect(ordersIn(correlationOf("a\uD800b"))).toEqual(["a\uFFFDb"]);
  });
});

describe("links", () => {
  test.each([
    [null, undefined],
    ["", undefined],
    ['<https://x/a?page=2>; rel="next"', "page=2"],
    [
      '<https://x/a?page=1>; rel="prev", <https://x/a?per_page=100&page=3>; rel="next", <https://x/a?page=9>; rel="last"',
      "per_page=100&page=3",
    ],
    ['<https://x/a?q=a,b&page=2>; rel="next"', "q=a,b&page=2"],
    ["<https://x/a?after=abc%3D%3D#top>; rel=next", "after=abc%3D%3D"],
    ['<https://x/a?page=2>; rel="last"', undefined],
    ['<https://x/a?page=2>; title="next"', undefined],
  ])("%s leads to %s", (link, expected) => expect(nextQuery(link)).toBe(expected));

  test("keep values that come more than once", () => {
    expect(queryOf("a=1&b=2&a=3%20")).toEqual({ a: ["1", "3 "], b: ["2"] });
  });
});

test("a key of PKCS#1 becomes the same key in PKCS#8, whatever its length", () => {
  for (const modulusLength of [1024, 2048, 4096]) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength });
    const pkcs1 = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    expect(pkcs8Of(pkcs1)).toBe(pkcs8);
    expect(pkcs8Of(pkcs8)).toBe(pkcs8);
    expect(createPrivateKey(pkcs8Of(pkcs1.replaceAll("\n", "\r\n"))).asymmetricKeyType).toBe("rsa");
  }
});

describe("refs", () => {
  test.each([
    [{ workflow: "deploy.yml", environment: "eu/production", ref: "release/2026-48", inputs: { region: "eu" } }],
    [{ workflow: "123" }],
    [{ workflow: "Deploy to EU.yaml" }],
    [{ login: "lead-1" }],
    [{ login: "footplate[bot]" }],
  ])("%j can be used", (ref) => {
    expect(gitHubRefProblem(ref)).toBeUndefined();
    expect(gitHubRef({ github: ref })).toEqual(ref);
  });

  test.each([
    [null, "must be an object"],
    [[], "must be an object"],
    [{}, "names nothing"],
    [{ user: "a" }, "user is not known"],
    [{ workflow: "../deploy.yml" }, "workflow cannot be used"],
    [{ workflow: "deploy.sh" }, "workflow cannot be used"],
    [{ workflow: "a/b.yml" }, "workflow cannot be used"],
    [{ ref: "a..b" }, "ref cannot be used"],
    [{ ref: "-x" }, "ref cannot be used"],
    [{ environment: "a\nb" }, "environment cannot be used"],
    [{ environment: "" }, "environment cannot be used"],
    [{ inputs: { "a b": "1" } }, "inputs cannot be used"],
    [{ inputs: { a: 1 } }, "inputs cannot be used"],
    [{ login: "a b" }, "login cannot be used"],
  ])("F59 %j is refused", (ref, problem) => expect(gitHubRefProblem(ref)).toContain(problem));

  test("of others say nothing", () => {
    expect(gitHubRef(undefined)).toBeUndefined();
    expect(gitHubRef({ opsgenie: { userId: "a" } })).toBeUndefined();
  });
});
