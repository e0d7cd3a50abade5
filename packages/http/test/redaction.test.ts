import { inspect } from "node:util";
import { afterEach, expect, test } from "vitest";
import { type HttpEvent, type HttpRequest, type HttpSpec, pages } from "../src/index.ts";
import { testClock } from "./support/clock.ts";
import { anything, rejection, transport } from "./support/http.ts";
import { type Answer, type Fake, json, serve } from "./support/server.ts";

const open: Fake[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((fake) => fake.close()));
});

const TOKEN = "canary-token-7f3a/9+=";
const QUERY = "canary-query";
const HEADER = "canary-header";
const BODY = "canary-body";
const ANSWER = "canary-answer";
const CANARIES = ["canary", encodeURIComponent(TOKEN), btoa(`bot:${TOKEN}`), "7f3a"];

/** Everything that a log could make of a value. */
function everything(value: unknown): string {
  const clone: unknown = structuredClone(value);
  const shown = [value, clone].flatMap((one) => [
    inspect(one, { depth: Infinity, showHidden: true, getters: true }),
    JSON.stringify(one) ?? "",
    String(one),
    one instanceof Error ? `${one.stack} ${one.message} ${inspect(one.cause)}` : "",
  ]);
  return shown.join("\n");
}

const echo = (status: number, headers: Record<string, string> = {}): Answer => {
  return (response, _hit, request) =>
    json(
      response,
      status,
      { said: ANSWER, token: request.headers.authorization, url: request.url },
      { "x-request-id": `req ${TOKEN}`, ...headers },
    );
};

const paths: Record<string, { answer: Answer; spec?: Partial<HttpSpec>; request?: Partial<HttpRequest<unknown>> }> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 413, 422, 429, 500, 503].map((status) => [`status ${status}`, { answer: echo(status) }]),
  ),
  "a long Retry-After": { answer: echo(429, { "retry-after": "999" }) },
  "a redirect": { answer: echo(302, { location: `https://evil.test/?${ANSWER}` }) },
  "classify repeats the body": {
    answer: echo(400),
    spec: {
      classify: ({ body }) => ({
        code: "invalid_input",
        message: JSON.stringify(body).replace(ANSWER, "").replaceAll(QUERY, ""),
      }),
    },
  },
  "classify repeats the token": {
    answer: echo(400),
    spec: {
      classify: () => ({
        code: "forbidden",
        message: `no such key: ${TOKEN}, ${encodeURIComponent(TOKEN)}, ${btoa(`bot:${TOKEN}`)}`,
      }),
    },
  },
  "classify throws": {
    answer: echo(400),
    spec: {
      classify: ({ body }) => {
        throw new Error(JSON.stringify(body));
      },
    },
  },
  HTML: {
    answer: (response) => {
      response.writeHead(200, { "content-type": `text/html; x=${ANSWER}` });
      response.end(`<p>${ANSWER}`);
    },
  },
  "a content type that is none": {
    answer: (response) => {
      response.writeHead(200, { "content-type": `${ANSWER} ${TOKEN}` });
      response.end("{}");
    },
  },
  "an empty body": { answer: (response) => response.writeHead(200, { "content-type": "application/json" }).end() },
  "broken JSON": {
    answer: (response) => response.writeHead(200, { "content-type": "application/json" }).end(`{"${ANSWER}":`),
  },
  "a body cut short": {
    answer: (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "999" });
      response.write(`{"${ANSWER}":`, () => response.socket?.destroy());
    },
  },
  "a shape that does not fit": {
    answer: echo(200),
    request: {
      schema: {
        "~standard": { validate: (value) => ({ issues: [{ message: JSON.stringify(value), path: ["token"] }] }) },
      },
    },
  },
  "a schema that throws": {
    answer: echo(200),
    request: {
      schema: {
        "~standard": {
          validate: (value) => {
            throw new Error(JSON.stringify(value));
          },
        },
      },
    },
  },
  "too large": { answer: echo(200), spec: { maxBytes: 5 } },
  "a dead socket": { answer: (response) => response.socket?.destroy() },
  "an authorize that throws": {
    answer: echo(200),
    spec: {
      authorize: () => {
        throw new Error(TOKEN);
      },
    },
  },
  "a header that cannot be sent": { answer: echo(200), request: { headers: { "x-note": `${HEADER}\r\n` } } },
  "a fetch whose error says all": {
    answer: echo(200),
    spec: {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        throw Object.assign(new Error(`${request.url} ${request.headers.get("authorization")}`), { request });
      },
    },
  },
};

for (const method of ["GET", "POST"] as const) {
  for (const [name, { answer, spec, request }] of Object.entries(paths)) {
    test(`F62 ${method}, ${name}: no secret, query, header or body in the error or an event`, async () => {
      const fake = await serve(answer);
      open.push(fake);
      const events: HttpEvent[] = [];
      const http = transport(fake.url, {
        authorize: (headers) => {
          headers.set("authorization", `Bearer ${TOKEN}`);
          headers.set("x-basic", `Basic ${btoa(`bot:${TOKEN}`)}`);
        },
        onEvent: (event) => events.push(event),
        ...spec,
      });
      const error = await rejection(
        http.request({
          method,
          path: "things",
          query: { key: QUERY },
          headers: { "x-note": HEADER },
          ...(method === "POST" && { json: { note: BODY } }),
          schema: anything,
          ...request,
        }),
      );
      const shown = everything(error) + everything(events);
      for (const canary of CANARIES) {
        expect(shown).not.toContain(canary);
      }
      expect(error.message).toContain(`fake: ${method} things: `);
      expect(error.cause).toBeUndefined();
    });
  }
}

test("F62 a form's secrets are scrubbed from what the service says about it", async () => {
  const fake = await serve((response) => json(response, 400, {}));
  open.push(fake);
  const http = transport(fake.url, {
    classify: () => ({ code: "auth", message: "bad assertion canary-jwt for bot\u001b[31m\u202e" }),
  });
  const error = await rejection(
    http.request({ method: "POST", path: "token", form: { assertion: "canary-jwt", user: "bot" } }),
  );
  expect(error.message).toBe("fake: POST token: answered 400: bad assertion [redacted] for bot [31m");
});

test("F62 the deadline and the pause say nothing either", async () => {
  const clock = testClock();
  const fake = await serve((response, hit) =>
    hit === 1 ? json(response, 429, {}, { "retry-after": "40" }) : clock.advance(60_000),
  );
  open.push(fake);
  const http = transport(fake.url, { clock, authorize: (headers) => headers.set("authorization", TOKEN) });
  const ask = (): Promise<unknown> =>
    rejection(http.request({ method: "POST", path: "a", query: { q: QUERY }, schema: anything }));
  const errors = [await ask(), await ask()];
  clock.advance(40_000);
  errors.push(await ask());
  expect(errors.map((error) => (error as { code: string }).code)).toEqual([
    "rate_limited",
    "rate_limited",
    "outcome_unknown",
  ]);
  expect(everything(errors)).not.toContain("canary");
});

test("a cursor that comes back is not shown", async () => {
  const list = pages(async () => ({ items: [], next: "canary" }));
  const error = await rejection(
    (async () => {
      for await (const page of list) {
        expect(page).toEqual([]);
      }
    })(),
  );
  expect(everything(error)).not.toContain("canary");
});
