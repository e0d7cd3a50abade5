import { expect, test } from "vitest";
import { virtualClock } from "../src/index.ts";

test("time passes only when told, and sleeping tells it", async () => {
  const clock = virtualClock("2026-01-01T00:00:00Z");
  clock.advance(1500);
  expect(clock.now()).toBe("2026-01-01T00:00:01.500Z");
  await clock.sleep(3_600_000);
  expect(clock.now()).toBe("2026-01-01T01:00:01.500Z");
  expect(clock.monotonicMs()).toBe(3_601_500);
  expect(() => clock.advance(-1)).toThrow(RangeError);
});

test("F38 monotonic time never goes back, whatever the wall clock does", () => {
  const clock = virtualClock("2026-01-01T00:00:00Z");
  clock.set("2026-01-02T00:00:00Z");
  expect(clock.monotonicMs()).toBe(86_400_000);
  clock.set("2020-01-01T00:00:00Z");
  expect(clock.now()).toBe("2020-01-01T00:00:00Z");
  expect(clock.monotonicMs()).toBe(86_400_000);
});

test("sleeping rejects with the signal's own reason and lets no time pass", async () => {
  const clock = virtualClock("2026-01-01T00:00:00Z");
  const reason = { because: "stopped" };
  await expect(clock.sleep(1000, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(clock.monotonicMs()).toBe(0);
  const controller = new AbortController();
  const sleeping = clock.sleep(1000, controller.signal);
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
});
