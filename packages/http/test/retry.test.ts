import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { HttpEvent } from "../src/index.ts";
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
const post = { method: "POST", path: "things", json: { a: 1 }, schema: anything } as const;

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

describe("reads", () => {
  test.each([408, 429, 420, 500, 502, 503, 504])("are tried three times in all on %i", async (status) => {
    const fake = await started((response) => json(response, status, {}));
    const events: HttpEvent[] = [];
    const error = await rejection(transport(fake.url, { onEvent: (event) => events.push(event) }).request(get));
    expect(fake.hits).toHaveLength(3);
    expect(events.map((event) => event.outcome)).toEqual(["retry", "retry", "failed"]);
    expect(error).toMatchObject({
      code: status === 429 || status === 420 ? "rate_limited" : "unavailable",
      status,
      retryable: true,
      written: undefined,
    });
  });

  test("wait between the tries, doubling, with jitter from the injected source", async () => {
    const fake = await started((response, hit) => json(response, hit < 3 ? 500 : 200, { hit }));
    const clock = testClock();
    const answer = await transport(fake.url, { clock, random: () => 0.5 }).request(get);
    expect(answer.data).toEqual({ hit: 3 });
    expect(clock.slept).toEqual([225, 450]);
  });

  test("F1 F3 are retried when the connection breaks or is never made", async () => {
    const fake = await started((response, hit) =>
      hit < 3 ? response.socket?.destroy() : json(response, 200, { hit }),
    );
    expect((await transport(fake.url).request(get)).data).toEqual({ hit: 3 });
    const events: HttpEvent[] = [];
    const error = await rejection(
      transport(await closedPort(), { onEvent: (event) => events.push(event) }).request(get),
    );
    expect(error).toMatchObject({ code: "unavailable", retryable: true });
    expect(events).toHaveLength(3);
    expect(events[0]).not.toHaveProperty("status");
  });

  test("F7 are retried when the body is cut short, by the socket or by whoever wrote it", async () => {
    const fake = await started((response, hit) => {
      if (hit === 1) {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write('{"a":1', () => response.socket?.destroy());
      } else if (hit === 2) {
        response.writeHead(200, { "content-type": "application/json" });
        response.end('{"a":');
      } else {
        json(response, 200, { hit });
      }
    });
    expect((await transport(fake.url).request(get)).data).toEqual({ hit: 3 });
  });
});

