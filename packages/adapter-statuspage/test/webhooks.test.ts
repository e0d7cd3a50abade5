import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type StatuspageHint, statuspageWebhook } from "@footplate/adapter-statuspage";
import { fakeStatuspage, type FakeDelivery, statuspageDelivery } from "@footplate/adapter-statuspage/testing";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { validatedReceiver } from "../../../test/support/spec-validator.ts";

const TOKEN = "a-token-of-the-page";
const URL = `https://bot.example.com/statuspage/${TOKEN}`;
const clock = virtualClock("2026-11-22T12:00:00Z");

interface Receiver {
  readonly hints: readonly StatuspageHint[];
  readonly handle: (request: Request) => Promise<Response>;
  send(request: Request): Promise<number>;
}

function receiver(options: Partial<Parameters<typeof statuspageWebhook>[0]> = {}): Receiver {
  const hints: StatuspageHint[] = [];
  const handle = statuspageWebhook({ tokens: [TOKEN], onHint: (hint) => void hints.push(hint), clock, ...options });
  return { hints, handle, send: async (request) => (await handle(request)).status };
}

function delivery(of: Partial<FakeDelivery> = {}): Request {
  return statuspageDelivery({ url: URL, incident: { id: "incident-1" }, ...of });
}

function posted(body: BodyInit, init: RequestInit = {}): Request {
  const headers = { "content-type": "application/json" };
  return new Request(URL, { method: "POST", headers, body, duplex: "half", ...init } as RequestInit);
}

describe("a delivery with the token is a hint, and nothing more", () => {
  test("of a maintenance that the page holds", async () => {
    const page = fakeStatuspage({ now: () => clock.epochMs() });
    const id = page.person.create({
      name: "n",
      status: "scheduled",
      scheduled_for: "2026-11-23T12:00:00Z",
      scheduled_until: "2026-11-23T13:00:00Z",
    });
    const { send, hints } = receiver();
    expect(await send(delivery({ incident: page.state().incidents[0] ?? {}, page: page.pageId }))).toBe(202);
    expect(hints).toEqual([{ page: page.pageId, about: { kind: "incident", id }, token: 0 }]);
  });

  test("of a component", async () => {
    const { components } = fakeStatuspage().state();
    const { send, hints } = receiver();
    expect(await send(statuspageDelivery({ url: URL, component: components[0] ?? {} }))).toBe(202);
    expect(hints).toEqual([{ page: "fakepage0001", about: { kind: "component", id: "api" }, token: 0 }]);
  });

  test("links in it are neither kept nor followed", async () => {
    const { send, hints } = receiver();
    await send(posted('{"meta":{"unsubscribe":"https://evil.example.com"},"confirm":"https://evil.example.com"}'));
    expect(hints).toEqual([{ token: 0 }]);
  });

  test.each<[unknown, unknown]>([
    [{}, {}],
    [[], {}],
    [null, {}],
    [
      { page: { id: "p" }, incident: null, component_update: { component_id: "c" } },
      { page: "p", about: { kind: "component", id: "c" } },
    ],
    [{ incident: { id: 7 }, page: "p" }, {}],
    [{ incident: { id: "../pages" } }, {}],
    [{ incident: { id: "x".repeat(65) } }, {}],
    [{ incident: { id: "i", status: "brand_new" } }, { about: { kind: "incident", id: "i" } }],
  ])("F10 %j is a hint all the same", async (body, expected) => {
    const { send, hints } = receiver();
    expect(await send(posted(JSON.stringify(body)))).toBe(202);
    expect(hints).toEqual([{ ...(expected as object), token: 0 }]);
  });

  test("F57 what would reach into prototypes is not kept", async () => {
    const { send, hints } = receiver();
    expect(await send(posted('{"__proto__":{"incident":{"id":"i"}},"page":{"__proto__":{"id":"p"}}}'))).toBe(202);
    expect(hints).toEqual([{ token: 0 }]);
  });
});

describe("F53 what is forged is told nothing", () => {
  test.each([
    "https://bot.example.com/statuspage/another-token-of-it",
    "https://bot.example.com/statuspage/",
    "https://bot.example.com/statuspage",
    `${URL}x`,
    `${URL}?token=another`,
  ])("%s", async (url) => {
    const { send, hints } = receiver();
    const request = delivery({ url });
    expect(await send(request)).toBe(401);
    expect([request.bodyUsed, hints]).toEqual([false, []]);
  });

  test("the token may stand in the query", async () => {
    const { send, hints } = receiver({ tokens: [`${TOKEN}-new`, TOKEN] });
    expect(await send(delivery({ url: `https://bot.example.com/statuspage?token=${TOKEN}` }))).toBe(202);
    expect(hints[0]?.token).toBe(1);
  });
});

test("F48 what is replayed is a hint again, up to so many a minute", async () => {
  const { send, hints } = receiver({ hintsPerMinute: 2 });
  expect([await send(delivery()), await send(delivery()), await send(delivery())]).toEqual([202, 202, 429]);
  expect(hints[1]).toEqual(hints[0]);
});

test("F54 what is too large, too slow, or no delivery", async () => {
  const { send, hints } = receiver({ maxBytes: 1000, readMs: 1000 });
  expect(await send(posted(JSON.stringify("x".repeat(1000))))).toBe(413);
  const pull = (): Promise<void> => {
    clock.advance(1001);
    return new Promise(() => undefined);
  };
  expect(await send(posted(new ReadableStream({ pull }, { highWaterMark: 0 })))).toBe(408);
  expect(await send(new Request(URL))).toBe(405);
  expect(await send(posted("a=1", { headers: { "content-type": "application/x-www-form-urlencoded" } }))).toBe(415);
  expect(await send(posted("{"))).toBe(400);
  expect(hints).toEqual([]);
});

test("a token that can be guessed is refused", () => {
  expect(() => receiver({ tokens: ["statuspage"] })).toThrow(/options of statuspageWebhook: one of tokens is shorter/);
});

const folder = process.env["FOOTPLATE_SPECS"] ?? "";

test.skipIf(folder === "")(
  "what the service sends is understood, and made so by the fake (needs FOOTPLATE_SPECS)",
  async () => {
    const examples = JSON.parse(readFileSync(join(folder, "statuspage-webhooks.examples.json"), "utf8"));
    const { handle, hints } = receiver();
    const example = validatedReceiver("statuspage-webhooks", handle, "other");
    expect((await example(posted(JSON.stringify(examples.component_update)))).status).toBe(202);
    expect((await example(posted(JSON.stringify(examples.incident_update)))).status).toBe(202);
    const page = examples.incident_update.page.id;
    expect(hints).toEqual([
      { page, about: { kind: "component", id: examples.component_update.component.id }, token: 0 },
      { page, about: { kind: "incident", id: examples.incident_update.incident.id }, token: 0 },
    ]);
    const fake = fakeStatuspage({ now: () => clock.epochMs(), nulls: true });
    const within = { scheduled_for: "2026-11-23T12:00:00Z", scheduled_until: "2026-11-23T13:00:00Z" };
    fake.person.create({ name: "n", body: "b", status: "scheduled", components: { api: "operational" }, ...within });
    const { incidents, components } = fake.state();
    const ours = validatedReceiver("statuspage-webhooks", handle, "adapter");
    expect((await ours(delivery({ incident: incidents[0] ?? {} }))).status).toBe(202);
    expect((await ours(statuspageDelivery({ url: URL, component: components[0] ?? {} }))).status).toBe(202);
  },
);
