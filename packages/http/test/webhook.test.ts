import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { createWebhook, tokenOf, tokenWebhook, type TokenWebhookOptions, type WebhookSpec } from "../src/index.ts";
import { matchingSignature, matchingToken } from "../src/webhook/proof.ts";
import { type TestClock, testClock } from "./support/clock.ts";

const TOKEN = "0123456789abcdef";
const HOOK = `https://bot.example.com/hooks/${TOKEN}`;

interface Receiver {
  readonly hints: readonly unknown[];
  readonly errors: readonly unknown[];
  readonly clock: TestClock;
  send(request: Request): Promise<number>;
}

function receiver(options: Partial<TokenWebhookOptions<unknown>> = {}, body: "json" | "none" = "json"): Receiver {
  const hints: unknown[] = [];
  const errors: unknown[] = [];
  const clock = testClock();
  const handle = tokenWebhook<unknown>(
    {
      adapter: "fake",
      name: "fakeWebhook",
      body,
      token: tokenOf,
      read: ({ body: said, secret }) => (said === "trial" ? { answer: 200 } : { hint: { said, secret } }),
    },
    {
      tokens: [TOKEN],
      onHint: (hint) => void hints.push(hint),
      onError: (error) => void errors.push(error),
      clock,
      ...options,
    },
  );
  return { hints, errors, clock, send: async (request) => (await handle(request)).status };
}

function delivery(init: RequestInit = {}, url = HOOK): Request {
  const headers = { "content-type": "application/json" };
  return new Request(url, { method: "POST", headers, body: '{"a":1}', ...init });
}

function streamed(pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>): Request {
  return delivery({ body: new ReadableStream({ pull }, { highWaterMark: 0 }), duplex: "half" } as RequestInit);
}

test("a proven delivery is a hint, answered at once and without a word", async () => {
  const { send, hints } = receiver();
  expect(await send(delivery())).toBe(202);
  expect(hints).toEqual([{ said: { a: 1 }, secret: 0 }]);
});

describe("F53 where the token stands", () => {
  test.each([
    ["https://bot.example.com/a/secret", "secret"],
    ["https://bot.example.com/a/secret?x=1#y", "secret"],
    ["https://bot.example.com/a%2Fb%20c", "a/b c"],
    ["https://bot.example.com/path?token=query", "query"],
    ["https://bot.example.com/a/", undefined],
    ["https://bot.example.com", undefined],
    ["https://bot.example.com/%ff", undefined],
  ])("%s: %s", (url, token) => {
    expect(tokenOf(new Request(url))).toBe(token);
    expect(tokenOf(new Request(url, { headers: { "x-token": "header" } }), "x-token")).toBe("header");
    expect(tokenOf(new Request(url, { headers: { "x-token": "header" } }))).toBe(token);
  });
});

describe("F51 what proves nothing is answered 401, and not read", () => {
  test.each([
    `${HOOK}0`,
    HOOK.slice(0, -1),
    HOOK.toUpperCase(),
    "https://bot.example.com/hooks/",
    `${HOOK}?token=other`,
    `https://bot.example.com/${"x".repeat(5000)}`,
  ])("%s", async (url) => {
    const { send, hints } = receiver();
    const request = delivery({}, url);
    expect(await send(request)).toBe(401);
    expect(request.bodyUsed).toBe(false);
    expect(hints).toEqual([]);
  });

  test("whatever text it is, only the token itself is it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string(), { maxLength: 4 }), fc.string(), async (tokens, given) => {
        const index = tokens.indexOf(given);
        expect(await matchingToken(given, tokens)).toBe(index === -1 ? undefined : index);
      }),
    );
  });
});

test("F56 while a token is replaced both are good, and the hint says which it was", async () => {
  const { send, hints } = receiver({ tokens: [`${TOKEN}-new`, async () => TOKEN] });
  expect(await send(delivery())).toBe(202);
  expect(await send(delivery({}, `${HOOK}-new`))).toBe(202);
  expect(hints).toMatchObject([{ secret: 1 }, { secret: 0 }]);
});

test("a token that cannot be had, or that could be guessed, is our fault: 503, and somebody is told", async () => {
  for (const token of ["", "short"]) {
    const { send, hints, errors } = receiver({ tokens: [() => token] });
    expect(await send(delivery({}, "https://bot.example.com/short"))).toBe(503);
    expect(hints).toEqual([]);
    expect(errors).toMatchObject([{ code: token === "" ? "auth" : "invalid_input" }]);
  }
});

