import { checked, createCheckup, type HttpSettings, watchClocks } from "@footplate/http";
import { type Check, epochMs, FootplateError, fromEpochMs, type TrainLine } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";

const NOW = "2026-11-22T12:00:00Z";

/** What the clock of a service comes to that answers with these headers after so long. */
async function seen(headers: Readonly<Record<string, string>>, tookMs = 0): Promise<number | undefined> {
  const clock = virtualClock(NOW);
  const { settings, clocks } = watchClocks<HttpSettings>({
    clock,
    fetch: async () => {
      clock.set(fromEpochMs(epochMs(NOW) + tookMs));
      return new Response("{}", { headers });
    },
  });
  await settings.fetch?.("https://api.example.com:8443/v1");
  expect(clocks().every(({ host }) => host === "api.example.com:8443")).toBe(true);
  return clocks()[0]?.aheadMs;
}

describe("F38 clocks of services", () => {
  test.each([
    ["Sun, 22 Nov 2026 12:00:00 GMT", 0],
    ["Sun, 22 Nov 2026 11:59:59 GMT", 0],
    ["Sun, 22 Nov 2026 12:01:00 GMT", 60_000],
    ["Sun, 22 Nov 2026 11:58:59 GMT", -60_000],
  ])("%s is %i ms ahead", async (date, aheadMs) => {
    expect(await seen({ date })).toBe(aheadMs);
  });

  test("what lies within the exchange is no difference, and what a cache kept is counted on", async () => {
    expect(await seen({ date: "Sun, 22 Nov 2026 12:00:20 GMT" }, 30_000)).toBe(0);
    expect(await seen({ date: "Sun, 22 Nov 2026 11:50:00 GMT", age: "600" })).toBe(0);
    expect(await seen({ date: "Sun, 22 Nov 2026 11:50:00 GMT", age: "-5" })).toBe(-599_000);
  });

  test("a clock that was put right since, or wrong, is judged as it is now, without another answer", async () => {
    const clock = virtualClock(NOW);
    const { settings, clocks } = watchClocks<HttpSettings>({
      clock,
      fetch: async () => new Response("{}", { headers: { date: "Sun, 22 Nov 2026 11:00:00 GMT" } }),
    });
    await settings.fetch?.("https://api.example.com/v1");
    clock.advance(600_000);
    expect(clocks()).toEqual([{ host: "api.example.com", aheadMs: -3_599_000 }]);
    clock.set("2026-11-22T11:10:00Z");
    expect(clocks()).toEqual([{ host: "api.example.com", aheadMs: 0 }]);
    clock.set("2026-11-22T10:10:00Z");
    expect(clocks()).toEqual([{ host: "api.example.com", aheadMs: 3_600_000 }]);
  });

  test("a service that does not say is left out", async () => {
    expect(await seen({})).toBeUndefined();
    expect(await seen({ date: "yesterday" })).toBeUndefined();
  });
});

describe("a checkup", () => {
  const line = {} as TrainLine;

  test("looks no further than the credential is let in, and says how the clocks stand", async () => {
    const checkup = createCheckup({
      adapter: "any",
      permissions: [],
      clocks: () => [{ host: "api.example.com", aheadMs: -130_000 }],
      opening: () =>
        checked("credential", () => {
          throw new FootplateError({ code: "auth", message: "answered 401", hint: "renew it" });
        }),
      async *further() {
        yield { subject: "more", result: "fine", found: "looked at" };
      },
    });
    const all: Check[] = [];
    for await (const check of checkup.checks(line)) all.push(check);
    expect(all).toEqual([
      { subject: "credential", result: "wrong", found: "answered 401", hint: "renew it" },
      expect.objectContaining({
        result: "doubtful",
        found: "this machine's clock is 2 min ahead of the service's",
      }),
    ]);
    expect(checkup.clocks()).toEqual([{ host: "api.example.com", aheadMs: -130_000 }]);
  });

  test("takes a service that has no time for no refusal, and hands an abort on", async () => {
    const busy = new FootplateError({ code: "rate_limited", message: "too often" });
    expect(await checked("page", () => Promise.reject(busy))).toMatchObject({ result: "doubtful" });
    const stop = new Error("stop");
    await expect(checked("page", () => Promise.reject(stop))).rejects.toBe(stop);
  });
});
