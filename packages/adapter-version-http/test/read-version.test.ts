import type { VersionHttpRef } from "@footplate/adapter-version-http";
import type { Said } from "@footplate/adapter-version-http/testing";
import { describe, expect, test } from "vitest";
import { EU, failing, target, world } from "./support/world.ts";

async function read(says: Said, ref: Partial<VersionHttpRef> = {}): Promise<unknown> {
  const { versionProbe, fake } = world();
  fake.set(EU, says);
  return versionProbe.running(target(EU, ref));
}

describe("what a document says", () => {
  test.each<[Said, Partial<VersionHttpRef>, unknown]>([
    [{ version: "2.4.0" }, {}, { version: "2.4.0" }],
    [{ build: { version: "2.4.0" } }, { version: "/build/version" }, { version: "2.4.0" }],
    [["2.4.0", "2.3.0"], { version: "/0" }, { version: "2.4.0" }],
    [{ "a/b": { "~": "2.4.0" } }, { version: "/a~1b/~0" }, { version: "2.4.0" }],
    [{ "": "2.4.0" }, { version: "/" }, { version: "2.4.0" }],
    [{ version: "Ünstable 2026·48 – «rc»" }, {}, { version: "Ünstable 2026·48 – «rc»" }],
    [
      { version: "2.4.0", services: { cart: "1.0.1" } },
      { services: "/services" },
      { version: "2.4.0", services: { cart: "1.0.1" } },
    ],
    [{ version: "2.4.0", services: { cart: 1 } }, {}, { version: "2.4.0" }],
    [{ version: "2.4.0", services: {} }, { services: "/services" }, { version: "2.4.0", services: {} }],
    [
      { version: "2.4.0", at: "2026-11-22T12:00:00+01:00" },
      { since: "/at" },
      { version: "2.4.0", since: "2026-11-22T11:00:00Z" },
    ],
    [{ version: null, services: 7 }, { services: "/services" }, undefined],
    [null, { version: "" }, undefined],
  ])("%j, by %j, is %j", async (says, ref, expected) => {
    expect(await read(says, ref)).toEqual(expected);
  });

  test("a document that is one text", async () => {
    const { versionProbe, fake } = world();
    fake.instead(EU, () => Response.json("2.4.0"));
    expect(await versionProbe.running(target(EU, { version: "" }))).toEqual({ version: "2.4.0" });
  });
});

describe("F57 what cannot be a version is refused, with its target and its place", () => {
  test.each<[Said, Partial<VersionHttpRef>, string]>([
    [{}, {}, "/version is missing"],
    [{ version: "2.4.0" }, { version: "/version/length" }, "/version/length is missing"],
    [{ version: "2.4.0" }, { version: "/constructor/name" }, "/constructor/name is missing"],
    [{ version: "2.4.0" }, { version: "/__proto__" }, "/__proto__ is missing"],
    [["2.4.0"], { version: "/length" }, "/length is missing"],
    [["2.4.0"], { version: "/00" }, "/00 is missing"],
    [["2.4.0"], { version: "/-" }, "/- is missing"],
    [[], {}, "/version is missing"],
    [{ version: 1.1 }, {}, "/version is not text"],
    [{ version: true }, {}, "/version is not text"],
    [{ version: { number: "2.4.0" } }, {}, "/version is not text"],
    [{ version: ["2.4.0"] }, { version: "" }, "the document is not text"],
    [{ version: "" }, {}, "/version is empty"],
    [{ version: "2.4.0\n" }, {}, "/version is empty, or has space around it"],
    [{ version: "x".repeat(201) }, {}, "/version is longer than 200"],
    [{ version: "2.4\u001b[31m" }, {}, "/version has characters that cannot be shown"],
    [{ version: "2.4\u0085b" }, {}, "/version has characters that cannot be shown"],
    [{ version: "2.4\u202eb" }, {}, "/version has characters that cannot be shown"],
    [{ version: "2.4\u2028b" }, {}, "/version has characters that cannot be shown"],
    [{ version: "2.4\ud800" }, {}, "/version has characters that cannot be shown"],
    [{ version: "1", services: ["cart"] }, { services: "/services" }, "/services is not an object"],
    [{ version: "1", services: null }, { services: "/services" }, "/services is not an object"],
    [{ version: "1" }, { services: "/services" }, "/services is missing"],
    [{ version: "1", services: { "a/b~": 2 } }, { services: "/services" }, "/services/a~1b~0 is not text"],
    [{ version: "1", services: { cart: "1\u0000" } }, { services: "/services" }, "/services/cart has characters"],
    [{ version: "1", services: { constructor: "1" } }, { services: "/services" }, "/services has a member whose name"],
    [{ version: "1", services: { "a\u001b[2J": "1" } }, { services: "/services" }, "/services has a member whose name"],
    [{ version: "1", services: { "": "1" } }, { services: "/services" }, "/services has a member whose name"],
    [{ version: "1", at: "yesterday" }, { since: "/at" }, "/at is not a moment"],
    [{ version: "1", at: "2026-02-30T00:00:00Z" }, { since: "/at" }, "/at is not a moment"],
    [{ version: "1", at: 1_795_000_000 }, { since: "/at" }, "/at is not text"],
  ])("%j, by %j: %s", async (says, ref, problem) => {
    const error = await failing(read(says, ref));
    expect(error).toMatchObject({
      code: "invalid_response",
      adapter: "version-http",
      message: expect.stringContaining(`target "prod/eu": ${problem}`),
      hint: expect.stringContaining("refs"),
      retryable: false,
    });
  });

  test("too many services", async () => {
    const services = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`s${index}`, "1"]));
    expect(await failing(read({ version: "1", services }, { services: "/services" }))).toMatchObject({
      message: expect.stringContaining("/services names more than 1000 services"),
    });
  });

  test("a member __proto__ is not kept, and reaches nothing", async () => {
    const { versionProbe, fake } = world();
    const text = '{"version":"1","services":{"__proto__":"x","cart":"1"},"__proto__":{"version":"2"}}';
    fake.instead(EU, () => new Response(text, { headers: { "content-type": "application/json" } }));
    const running = await versionProbe.running(target(EU, { services: "/services" }));
    expect(running).toEqual({ version: "1", services: { cart: "1" } });
    expect(({} as { readonly version?: string }).version).toBeUndefined();
  });
});

test("F65 the name of a target cannot drive a terminal", async () => {
  const { versionProbe } = world();
  const { refs = {} } = target(EU);
  const error = await failing(versionProbe.running({ id: `prod/\u001b[2J\u202e${"x".repeat(500)}`, refs }));
  expect(String(error)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(String(error).length).toBeLessThan(250);
});
