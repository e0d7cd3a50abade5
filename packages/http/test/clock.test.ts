import { getEventListeners } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "../src/index.ts";
import { rejection } from "./support/http.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("F47 a wait above 24.8 days is kept to the end", async () => {
  vi.useFakeTimers();
  const forty = 40 * 24 * 3_600_000;
  let awake = false;
  const waiting = systemClock.sleep(forty).then(() => (awake = true));
  await vi.advanceTimersByTimeAsync(forty - 1000);
  expect(awake).toBe(false);
  await vi.advanceTimersByTimeAsync(1001);
  await waiting;
  expect(awake).toBe(true);
});

test("sleep rejects with the signal's own reason and leaves neither listener nor timer", async () => {
  vi.useFakeTimers();
  const controller = new AbortController();
  const waiting = rejection(systemClock.sleep(1000, controller.signal));
  controller.abort("enough");
  expect(await waiting).toBe("enough");
  expect(await rejection(systemClock.sleep(1000, controller.signal))).toBe("enough");
  expect(vi.getTimerCount()).toBe(0);
  const { signal } = new AbortController();
  const slept = systemClock.sleep(5, signal);
  await vi.advanceTimersByTimeAsync(6);
  await slept;
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("now is an instant, monotonicMs does not go back", () => {
  expect(systemClock.now()).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
  const first = systemClock.monotonicMs();
  expect(systemClock.monotonicMs()).toBeGreaterThanOrEqual(first);
});