describe("F54 a body has its limits", () => {
  test("its size as told, and as it comes", async () => {
    const { send, hints } = receiver({ maxBytes: 10 });
    const headers = { "content-type": "application/json", "content-length": "11" };
    expect(await send(delivery({ headers }))).toBe(413);
    expect(await send(delivery({ body: JSON.stringify("x".repeat(9)) }))).toBe(413);
    expect(await send(delivery({ body: JSON.stringify("x".repeat(8)) }))).toBe(202);
    expect(hints).toHaveLength(1);
  });

  test("one that never ends is not read to its end", async () => {
    const { send } = receiver();
    let bytes = 0;
    const endless = streamed((controller) => {
      bytes += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    });
    expect(await send(endless)).toBe(413);
    expect(bytes).toBeLessThan(1_300_000);
  });

  test("its time, piece by piece", async () => {
    const { send, clock } = receiver({ readMs: 1000 });
    const slow = streamed((controller) => {
      clock.advance(600);
      controller.enqueue(new Uint8Array([32]));
    });
    expect(await send(slow)).toBe(408);
  });

  test("its time, when its sender falls silent", async () => {
    const { send, clock } = receiver();
    const silent = streamed(() => {
      clock.advance(5001);
      return new Promise(() => undefined);
    });
    expect(await send(silent)).toBe(408);
  });

  test("one that breaks off, and one that was read before", async () => {
    const { send } = receiver();
    const broken = streamed(() => {
      throw new Error("gone");
    });
    expect(await send(broken)).toBe(400);
    const used = delivery();
    await used.text();
    expect(await send(used)).toBe(400);
  });

  test("where there is none to be, what comes is not read", async () => {
    const { send, hints } = receiver({}, "none");
    const request = streamed(() => {
      throw new Error("read");
    });
    expect(await send(request)).toBe(202);
    expect(request.bodyUsed).toBe(false);
    expect(hints).toEqual([{ said: undefined, secret: 0 }]);
  });
});

test.each([
  ["another method", delivery({ method: "PUT" }), 405],
  ["a look", new Request(HOOK), 405],
  ["a form", delivery({ headers: { "content-type": "application/x-www-form-urlencoded" } }), 415],
  ["no type", delivery({ headers: {}, body: new Uint8Array([123, 125]) }), 415],
  ["no JSON", delivery({ body: "{" }), 400],
  ["no text", delivery({ body: new Uint8Array([0xff, 0xfe]) }), 400],
  ["nothing", delivery({ body: "" }), 400],
  ["a tower of lists", delivery({ body: "[".repeat(900_000) }), 400],
  ["a trial", delivery({ body: '"trial"' }), 200],
])("%s is no hint", async (_name, request, status) => {
  const { send, hints } = receiver();
  expect(await send(request)).toBe(status);
  expect(hints).toEqual([]);
});

test("F57 members __proto__ are not kept, however they are written", async () => {
  const { send, hints } = receiver();
  await send(delivery({ body: '{"__proto__":{"polluted":1},"\\u005f_proto__":{"polluted":1},"a":{"__proto__":1}}' }));
  expect(hints).toEqual([{ said: { a: {} }, secret: 0 }]);
  const [{ said }] = hints as readonly [{ readonly said: object }];
  expect(Object.keys(said)).toEqual(["a"]);
});

test("F48 a delivery that is repeated is as many hints, up to so many a minute; forged ones do not count", async () => {
  const { send, hints, clock } = receiver({ hintsPerMinute: 2 });
  for (let count = 0; count < 5; count += 1) expect(await send(delivery({}, `${HOOK}-forged`))).toBe(401);
  expect([await send(delivery()), await send(delivery()), await send(delivery())]).toEqual([202, 202, 429]);
  clock.advance(59_999);
  expect(await send(delivery())).toBe(429);
  clock.advance(1);
  expect(await send(delivery())).toBe(202);
  expect(hints).toHaveLength(3);
});

test("F55 the sender is answered before the work is done, and the runtime is kept alive for it", async () => {
  const kept: Promise<unknown>[] = [];
  const errors: unknown[] = [];
  let fail: (reason: unknown) => void = () => undefined;
  const handle = createWebhook({
    ...trusting(),
    onHint: () => new Promise<void>((_, reject) => (fail = reject)),
    onError: (error) => void errors.push(error),
  });
  const answer = await handle(delivery(), { waitUntil: (work) => void kept.push(work) });
  expect([answer.status, await answer.text(), errors]).toEqual([202, "", []]);
  fail("tick");
  await Promise.all(kept);
  expect(errors).toEqual(["tick"]);
});

/** A receiver that takes every delivery for proven. */
function trusting(): WebhookSpec<unknown> {
  return {
    adapter: "fake",
    name: "fakeWebhook",
    secretsName: "secrets",
    secrets: ["s"],
    body: "json",
    proof: () => ({ token: "s" }),
    read: () => ({ hint: {} }),
    onHint: () => undefined,
  };
}

test("F51 a signature is HMAC-SHA-256 of the bytes as they came, and says whose it is", async () => {
  const body = new TextEncoder().encode('{"a":1}');
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode("two"),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, body));
  expect(await matchingSignature(body, signature, ["one", "two"])).toBe(1);
  expect(await matchingSignature(body, signature, ["one"])).toBeUndefined();
  expect(await matchingSignature(body, signature.slice(1), ["two"])).toBeUndefined();
  expect(await matchingSignature(new TextEncoder().encode('{"a": 1}'), signature, ["two"])).toBeUndefined();
});

test.each([
  [{ tokens: [] }, "tokens is empty"],
  [{ tokens: [""] }, "one of tokens is empty"],
  [{ tokens: [TOKEN, "fifteen-letters"] }, "one of tokens is shorter than 16 characters"],
  [{ maxBytes: 0 }, "maxBytes is not a whole number above 0"],
  [{ readMs: 0.5 }, "readMs is not a whole number above 0"],
  [{ hintsPerMinute: -1 }, "hintsPerMinute is not a whole number above 0"],
])("options that cannot be used are refused: %j", (options, message) => {
  expect(() => receiver(options)).toThrow(
    expect.objectContaining({ code: "invalid_input", message: `options of fakeWebhook: ${message}` }),
  );
});