describe("writes", () => {
  test.each(["POST", "PATCH", "PUT", "DELETE"] as const)(
    "F2 a %s whose answer is lost is sent once: outcome_unknown",
    async (method) => {
      const fake = await started((response) => response.socket?.destroy());
      const error = await rejection(transport(fake.url).request({ method, path: "things" }));
      expect(fake.hits).toHaveLength(1);
      expect(error).toMatchObject({ code: "outcome_unknown", written: "maybe", retryable: false });
    },
  );

  test("F1 F4 are sent again where no connection was made, and then say that nothing was written", async () => {
    const events: HttpEvent[] = [];
    const error = await rejection(
      transport(await closedPort(), { onEvent: (event) => events.push(event) }).request(post),
    );
    expect(events.map((event) => event.outcome)).toEqual(["retry", "retry", "failed"]);
    expect(error).toMatchObject({ code: "unavailable", written: "no", retryable: true });
  });

  test.each([500, 502, 503, 504, 408])("are sent once on %i: unavailable, perhaps written", async (status) => {
    const fake = await started((response) => json(response, status, {}, { "retry-after": "1" }));
    const error = await rejection(transport(fake.url).request(post));
    expect(fake.hits).toHaveLength(1);
    expect(error).toMatchObject({ code: "unavailable", written: "maybe", status });
  });

  test.each([420, 429])("F11 F14 are sent again on %i with the same body", async (status) => {
    const fake = await started((response, hit) =>
      hit === 1 ? json(response, status, {}, { "retry-after": "7" }) : json(response, 201, { hit }),
    );
    const clock = testClock();
    const answer = await transport(fake.url, { clock }).request(post);
    expect(answer).toMatchObject({ status: 201, data: { hit: 2 } });
    expect(fake.seen.map((one) => one.body)).toEqual(['{"a":1}', '{"a":1}']);
    expect(clock.slept).toEqual([7000]);
  });

  test("are sent again where the adapter knows that nothing was processed, and only there", async () => {
    const fake = await started((response, hit) => json(response, hit % 2 === 1 ? 403 : 201, { reason: "tooFast" }));
    const known = transport(fake.url, { classify: () => ({ code: "rate_limited", unprocessed: true }) });
    expect((await known.request(post)).status).toBe(201);
    expect(fake.hits).toHaveLength(2);
    const error = await rejection(transport(fake.url).request(post));
    expect(error).toMatchObject({ code: "forbidden", written: "no" });
    expect(fake.hits).toHaveLength(3);
  });

  test("F7 a 2xx that cannot be read is outcome_unknown, and is not sent again", async () => {
    const fake = await started((response, hit) => {
      response.writeHead(201, { "content-type": "application/json", ...(hit === 1 && { "content-length": "100" }) });
      response.write('{"id":"x', () => (hit === 1 ? response.socket?.destroy() : response.end()));
    });
    for (const expected of [1, 2]) {
      const error = await rejection(transport(fake.url).request(post));
      expect(error).toMatchObject({ code: "outcome_unknown", written: "maybe", status: 201 });
      expect(fake.hits).toHaveLength(expected);
    }
  });
});

describe("Retry-After", () => {
  test("F12 a date is measured from the server's Date, whatever our clock says", async () => {
    const fake = await started((response, hit) =>
      json(
        response,
        hit === 1 ? 429 : 200,
        {},
        {
          date: "Mon, 02 Mar 2020 10:00:00 GMT",
          "retry-after": "Mon, 02 Mar 2020 10:00:09 GMT",
        },
      ),
    );
    const clock = testClock();
    await transport(fake.url, { clock }).request(get);
    expect(clock.slept).toEqual([9000]);
  });

  test.each(["0.5", "-3", "soon", "Mon, 99 Foo 2020 10:00:00 GMT", undefined])(
    "F13 %s leaves our own backoff of about a second",
    async (value) => {
      const fake = await started((response, hit) =>
        json(response, hit === 1 ? 429 : 200, {}, value === undefined ? {} : { "retry-after": value }),
      );
      const clock = testClock();
      await transport(fake.url, { clock }).request(get);
      expect(clock.slept).toEqual([750]);
    },
  );

  test("F11 above 30 seconds, or above the time that is left, it is thrown at once", async () => {
    const fake = await started((response, hit) => json(response, 429, {}, { "retry-after": hit === 1 ? "31" : "20" }));
    const clock = testClock();
    const long = await rejection(transport(fake.url, { clock }).request(get));
    expect(long).toMatchObject({ code: "rate_limited", retryAfterMs: 31_000, retryable: true });
    const short = await rejection(transport(fake.url, { clock }).request({ ...post, timeoutMs: 15_000 }));
    expect(short).toMatchObject({ code: "rate_limited", retryAfterMs: 20_000, written: "no" });
    expect(clock.slept).toEqual([]);
  });

  test("F11 a pause holds for every call of the transport, and those that cannot wait so long are told at once", async () => {
    const fake = await started((response) => json(response, 429, {}, { "retry-after": "3600" }));
    const clock = testClock();
    const http = transport(fake.url, { clock });
    await rejection(http.request(get));
    clock.advance(100_000);
    const error = await rejection(http.request(post));
    expect(error).toMatchObject({ code: "rate_limited", written: "no", retryAfterMs: 3_500_000 });
    expect(fake.hits).toHaveLength(1);
    clock.advance(3_500_000);
    await rejection(http.request(get));
    expect(fake.hits).toHaveLength(2);
  });

  test("F11 a pause ends after an hour, whatever the header says", async () => {
    const fake = await started((response) => json(response, 429, {}, { "retry-after": "9999999999" }));
    const clock = testClock();
    const http = transport(fake.url, { clock });
    expect(await rejection(http.request(get))).toMatchObject({ retryAfterMs: 9_999_999_999_000 });
    clock.advance(3_600_000);
    await rejection(http.request(get));
    expect(fake.hits).toHaveLength(2);
  });

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])(
    "a wait of %d from classify is ignored",
    async (retryAfterMs) => {
      const fake = await started((response, hit) => json(response, hit === 1 ? 429 : 200, {}, { "retry-after": "3" }));
      const clock = testClock();
      await transport(fake.url, { clock, classify: () => ({ code: "rate_limited", retryAfterMs }) }).request(get);
      expect(clock.slept).toEqual([3000]);
    },
  );

  test("a read obeys it on 503 as well", async () => {
    const fake = await started((response, hit) => json(response, hit === 1 ? 503 : 200, {}, { "retry-after": "2" }));
    const clock = testClock();
    await transport(fake.url, { clock }).request(get);
    expect(clock.slept).toEqual([2000]);
  });
});

