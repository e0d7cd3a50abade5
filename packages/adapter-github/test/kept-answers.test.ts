import type { Http, HttpAnswer, HttpRequest } from "@footplate/http";
import { describe, expect, test } from "vitest";
import { createKeptAnswers } from "../src/kept-answers.ts";

interface Things {
  readonly names: string[];
}

/** A service that answers each path with the same body until it changes, and 304 to who names its tag. */
function service(bodies: Record<string, string[]>) {
  const sent: string[] = [];
  const http: Http = {
    request: async <T>(request: HttpRequest<T>): Promise<HttpAnswer<T>> => {
      const names = bodies[request.path];
      const etag = `W/"${JSON.stringify(names)}"`;
      const asked = request.headers?.["if-none-match"];
      const status = names === undefined ? 404 : asked === etag ? 304 : 200;
      sent.push(`${request.path} ${asked === undefined ? "" : "if changed "}${status}`);
      if (status !== 200 && request.accept?.includes(status) !== true) throw new Error(`answered ${status}`);
      const data = (status === 200 ? { names: [...(names ?? [])] } : undefined) as T;
      return { status, headers: new Headers(status === 200 ? { etag } : {}), data };
    },
  };
  return { http, sent };
}

const get = (path: string): HttpRequest<Things> => ({ method: "GET", path, accept: [404] });

describe("answers that are kept", () => {
  test("are given again as they were, whatever was done to what was given before", async () => {
    const { http, sent } = service({ a: ["x", "y"] });
    const kept = createKeptAnswers(http);
    (await kept.request(get("a"))).data.names.push("changed");
    const again = await kept.request(get("a"));
    expect([again.status, again.data]).toEqual([304, { names: ["x", "y"] }]);
    again.data.names.push("changed");
    expect((await kept.request(get("a"))).data).toEqual({ names: ["x", "y"] });
    expect(sent).toEqual(["a 200", "a if changed 304", "a if changed 304"]);
  });

  test("give way to what changed, and to what is gone", async () => {
    const bodies: Record<string, string[]> = { a: ["x"] };
    const { http, sent } = service(bodies);
    const kept = createKeptAnswers(http);
    await kept.request(get("a"));
    bodies["a"] = ["y"];
    expect((await kept.request(get("a"))).data).toEqual({ names: ["y"] });
    delete bodies["a"];
    expect((await kept.request(get("a"))).status).toBe(404);
    bodies["a"] = ["y"];
    expect((await kept.request(get("a"))).data).toEqual({ names: ["y"] });
    expect(sent).toEqual(["a 200", "a if changed 200", "a if changed 404", "a 200"]);
  });

  test("are told apart by path, parameters and query, and only kept where they may be", async () => {
    const { http, sent } = service({ a: ["x"] });
    const kept = createKeptAnswers(http);
    await kept.request(get("a"));
    await kept.request({ ...get("a"), query: { page: 2 } });
    await kept.request({ ...get("a"), params: { id: "7" } });
    await kept.request({ ...get("a"), query: { page: 3 } }, () => false);
    await kept.request({ ...get("a"), query: { page: 3 } });
    expect(sent).toEqual(Array(5).fill("a 200"));
  });

  test("are so many and so long at most: what was not needed for longest goes first", async () => {
    const bodies = { a: ["x"], b: ["x"], c: ["x"], long: ["x".repeat(100)] };
    const { http, sent } = service(bodies);
    const kept = createKeptAnswers(http, { answers: 2, characters: 60 });
    const ask = async (...paths: string[]): Promise<readonly string[]> => {
      sent.length = 0;
      for (const path of paths) await kept.request(get(path));
      return [...sent];
    };
    expect(await ask("a", "b", "a", "c", "a", "b")).toEqual([
      "a 200",
      "b 200",
      "a if changed 304",
      "c 200",
      "a if changed 304",
      "b 200",
    ]);
    // What is longer than all that may be kept is not kept.
    expect(await ask("long", "long", "b")).toEqual(["long 200", "long 200", "b if changed 304"]);
  });
});
