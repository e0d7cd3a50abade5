import { createGitHub } from "@footplate/adapter-github";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { instant } from "@footplate/core";
import { createHttp, pages } from "@footplate/http";
import { virtualClock } from "@footplate/testkit";
import { expect, test } from "vitest";

const START = "2027-02-01T08:00:00Z";
const COUNTS = [1, 60, 61, 121, 601, 1000];

/** A service that refuses whatever is too much in any `perMs`, and says when each request came. */
function strictService(clock: { monotonicMs(): number }, requests: number, perMs: number) {
  const times: number[] = [];
  let refused = 0;
  const answer = async (): Promise<Response> => {
    const at = clock.monotonicMs();
    const within = times.filter((time) => time > at - perMs).length;
    if (within >= requests) {
      refused += 1;
      return new Response(null, { status: 429, headers: { "retry-after": "1" } });
    }
    times.push(at);
    return new Response(null, { status: 204 });
  };
  return { answer, times, refused: () => refused };
}

test.each([
  { service: "Statuspage", requests: 60, perMs: 60_000 },
  { service: "Google Calendar", requests: 600, perMs: 60_000 },
])(
  "F15 $service's $requests a minute: 1 to 1000 writes take at most 1.05 of the shortest time, and none is refused",
  async ({ requests, perMs }) => {
    for (const count of COUNTS) {
      const clock = virtualClock(START);
      const service = strictService(clock, requests, perMs);
      const http = createHttp({
        adapter: "bound",
        baseUrl: "https://api.test/",
        clock,
        fetch: service.answer,
        rateLimit: { requests, perMs },
        timeoutMs: 3_600_000,
      });
      await Promise.all(Array.from({ length: count }, () => http.request({ method: "POST", path: "a" })));
      const bound = Math.floor((count - 1) / requests) * perMs;
      expect(service.times).toHaveLength(count);
      expect({ count, refused: service.refused() }).toEqual({ count, refused: 0 });
      expect(service.times.at(-1)).toBeGreaterThanOrEqual(bound);
      expect(service.times.at(-1)).toBeLessThanOrEqual(1.05 * bound);
    }
  },
);

test("F15 GitHub: writes come one by one, a second apart, none is refused, and 500 take 499 seconds", async () => {
  for (const count of [1, 2, 81, 200, 500]) {
    const clock = virtualClock(START);
    const fake = fakeGitHub({ now: clock.epochMs, limits: { writesPerMinute: 80, writeGapMs: 1000 } });
    const { repository, token, fetch } = fake;
    const { trainTickets } = createGitHub({ repository, token, fetch, clock, sendMs: 3_600_000, timeoutMs: 3_600_000 });
    const item = { title: "x", body: "x", start: instant(START), end: instant("2027-02-02T08:00:00Z") };
    fake.issues.open({ title: "Not ours", labels: ["release-train"] });
    await Promise.all(
      Array.from({ length: count }, (_none, index) =>
        trainTickets.create(item, { key: `k/${index}`, generation: 1, nonce: String(index), facts: 0 }),
      ),
    );
    const writes = fake.state().calls.filter(({ method }) => method !== "GET");
    expect(writes.map(({ status }) => status)).toEqual(Array(count).fill(201));
    expect((writes.at(-1)?.at ?? 0) - (writes[0]?.at ?? 0)).toBe((count - 1) * 1000);
  }
});

test("F15 F18 GitHub: the 501st write within an hour is not sent but refused, with the time to wait", async () => {
  const clock = virtualClock(START);
  const fake = fakeGitHub({ now: clock.epochMs, limits: { writesPerMinute: 80, writeGapMs: 1000 } });
  const { repository, token, fetch } = fake;
  const { trainTickets } = createGitHub({ repository, token, fetch, clock, sendMs: 7_200_000, timeoutMs: 7_200_000 });
  const item = { title: "x", body: "x", start: instant(START), end: instant("2027-02-02T08:00:00Z") };
  fake.issues.open({ title: "Not ours", labels: ["release-train"] });
  const create = (index: number) =>
    trainTickets.create(item, { key: `k/${index}`, generation: 1, nonce: String(index), facts: 0 });
  for (let index = 0; index < 500; index += 1) await create(index);
  const sent = (): readonly (number | undefined)[] =>
    fake
      .state()
      .calls.filter(({ method }) => method !== "GET")
      .map(({ status }) => status);
  const error = await create(500).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "rate_limited", written: "no", retryAfterMs: 3_600_000 - 499_000 });
  expect(sent()).toEqual(Array(500).fill(201));
  clock.advance(3_600_000 - 499_000);
  await create(501);
  expect(sent()).toEqual(Array(501).fill(201));
});

test("a listing that is left early has asked for the pages that were touched, and for no more", async () => {
  for (const touched of [1, 2, 7]) {
    const asked: (string | undefined)[] = [];
    const load = async (cursor: string | undefined) => {
      asked.push(cursor);
      return { items: [cursor], next: String(asked.length) };
    };
    let seen = 0;
    for await (const items of pages(load)) {
      expect(items).toHaveLength(1);
      seen += 1;
      if (seen === touched) break;
    }
    await Promise.resolve();
    expect(asked).toHaveLength(touched);
  }
});
