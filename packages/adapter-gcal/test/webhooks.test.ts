import { type CalendarHint, calendarWebhook } from "@footplate/adapter-gcal";
import { calendarDelivery, type FakeDelivery } from "@footplate/adapter-gcal/testing";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";

const TOKEN = "a-token-of-the-channel";
const EXPIRES = Date.parse("2026-11-29T12:00:00Z");

interface Receiver {
  readonly hints: readonly CalendarHint[];
  send(of?: Partial<FakeDelivery>, change?: Readonly<Record<string, string | null>>): Promise<number>;
  handle(request: Request): Promise<Response>;
}

function receiver(options: Partial<Parameters<typeof calendarWebhook>[0]> = {}): Receiver {
  const hints: CalendarHint[] = [];
  const clock = virtualClock("2026-11-22T12:00:00Z");
  const handle = calendarWebhook({ tokens: [TOKEN], onHint: (hint) => void hints.push(hint), clock, ...options });
  return {
    hints,
    handle,
    send: async (of, change = {}) => {
      const request = calendarDelivery({ token: TOKEN, ...of });
      for (const [name, value] of Object.entries(change)) {
        if (value === null) request.headers.delete(name);
        else request.headers.set(name, value);
      }
      return (await handle(request)).status;
    },
  };
}

describe("a message with the token is a hint", () => {
  test("of a change, and of when the channel ends", async () => {
    const { send, hints } = receiver();
    expect(await send({ expires: EXPIRES, number: 10 })).toBe(202);
    expect(hints).toEqual([
      {
        channel: "fake-channel",
        resource: "fake-resource",
        state: "exists",
        number: 10,
        expires: "2026-11-29T12:00:00Z",
        token: 0,
      },
    ]);
  });

  test("the first message of a channel only says that it works", async () => {
    const { send, hints } = receiver();
    expect(await send({ state: "sync", number: 1 })).toBe(200);
    expect(hints).toEqual([]);
  });

  test.each(["not_exists", "something_new"])("F10 %s is a hint too", async (state) => {
    const { send, hints } = receiver();
    expect(await send({ state })).toBe(202);
    expect(hints[0]?.state).toBe(state);
  });

  test.each<[Readonly<Record<string, string | null>>, Partial<CalendarHint>]>([
    [{ "x-goog-resource-id": null, "x-goog-message-number": null }, {}],
    [{ "x-goog-resource-id": "a b", "x-goog-message-number": "1e3x", "x-goog-channel-expiration": "soon" }, {}],
    [
      { "x-goog-resource-id": null, "x-goog-message-number": "0", "x-goog-channel-expiration": String(EXPIRES) },
      { expires: "2026-11-29T12:00:00Z" as never },
    ],
    [
      { "x-goog-resource-id": null, "x-goog-message-number": "-1", "x-goog-channel-expiration": "99999999999999" },
      { expires: "5138-11-16T09:46:39.999Z" as never },
    ],
    [
      {
        "x-goog-resource-id": null,
        "x-goog-message-number": null,
        "x-goog-channel-expiration": "Sun, 99 Nov 2026 12:00:00 GMT",
      },
      {},
    ],
  ])("what is missing or odd is left out: %j", async (change, expected) => {
    const { send, hints } = receiver();
    expect(await send({}, change)).toBe(202);
    expect(hints).toEqual([{ channel: "fake-channel", state: "exists", token: 0, ...expected }]);
  });

  test("F56 while a token is replaced both are good", async () => {
    const { send, hints } = receiver({ tokens: [`${TOKEN}-new`, () => TOKEN] });
    await send();
    await send({ token: `${TOKEN}-new` });
    expect(hints.map(({ token }) => token)).toEqual([1, 0]);
  });
});

describe("F53 what is forged is told nothing", () => {
  test.each([{ token: "another" }, { token: "" }, { token: `${TOKEN}x` }, { url: `https://bot.example.com/${TOKEN}` }])(
    "%j",
    async (of) => {
      const { send, hints } = receiver();
      expect(await send(of, "url" in of ? { "x-goog-channel-token": null } : {})).toBe(401);
      expect(hints).toEqual([]);
    },
  );
});

test("F48 what is replayed is a hint again, up to so many a minute", async () => {
  const { send, hints } = receiver({ hintsPerMinute: 2 });
  expect([await send(), await send(), await send()]).toEqual([202, 202, 429]);
  expect(hints[1]).toEqual(hints[0]);
});

test.each([
  [{ "x-goog-channel-id": null }],
  [{ "x-goog-channel-id": "a b" }],
  [{ "x-goog-channel-id": "x".repeat(65) }],
  [{ "x-goog-resource-state": null }],
  [{ "x-goog-resource-state": "__proto__ " + "x".repeat(40) }],
])("what Google does not send is refused: %j", async (change) => {
  const { send, hints } = receiver();
  expect(await send({}, change)).toBe(400);
  expect(hints).toEqual([]);
});

test("F54 a body is not read, however long or slow it would be", async () => {
  const { handle, hints } = receiver();
  const pull = (): never => {
    throw new Error("read");
  };
  const { headers } = calendarDelivery({ token: TOKEN });
  headers.set("content-length", "99999999999");
  const request = new Request("https://bot.example.com/calendar", {
    method: "POST",
    headers,
    body: new ReadableStream({ pull }, { highWaterMark: 0 }),
    duplex: "half",
  } as RequestInit);
  expect((await handle(request)).status).toBe(202);
  expect([request.bodyUsed, hints.length]).toEqual([false, 1]);
});

test("another method is refused", async () => {
  const { handle } = receiver();
  const { headers } = calendarDelivery({ token: TOKEN });
  expect((await handle(new Request("https://bot.example.com/calendar", { headers }))).status).toBe(405);
});

test("a token that can be guessed is refused", () => {
  expect(() => receiver({ tokens: ["calendar"] })).toThrow(/options of calendarWebhook: one of tokens is shorter/);
});
