import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type OpsgenieHint, opsgenieWebhook } from "@footplate/adapter-opsgenie";
import { type FakeDelivery, opsgenieDelivery } from "@footplate/adapter-opsgenie/testing";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { validatedReceiver } from "../../../test/support/spec-validator.ts";
import { world } from "./support/world.ts";

const TOKEN = "a-token-of-the-integration";
const URL = "https://bot.example.com/opsgenie";
const PAGE = { key: "retail/48/blocked", message: "The train is blocked", to: [] };
const clock = virtualClock("2026-11-22T12:00:00Z");

interface Receiver {
  readonly hints: readonly OpsgenieHint[];
  readonly handle: (request: Request) => Promise<Response>;
  send(request: Request): Promise<number>;
}

function receiver(options: Partial<Parameters<typeof opsgenieWebhook>[0]> = {}): Receiver {
  const hints: OpsgenieHint[] = [];
  const handle = opsgenieWebhook({ tokens: [TOKEN], onHint: (hint) => void hints.push(hint), clock, ...options });
  return { hints, handle, send: async (request) => (await handle(request)).status };
}

/** An alert that a page of ours has raised. */
async function raised(): Promise<FakeDelivery["alert"]> {
  const { pager, fake } = world();
  await pager.page(PAGE);
  const [alert] = fake.state().alerts;
  if (alert === undefined) throw new Error("no alert");
  return alert;
}

function posted(body: BodyInit, headers: Readonly<Record<string, string>> = {}): Request {
  const all = { "content-type": "application/json", "x-footplate-token": TOKEN, ...headers };
  return new Request(URL, { method: "POST", headers: all, body, duplex: "half" } as RequestInit);
}

describe("a delivery with the token is a hint, and nothing more", () => {
  test.each(["Create", "Acknowledge", "Close", "An action of our own"])("%s", async (action) => {
    const { send, hints } = receiver();
    expect(await send(opsgenieDelivery({ alert: await raised(), action, token: TOKEN }))).toBe(202);
    expect(hints).toEqual([{ action, alert: expect.stringMatching(/./), key: PAGE.key, token: 0 }]);
  });

  test("its key is what the pager finds the alert by", async () => {
    const { pager, fake } = world();
    const { key } = await pager.page({ ...PAGE, key: "retail/48~a:b" });
    const { send, hints } = receiver();
    const [alert] = fake.state().alerts;
    if (alert !== undefined) await send(opsgenieDelivery({ alert, token: TOKEN }));
    expect(await pager.find(hints[0]?.key ?? "")).toMatchObject({ key });
  });

  test.each<[unknown, Partial<OpsgenieHint>]>([
    [{}, {}],
    [[], {}],
    [null, {}],
    [{ action: 7, alert: "a" }, {}],
    [{ action: "", alert: { alertId: "../alerts", alias: "" } }, {}],
    [{ action: "a\u001b[2J", alert: { alias: "k\u202e" } }, {}],
    [{ action: "x".repeat(513), alert: { alertId: "a" } }, { alert: "a" }],
    [
      { action: "Snooze", alert: { alias: "k" } },
      { action: "Snooze", key: "k" },
    ],
    [{ alert: { alias: "retail:48:a~:b~~" } }, { key: "retail/48/a:b~" }],
  ])("F10 %j is a hint all the same", async (body, expected) => {
    const { send, hints } = receiver();
    expect(await send(posted(JSON.stringify(body)))).toBe(202);
    expect(hints).toEqual([{ ...expected, token: 0 }]);
  });

  test("F57 what would reach into prototypes is not kept", async () => {
    const { send, hints } = receiver();
    expect(await send(posted('{"__proto__":{"action":"Close"},"alert":{"__proto__":{"alertId":"a"}}}'))).toBe(202);
    expect(hints).toEqual([{ token: 0 }]);
  });
});

describe("F53 the token", () => {
  test("may stand in the address where no header can be sent", async () => {
    const { send, hints } = receiver({ tokens: [`${TOKEN}-new`, TOKEN] });
    for (const url of [`${URL}?token=${TOKEN}`, `${URL}/${TOKEN}`]) {
      expect(await send(opsgenieDelivery({ alert: await raised(), url }))).toBe(202);
    }
    expect(hints.map(({ token }) => token)).toEqual([1, 1]);
  });

  test("that is forged is answered 401, and the body is not read", async () => {
    const { send, hints } = receiver();
    const alert = await raised();
    for (const request of [
      opsgenieDelivery({ alert }),
      opsgenieDelivery({ alert, token: "another" }),
      opsgenieDelivery({ alert, token: "another", url: `${URL}/${TOKEN}` }),
      opsgenieDelivery({ alert, url: `${URL}/another` }),
    ]) {
      expect(await send(request)).toBe(401);
      expect(request.bodyUsed).toBe(false);
    }
    expect(hints).toEqual([]);
  });

  test("that can be guessed is refused", () => {
    expect(() => receiver({ tokens: ["opsgenie"] })).toThrow(/options of opsgenieWebhook: one of tokens is shorter/);
  });
});

test("F48 what is replayed is a hint again, up to so many a minute", async () => {
  const { send, hints } = receiver({ hintsPerMinute: 2 });
  const request = opsgenieDelivery({ alert: await raised(), token: TOKEN });
  expect([await send(request.clone()), await send(request.clone()), await send(request)]).toEqual([202, 202, 429]);
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
  expect(await send(new Request(URL, { headers: { "x-footplate-token": TOKEN } }))).toBe(405);
  expect(await send(posted("a=1", { "content-type": "application/x-www-form-urlencoded" }))).toBe(415);
  expect(await send(posted("{"))).toBe(400);
  expect(hints).toEqual([]);
});

const folder = process.env["FOOTPLATE_SPECS"] ?? "";

test.skipIf(folder === "")(
  "the service's own example is understood, and what the fake makes is like it (needs FOOTPLATE_SPECS)",
  async () => {
    const { create } = JSON.parse(readFileSync(join(folder, "opsgenie-webhooks.examples.json"), "utf8"));
    const { handle, hints } = receiver();
    const example = validatedReceiver("opsgenie-webhooks", handle, "other");
    expect((await example(posted(JSON.stringify(create)))).status).toBe(202);
    expect(hints).toEqual([{ action: "Create", alert: create.alert.alertId, key: create.alert.alias, token: 0 }]);
    const ours = validatedReceiver("opsgenie-webhooks", handle, "adapter");
    expect((await ours(opsgenieDelivery({ alert: await raised(), token: TOKEN }))).status).toBe(202);
  },
);
