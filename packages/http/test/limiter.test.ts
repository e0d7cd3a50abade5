import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { systemClock } from "../src/index.ts";
import { createLimiter, type Limiter } from "../src/limiter.ts";
import { testClock } from "./support/clock.ts";
import { anything, rejection, transport } from "./support/http.ts";

const never = new AbortController().signal;

async function run(limiter: Limiter, ticket: number, work: () => unknown): Promise<void> {
  const turn = await limiter.enter(ticket, Number.POSITIVE_INFINITY, never);
  if ("because" in turn) {
    throw new Error(turn.because);
  }
  await work();
  turn.end(true);
}

function mostInAnyWindow(times: readonly number[], perMs: number): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at <= from + perMs).length));
}

test.each([
  [60, 1000],
  [600, 1000],
])(
  "F15 never more than %i in any 60 s, and within 1.05 of the shortest time, for 1 to %i requests",
  async (requests, most) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: most }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 10 }),
        async (count, pauses) => {
          const clock = testClock();
          const limiter = createLimiter(clock, { requests, perMs: 60_000 });
          const start = clock.monotonicMs();
          const times: number[] = [];
          const order: number[] = [];
          let idle = 0;
          const waiting: Promise<void>[] = [];
          for (let index = 0; index < count; index += 1) {
            const pause = index % 30 === 29 ? pauses.shift() : undefined;
            if (pause !== undefined) {
              await Promise.all(waiting);
              clock.advance(pause);
              idle += pause;
            }
            waiting.push(
              run(limiter, limiter.ticket(), async () => {
                times.push(clock.monotonicMs());
                order.push(index);
                await Promise.resolve();
              }),
            );
          }
          await Promise.all(waiting);
          expect(mostInAnyWindow(times, 60_000)).toBeLessThanOrEqual(requests);
          expect(order).toEqual([...Array(count).keys()]);
          const bound = Math.floor((count - 1) / requests) * 60_000;
          expect((times.at(-1) ?? start) - start).toBeLessThanOrEqual(1.05 * bound + idle);
        },
      ),
      { numRuns: 20 },
    );
  },
);

test("F15 the whole transport keeps it, seen from the service, with retries and slow answers", async () => {
  const clock = testClock();
  const times: number[] = [];
  const http = transport("https://api.test/", {
    clock,
    timeoutMs: 3_600_000,
    rateLimit: { requests: 20, perMs: 60_000 },
    fetch: async () => {
      const hit = times.push(clock.monotonicMs());
      await new Promise((resolve) => setImmediate(resolve));
      return hit % 17 === 0
        ? new Response(null, { status: 429, headers: { "retry-after": "5" } })
        : new Response("{}", { headers: { "content-type": "application/json" } });
    },
  });
  const start = clock.monotonicMs();
  await Promise.all(Array.from({ length: 90 }, () => http.request({ method: "POST", path: "a", schema: anything })));
  expect(mostInAnyWindow(times, 60_000)).toBeLessThanOrEqual(20);
  expect(times.length).toBeGreaterThanOrEqual(95);
  expect((times.at(-1) ?? 0) - start).toBeLessThanOrEqual(1.05 * Math.floor((times.length - 1) / 20) * 60_000 + 30_000);
});

test("a place is free perMs after the answer, since nobody knows when the service counted", async () => {
  const clock = testClock();
  const limiter = createLimiter(clock, { requests: 1, perMs: 1000 });
  const times: number[] = [];
  const first = run(limiter, limiter.ticket(), () => clock.advance(400));
  const second = run(limiter, limiter.ticket(), () => times.push(clock.monotonicMs()));
  const start = clock.monotonicMs();
  await Promise.all([first, second]);
  expect(times).toEqual([start + 1401]);
});

test("a body that takes its time does not hold the place: the service counted before it answered", async () => {
  const clock = testClock();
  const times: number[] = [];
  const slow = (): ReadableStream<Uint8Array> =>
    new ReadableStream(
      {
        pull(controller) {
          clock.advance(5000);
          controller.enqueue(new TextEncoder().encode("{}"));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  const http = transport("https://api.test/", {
    clock,
    rateLimit: { requests: 1, perMs: 60_000 },
    timeoutMs: 600_000,
    fetch: async () => {
      times.push(clock.monotonicMs());
      return new Response(slow(), { headers: { "content-type": "application/json" } });
    },
  });
  const ask = (): Promise<unknown> => http.request({ method: "GET", path: "a", schema: anything });
  await Promise.all([ask(), ask()]);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(60_001);
});

describe("the queue", () => {
  test("a call whose credential could not be set takes no place", async () => {
    const clock = testClock();
    let calls = 0;
    const http = transport("https://api.test/", {
      clock,
      rateLimit: { requests: 1, perMs: 60_000 },
      fetch: async () => new Response(null, { status: 204 }),
      authorize: () => {
        calls += 1;
        if (calls === 1) {
          throw new Error("not yet");
        }
      },
    });
    await rejection(http.request({ method: "GET", path: "a" }));
    await http.request({ method: "GET", path: "a" });
    expect(clock.slept).toEqual([]);
  });

  test("a request that was never sent gives its place back", async () => {
    const clock = testClock();
    const limiter = createLimiter(clock, { requests: 1, perMs: 60_000 });
    const turn = await limiter.enter(limiter.ticket(), Number.POSITIVE_INFINITY, never);
    if (!("because" in turn)) {
      turn.end(false);
    }
    await run(limiter, limiter.ticket(), () => undefined);
    expect(clock.slept).toEqual([]);
  });

  test("a retry keeps its place before those that came later", async () => {
    const clock = testClock();
    const limiter = createLimiter(clock, { requests: 1, perMs: 1000 });
    const tickets = [limiter.ticket(), limiter.ticket(), limiter.ticket()] as const;
    const order: number[] = [];
    const at = (index: 0 | 1 | 2): Promise<void> => run(limiter, tickets[index], () => order.push(index));
    await at(0);
    await Promise.all([at(2), at(1), at(0)]);
    expect(order).toEqual([0, 0, 1, 2]);
  });

  test("its own turn is waited for up to the deadline only, and not slept beyond it", async () => {
    const clock = testClock();
    const http = transport("https://api.test/", {
      clock,
      rateLimit: { requests: 1, perMs: 600_000 },
      fetch: async () => new Response(null, { status: 204 }),
    });
    await http.request({ method: "DELETE", path: "a" });
    const error = await rejection(http.request({ method: "DELETE", path: "a", timeoutMs: 45_000 }));
    expect(error).toMatchObject({ code: "timeout", written: "no" });
    expect(clock.slept).toEqual([45_000]);
    await http.request({ method: "DELETE", path: "a", timeoutMs: 600_000 });
    expect(clock.slept).toHaveLength(2);
  });

  test("when all have given up, nobody sleeps on", async () => {
    const slept: (AbortSignal | undefined)[] = [];
    const clock = {
      ...systemClock,
      sleep: (ms: number, signal?: AbortSignal) => {
        slept.push(signal);
        return systemClock.sleep(ms, signal);
      },
    };
    const limiter = createLimiter(clock, { requests: 1, perMs: 60_000 });
    await run(limiter, limiter.ticket(), () => undefined);
    const controller = new AbortController();
    const waiting = limiter.enter(limiter.ticket(), Number.POSITIVE_INFINITY, controller.signal);
    while (slept.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    controller.abort("enough");
    expect(await waiting).toEqual({ because: "aborted", reason: "enough" });
    expect(slept.map((signal) => signal?.aborted)).toEqual([true]);
  });
});
