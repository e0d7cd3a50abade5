import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { Schema } from "../src/index.ts";
import { anything, rejection, transport } from "./support/http.ts";
import { type Answer, type Fake, json, serve } from "./support/server.ts";

const open: Fake[] = [];
const started = async (answer: Answer): Promise<Fake> => {
  const fake = await serve(answer);
  open.push(fake);
  return fake;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((fake) => fake.close()));
});
const get = { method: "GET", path: "things/{id}", params: { id: "7" }, schema: anything } as const;

test.each(["GET", "POST"] as const)(
  "F8 HTML with 200 is invalid_response that shows nothing of it (%s)",
  async (method) => {
    const fake = await started((response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end("<html>canary</html>");
    });
    const error = await rejection(transport(fake.url).request({ ...get, method }));
    expect(error).toMatchObject({
      code: "invalid_response",
      status: 200,
      written: method === "GET" ? undefined : "maybe",
    });
    expect(error.message).toBe(`fake: ${method} things/{id}: answered 200 with text/html where JSON was expected`);
    expect(fake.hits).toHaveLength(1);
  },
);

test.each([200, 204])(
  "F9 an empty %i where JSON is expected is invalid_response; without a schema it is success",
  async (status) => {
    const fake = await started((response) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end();
    });
    expect(await rejection(transport(fake.url).request(get))).toMatchObject({
      code: "invalid_response",
      message: expect.stringContaining("empty body"),
    });
    expect(await transport(fake.url).request({ method: "DELETE", path: "things" })).toMatchObject({
      status,
      data: undefined,
    });
  },
);

test("F10 a shape that does not fit names where, and no value", async () => {
  const fake = await started((response) => json(response, 200, { id: "canary" }));
  const schema: Schema<string> = {
    "~standard": {
      validate: () => ({
        issues: [
          { message: "canary is not a number", path: ["rows", 3, { key: "id" }] },
          { message: "canary" },
          { message: "canary", path: ["b"] },
          { message: "canary", path: ["c"] },
        ],
      }),
    },
  };
  const error = await rejection(transport(fake.url).request({ ...get, schema }));
  expect(error.message).toBe(
    "fake: GET things/{id}: answered 200 with an unexpected shape at rows[3].id, its top, b and 1 more",
  );
  expect(fake.hits).toHaveLength(1);
});

test("F57 members named __proto__ are dropped, also where a schema lets everything through", async () => {
  const fake = await started((response, hit) => {
    response.writeHead(200, { "content-type": "application/problem+json" });
    response.end(
      hit === 1 ? '{"a":{"__proto__":{"admin":true},"b":1}}' : '{"a":{"\\u005f_proto__":{"admin":true},"b":1}}',
    );
  });
  for (let call = 0; call < 2; call += 1) {
    const { data } = await transport(fake.url).request(get);
    expect(JSON.stringify(data)).toBe('{"a":{"b":1}}');
  }
});

describe("size", () => {
  test("F35 an answer above the limit is given up while it streams", async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const fake = await started((response) => {
      closed = new Promise((resolve) => response.on("close", resolve));
      response.writeHead(200, { "content-type": "application/json" });
      const more = (): void => {
        if (!response.destroyed) {
          response.write(`"${"x".repeat(10_000)}"`, () => setImmediate(more));
        }
      };
      more();
    });
    const error = await rejection(transport(fake.url, { maxBytes: 100_000 }).request(get));
    expect(error).toMatchObject({ code: "too_large", status: 200 });
    expect(error.message).toContain("more than 100000 bytes");
    await closed;
  });

  test("F36 it counts decompressed bytes", async () => {
    const bomb = gzipSync(Buffer.from(JSON.stringify("0".repeat(20_000_000))));
    expect(bomb.byteLength).toBeLessThan(100_000);
    const fake = await started((response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(bomb);
    });
    expect(await rejection(transport(fake.url).request(get))).toMatchObject({ code: "too_large" });
    expect(await rejection(transport(fake.url).request({ ...get, method: "POST" }))).toMatchObject({
      code: "too_large",
      written: "maybe",
    });
  });

  test("the body of a failed answer is read up to 64 KiB", async () => {
    const bodies: unknown[] = [];
    const fake = await started((response, hit) => json(response, 400, { text: "x".repeat(hit === 1 ? 10 : 70_000) }));
    const http = transport(fake.url, {
      classify: ({ body }) => {
        bodies.push(body);
        return undefined;
      },
    });
    await rejection(http.request(get));
    await rejection(http.request(get));
    expect(bodies).toEqual([{ text: "xxxxxxxxxx" }, undefined]);
  });
});

test("text that is not UTF-8 is invalid_response", async () => {
  const fake = await started((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(Buffer.from([0x22, 0xff, 0xfe, 0x22]));
  });
  expect(await rejection(transport(fake.url).request(get))).toMatchObject({ code: "invalid_response" });
});

test.each([301, 302, 303, 307, 308])("F33 a %i is not followed, and the credential stays", async (status) => {
  const elsewhere = await started((response) => json(response, 200, {}));
  const fake = await started((response) => {
    response.writeHead(status, { location: `${elsewhere.url}canary` });
    response.end();
  });
  const error = await rejection(
    transport(fake.url, { authorize: (headers) => headers.set("x-api-key", "canary") }).request({
      ...get,
      method: "POST",
    }),
  );
  expect(error).toMatchObject({ code: "protocol", status, written: "maybe" });
  expect(error.message).not.toContain("canary");
  expect(elsewhere.hits).toEqual([]);
});

test("F33 a redirect that a browser hides is refused as well", async () => {
  const opaque = { type: "opaqueredirect", status: 0, ok: false, headers: new Headers(), body: null } as Response;
  Object.setPrototypeOf(opaque, Response.prototype);
  const error = await rejection(transport("https://api.test/", { fetch: async () => opaque }).request(get));
  expect(error).toMatchObject({ code: "protocol", status: undefined });
});
