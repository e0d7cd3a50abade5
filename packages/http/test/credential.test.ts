import { afterEach, describe, expect, test } from "vitest";
import { FootplateError } from "@footplate/core";
import { createHttp, env, reveal } from "../src/index.ts";
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

/** Answers 401 to every token but the newest. */
function tokens(): {
  answer: Answer;
  renewals: () => number;
  authorize: (headers: Headers, renew: boolean) => Promise<void>;
} {
  let held = "old";
  let renewals = 0;
  return {
    answer: (response, _hit, request) => json(response, request.headers.authorization === "Bearer new" ? 200 : 401, {}),
    renewals: () => renewals,
    authorize: async (headers, renew) => {
      if (renew) {
        renewals += 1;
        await new Promise((resolve) => setImmediate(resolve));
        held = "new";
      }
      headers.set("authorization", `Bearer ${held}`);
    },
  };
}

describe("F20 401", () => {
  test("renews the credential once and sends again, a write as well", async () => {
    const { answer, renewals, authorize } = tokens();
    const fake = await started(answer);
    await transport(fake.url, { authorize }).request({ method: "POST", path: "a", json: { a: 1 } });
    expect(fake.seen.map((one) => [one.headers.authorization, one.body])).toEqual([
      ["Bearer old", '{"a":1}'],
      ["Bearer new", '{"a":1}'],
    ]);
    expect(renewals()).toBe(1);
  });

  test("renews once for many calls that were refused together", async () => {
    const { answer, renewals, authorize } = tokens();
    const held: Parameters<Answer>[] = [];
    const fake = await started((...call) => {
      held.push(call);
      // All ten are refused together, and the retries answered one by one.
      if (held.length >= 10) {
        for (const one of held.length === 10 ? held : [call]) {
          answer(...one);
        }
      }
    });
    const http = transport(fake.url, { authorize });
    await Promise.all(Array.from({ length: 10 }, () => http.request({ method: "GET", path: "a" })));
    expect(renewals()).toBe(1);
    expect(fake.hits).toHaveLength(20);
  });

  test("a second 401 is auth", async () => {
    const fake = await started((response) => json(response, 401, {}));
    const error = await rejection(
      transport(fake.url, { authorize: (headers) => headers.set("x-api-key", "wrong") }).request({
        method: "POST",
        path: "a",
      }),
    );
    expect(error).toMatchObject({ code: "auth", status: 401, written: "no", retryable: false });
    expect(fake.hits).toHaveLength(2);
  });

  test("a caller who gives up does not take the renewal from the others", async () => {
    let finish = (): void => undefined;
    const fake = await started((response, hit) => json(response, hit <= 2 ? 401 : 200, {}));
    const controller = new AbortController();
    const http = transport(fake.url, {
      authorize: (headers, renew) => {
        headers.set("authorization", "Bearer any");
        return renew ? new Promise((resolve) => (finish = resolve)) : undefined;
      },
    });
    const first = rejection(http.request({ method: "GET", path: "a", signal: controller.signal }));
    const second = http.request({ method: "GET", path: "a" });
    while (fake.hits.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort("gone");
    expect(await first).toBe("gone");
    finish();
    expect((await second).status).toBe(200);
  });
});

describe("an authorize that fails", () => {
  test("says that nothing was written, whatever its own request came to", async () => {
    const inner = new FootplateError({
      code: "outcome_unknown",
      message: "token: POST token: no answer",
      written: "maybe",
      requestId: "r",
    });
    const http = transport("https://api.test/", {
      authorize: () => {
        throw inner;
      },
    });
    const error = await rejection(http.request({ method: "POST", path: "a" }));
    expect(error).toMatchObject({ code: "unavailable", written: "no", requestId: "r", adapter: "fake" });
    expect(error.message).toBe("fake: POST a: the credential could not be set: token: POST token: no answer");
  });

  test("F58 a credential with a line break is auth, and is not repeated", async () => {
    const http = transport("https://api.test/", {
      authorize: (headers) => headers.set("authorization", "Bearer can\nary"),
    });
    const error = await rejection(http.request({ method: "GET", path: "a" }));
    expect(error).toMatchObject({ code: "auth" });
    expect(error.stack).not.toContain("ary");
  });
});

describe("secrets", () => {
  test("env reads at use, names the variable and never a value", () => {
    const read = env("FOOTPLATE_TEST_TOKEN");
    expect(() => read()).toThrow(/^environment variable FOOTPLATE_TEST_TOKEN is not set$/);
    process.env["FOOTPLATE_TEST_TOKEN"] = "";
    expect(() => read()).toThrow(/FOOTPLATE_TEST_TOKEN is empty/);
    process.env["FOOTPLATE_TEST_TOKEN"] = "t";
    expect(read()).toBe("t");
    delete process.env["FOOTPLATE_TEST_TOKEN"];
    expect(() => read()).toThrow(FootplateError);
  });

  test("reveal takes text and functions, and hides why one failed", async () => {
    expect(await reveal("a")).toBe("a");
    expect(await reveal(() => "b")).toBe("b");
    expect(await reveal(async () => "c")).toBe("c");
    expect(await rejection(reveal(env("FOOTPLATE_TEST_TOKEN")))).toMatchObject({ code: "auth", message: /TEST_TOKEN/ });
    expect(await rejection(reveal(" "))).toMatchObject({ code: "auth" });
    const failed = await rejection(
      reveal(() => {
        throw new Error("vault said canary");
      }),
    );
    expect(failed).toMatchObject({ code: "auth" });
    expect(failed.message).not.toContain("canary");
    expect(failed.cause).toBeUndefined();
  });

  test("nothing is read when the transport is made", () => {
    createHttp({
      adapter: "fake",
      baseUrl: "https://api.test/",
      authorize: () => {
        throw new Error("read");
      },
    });
  });
});

test("without authorize a 401 is auth at once", async () => {
  const fake = await started((response) => json(response, 401, {}));
  expect(await rejection(transport(fake.url).request({ method: "GET", path: "a", schema: anything }))).toMatchObject({
    code: "auth",
  });
  expect(fake.hits).toHaveLength(1);
});