test("F29 a service that is down uses up the retry quota, and a success restores it", async () => {
  let down = true;
  const fake = await started((response) => json(response, down ? 503 : 200, {}));
  const http = transport(fake.url);
  for (let call = 0; call < 50; call += 1) {
    await rejection(http.request(get));
  }
  expect(fake.hits).toHaveLength(150);
  const error = await rejection(http.request(get));
  expect(error).toMatchObject({ code: "unavailable", hint: expect.stringContaining("retries are suspended") });
  expect(fake.hits).toHaveLength(151);
  down = false;
  for (let call = 0; call < 5; call += 1) {
    await http.request(get);
  }
  down = true;
  await rejection(http.request(get));
  expect(fake.hits).toHaveLength(158);
});

describe("the status table", () => {
  test.each([
    [400, "invalid_input"],
    [401, "auth"],
    [403, "forbidden"],
    [404, "not_found"],
    [409, "conflict"],
    [410, "not_found"],
    [412, "conflict"],
    [413, "too_large"],
    [422, "invalid_input"],
  ])("%i is %s, nothing written", async (status, code) => {
    const fake = await started((response) => json(response, status, {}, { "x-request-id": "req-7" }));
    const error = await rejection(transport(fake.url).request(post));
    expect(error).toMatchObject({ code, status, written: "no", retryable: false, requestId: "req-7", adapter: "fake" });
    expect(error.message).toBe(`fake: POST things: answered ${status}`);
    expect(fake.hits).toHaveLength(1);
  });

  test("classify overrules it, accepted statuses are answers", async () => {
    const fake = await started((response) => json(response, 409, { reason: "duplicate" }));
    const http = transport(fake.url, {
      classify: ({ body }) => ({ code: "unsupported", message: `said ${JSON.stringify(body)}` }),
    });
    expect(await rejection(http.request(post))).toMatchObject({ code: "unsupported" });
    expect(await http.request({ ...post, accept: [409] })).toMatchObject({ status: 409, data: undefined });
  });

  test("a classify that throws leaves the judgement to the table", async () => {
    const fake = await started((response) => json(response, 404, {}));
    const http = transport(fake.url, {
      classify: () => {
        throw new Error("canary");
      },
    });
    expect(await rejection(http.request(get))).toMatchObject({ code: "not_found" });
  });
});

test("F77 a listener that throws or rejects changes nothing", async () => {
  const fake = await started((response) => json(response, 200, { ok: true }));
  for (const onEvent of [
    () => {
      throw new Error("listener");
    },
    (): unknown => Promise.reject(new Error("listener")),
  ]) {
    expect((await transport(fake.url, { onEvent }).request(get)).data).toEqual({ ok: true });
  }
});
