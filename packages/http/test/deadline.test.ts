import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { type HttpEvent, systemClock } from "../src/index.ts";
import { testClock } from "./support/clock.ts";
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
const get = { method: "GET", path: "things", schema: anything } as const;
const post = { method: "POST", path: "things", json: {}, schema: anything } as const;

describe("the total deadline", () => {
  test("F5 no answer in time: timeout for a read, outcome_unknown for a write", async () => {
    const clock = testClock();
    const fake = await started(() => clock.advance(60_000));
    const http = transport(fake.url, { clock });
    expect(await rejection(http.request(get))).toMatchObject({ code: "timeout", written: undefined, retryable: true });
    expect(await rejection(http.request(post))).toMatchObject({
      code: "outcome_unknown",
      written: "maybe",
      retryable: false,
    });
    expect(fake.hits).toHaveLength(2);
  });

  test("F6 covers a body that drips, with the runtime's own clock", async () => {
    const fake = await started((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(drip));
    });
    const http = transport(fake.url, { clock: systemClock });
    expect(await rejection(http.request({ ...get, timeoutMs: 150 }))).toMatchObject({ code: "timeout", status: 200 });
    expect(await rejection(http.request({ ...post, timeoutMs: 150 }))).toMatchObject({
      code: "outcome_unknown",
      status: 200,
    });
  });

  test("covers the waits between tries: what would wait beyond it fails at once, with its own error", async () => {
    const fake = await started((response) => json(response, 503, {}));
    const clock = testClock();
    const error = await rejection(transport(fake.url, { clock, timeoutMs: 400 }).request(get));
    expect(error).toMatchObject({ code: "unavailable", status: 503 });
    expect(clock.slept).toEqual([225]);
    expect(fake.hits).toHaveLength(2);
  });

  test("covers fetching the credential; nothing was sent then", async () => {
    const clock = testClock();
    const fake = await started((response) => json(response, 200, {}));
    const http = transport(fake.url, {
      clock,
      authorize: () => {
        clock.advance(60_000);
        return new Promise(() => undefined);
      },
    });
    expect(await rejection(http.request(post))).toMatchObject({ code: "timeout", written: "no" });
    expect(fake.hits).toEqual([]);
  });

  test.each([0, -1, Number.NaN])("nothing is sent when timeoutMs is %d", async (timeoutMs) => {
    const fake = await started((response) => json(response, 200, {}));
    expect(await rejection(transport(fake.url).request({ ...post, timeoutMs }))).toMatchObject({
      code: "timeout",
      written: "no",
    });
    expect(fake.hits).toEqual([]);
  });
});

describe("the caller's abort", () => {
  const reason = new Error("the caller's own reason");

  test("before: rejects with the caller's reason and sends nothing", async () => {
    const fake = await started((response) => json(response, 200, {}));
    expect(await rejection(transport(fake.url).request({ ...get, signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(fake.hits).toEqual([]);
  });

  test("while the answer is awaited, of a write as well: the same, and the event says failed", async () => {
    const controller = new AbortController();
    const fake = await started(() => controller.abort(reason));
    const events: HttpEvent[] = [];
    const http = transport(fake.url, { onEvent: (event) => events.push(event) });
    expect(await rejection(http.request({ ...post, signal: controller.signal }))).toBe(reason);
    expect(events).toMatchObject([{ outcome: "failed" }]);
    expect(fake.hits).toHaveLength(1);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("while the body is read, between two tries, in the queue, while the credential is fetched", async () => {
    const during: ((controller: AbortController) => Promise<unknown>)[] = [
      async (controller) => {
        const fake = await started((response) => {
          response.writeHead(200, { "content-type": "application/json" });
          response.write("[", () => setTimeout(() => controller.abort(reason), 20));
        });
        return transport(fake.url).request({ ...get, signal: controller.signal });
      },
      async (controller) => {
        const fake = await started((response) => json(response, 503, {}));
        const clock = {
          ...systemClock,
          sleep: (ms: number, signal?: AbortSignal) => {
            setTimeout(() => controller.abort(reason), 0);
            return systemClock.sleep(ms * 100, signal);
          },
        };
        return transport(fake.url, { clock }).request({ ...get, signal: controller.signal });
      },
      async (controller) => {
        const http = transport("https://api.test/", {
          clock: systemClock,
          rateLimit: { requests: 1, perMs: 60_000 },
          fetch: async () => new Response("{}", { headers: { "content-type": "application/json" } }),
        });
        await http.request(get);
        setTimeout(() => controller.abort(reason), 20);
        return http.request({ ...get, signal: controller.signal });
      },
      async (controller) =>
        transport("https://api.test/", {
          authorize: (_headers, _renew, { signal }) => {
            setTimeout(() => controller.abort(reason), 0);
            return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("other"))));
          },
        }).request({ ...get, signal: controller.signal }),
    ];
    for (const [index, start] of during.entries()) {
      const controller = new AbortController();
      expect([index, await rejection(start(controller))]).toEqual([index, reason]);
      expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    }
  });

  test("no listener is left on the signal, after success and after failure", async () => {
    const fake = await started((response, hit) => json(response, hit === 1 ? 200 : 404, {}));
    const { signal } = new AbortController();
    await transport(fake.url).request({ ...get, signal });
    await rejection(transport(fake.url).request({ ...get, signal }));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
