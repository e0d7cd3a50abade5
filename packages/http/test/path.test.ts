import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHttp, type HttpRequest } from "../src/index.ts";
import { rejection, transport } from "./support/http.ts";

function recording(baseUrl = "https://api.test/v1"): {
  urls: string[];
  ask: (request: Partial<HttpRequest<undefined>>) => Promise<unknown>;
} {
  const urls: string[] = [];
  const http = transport(baseUrl, {
    fetch: async (input) => {
      urls.push(new Request(input).url);
      return new Response(null, { status: 204 });
    },
  });
  return { urls, ask: (request) => http.request({ method: "GET", path: "a/{id}/b", ...request }) };
}

describe("paths", () => {
  test.each(["", ".", "..", "a/b", "a\\b", "%2e%2E", "%2e", "x%2Fy", "x%5cy", "a\u0000", "a\nb", "\u0085", "\ud800"])(
    "F59 refuses %j as a parameter",
    async (id) => {
      const { urls, ask } = recording();
      const error = await rejection(ask({ params: { id } }));
      expect(error).toMatchObject({
        code: "invalid_input",
        problems: [{ path: "params.id", value: JSON.stringify(id) }],
      });
      expect(urls).toEqual([]);
    },
  );

  test("F59 says everything that is wrong at once: missing, climbing and unknown", async () => {
    const error = await rejection(recording().ask({ path: "a/{id}/{x}{y}", params: { x: ".", other: "1" } }));
    expect(error.problems.map((one) => one.path)).toEqual(["params.id", "params.x", "params.y", "params.other"]);
  });

  test.each([
    "/a",
    "//evil.test/a",
    "https://evil.test/a",
    "a/../b",
    "a/./b",
    "a//b",
    "a?x=1",
    "a#b",
    "a\\b",
    "",
    "a/%2e%2e/b",
    "a/",
  ])("F60 refuses the path %j", async (path) => {
    const { urls, ask } = recording();
    expect(await rejection(ask({ path }))).toMatchObject({ code: "invalid_input" });
    expect(urls).toEqual([]);
  });

  test("F60 whatever the parameter, the request stays below baseUrl and the parameter comes back out of it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.string({ unit: fc.constantFrom(".", "%", "2", "e", "f", "/", "a", "@", ":", "#", "?", "\\") }),
        ),
        async (id) => {
          const { urls, ask } = recording();
          try {
            await ask({ params: { id } });
          } catch {
            expect(urls).toEqual([]);
            return;
          }
          const url = new URL(urls[0] ?? "");
          expect(url.origin).toBe("https://api.test");
          const segments = url.pathname.split("/");
          expect(segments).toHaveLength(5);
          expect(decodeURIComponent(segments[3] ?? "")).toBe(id);
          expect(url.search + url.hash).toBe("");
        },
      ),
      { numRuns: 500 },
    );
  });

  test("lists repeat, what is undefined is left out", async () => {
    const { urls, ask } = recording();
    await ask({
      params: { id: "me@group.calendar.google.com" },
      query: { page: 2, all: true, tags: ["a b", "&"], none: undefined },
    });
    expect(urls).toEqual(["https://api.test/v1/a/me%40group.calendar.google.com/b?page=2&all=true&tags=a+b&tags=%26"]);
  });
});

describe("headers and bodies", () => {
  test.each(["canary\r\nx-evil: 1", "canary\n", "canary\u0000", "canary €"])(
    "F58 refuses the header value %j and does not repeat it",
    async (value) => {
      const { urls, ask } = recording();
      const error = await rejection(ask({ path: "a", headers: { "x-note": value } }));
      expect(error).toMatchObject({
        code: "invalid_input",
        problems: [{ path: "headers.x-note", value: "(not shown)" }],
      });
      expect(JSON.stringify(error)).not.toContain("canary");
      expect(urls).toEqual([]);
    },
  );

  test("refuses what cannot be sent: a body with GET, two bodies, a cycle", async () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    for (const request of [
      { path: "a", json: {} },
      { method: "POST", path: "a", json: {}, form: {} },
      { method: "POST", path: "a", json: cycle },
    ] as const) {
      expect(await rejection(recording().ask(request))).toMatchObject({ code: "invalid_input" });
    }
  });

  test("a form is sent as a form", async () => {
    let body = "";
    const http = transport("https://api.test/", {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        body = `${request.headers.get("content-type")} ${await request.text()}`;
        return new Response(null, { status: 204 });
      },
    });
    await http.request({ method: "POST", path: "token", form: { grant_type: "a b" } });
    expect(body).toBe("application/x-www-form-urlencoded grant_type=a+b");
  });
});

describe("baseUrl", () => {
  test.each([
    "http://api.test/",
    "http://10.0.0.1/",
    "ftp://api.test/",
    "api.test",
    "https://user:canary@api.test/",
    "https://api.test/?key=canary",
    "https://api.test/#canary",
    "https://169.254.169.254/",
    "https://2852039166/",
    "https://[fe80::1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://[fd00:ec2::254]/",
    "https://metadata.google.internal/",
    "https://0.0.0.0/",
    "http://localhost.evil.test/",
  ])("F61 %s is refused, without repeating a credential", (baseUrl) => {
    let error: unknown;
    try {
      createHttp({ adapter: "fake", baseUrl, allowInsecureLoopback: true });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: "invalid_input", problems: [{ path: "baseUrl" }] });
    expect(JSON.stringify(error)).not.toContain("canary");
  });

  test("F61 http: needs the option even for loopback", () => {
    for (const host of ["127.0.0.1:1", "localhost:1", "[::1]:1"]) {
      expect(() => createHttp({ adapter: "fake", baseUrl: `http://${host}/` })).toThrow(/must be https/);
      expect(() =>
        createHttp({ adapter: "fake", baseUrl: `http://${host}/`, allowInsecureLoopback: true }),
      ).not.toThrow();
    }
  });
});
