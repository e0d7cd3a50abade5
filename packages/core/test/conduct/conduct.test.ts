import { type Clock, epochMs, instant } from "@footplate/core";
import { conduct, type Conducted, type ConductOptions } from "@footplate/core/conduct";
import { wrapPort, faults } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { A, END, START, TRAIN } from "./shuttle.ts";
import { at, story, type Story } from "./story.ts";

const MINUTE_MS = 60_000;

/** Conducts until something happens, or for so many ticks. What was said. */
async function said(
  day: Story,
  options: ConductOptions & { readonly until?: (event: Conducted) => boolean; readonly ticks?: number } = {},
): Promise<readonly Conducted[]> {
  const { until, ticks = 400, ...rest } = options;
  const events: Conducted[] = [];
  for await (const event of conduct(day.context(), { nonce: day.nonce, ...rest })) {
    events.push(event);
    if (until?.(event) === true || events.filter(({ type }) => type === "tick").length >= ticks) break;
  }
  return events;
}

const ticksOf = (events: readonly Conducted[]): readonly string[] =>
  events.filter(({ type }) => type === "tick").map((event) => event.at);

describe("conducting", () => {
  test("goes from the cut to the arrival, and ends then when it is asked to", async () => {
    const day = story();
    const events = await said(day, { untilEnded: true });
    expect((await day.state()).phase).toBe("arrived");
    expect(events.filter(({ type }) => type === "trouble")).toEqual([]);
    expect(day.notice().reached).toBe("completed");
    expect(epochMs(day.clock.now())).toBeLessThan(epochMs(at("11:30")));
  });

  test("without a train it goes on; a loop that is left gives the lease back", async () => {
    const day = story();
    await said(day, { ticks: 3 });
    expect(await day.memory.journal.leases.holder("apply/shuttle")).toBeUndefined();
  });

  test("sleeps until the tick says, and never longer than it is told", async () => {
    const day = story();
    const times = ticksOf(await said(day, { ticks: 12, everyMs: 2 * MINUTE_MS })).map(epochMs);
    const gaps = times.slice(1).map((ms, index) => ms - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * MINUTE_MS);
    expect(times).toContain(epochMs(at("10:50")));
  });

  test("F48: a hint means: look now; many at once are one", async () => {
    const day = story();
    let ring: (() => void) | undefined;
    let left = 3;
    const hints: AsyncIterable<unknown> = {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          left > 0
            ? ((left -= 1), Promise.resolve({ done: false, value: "look" }))
            : new Promise((resolve) => (ring = () => resolve({ done: true, value: undefined }))),
        return: () => (ring?.(), Promise.resolve({ done: true, value: undefined })),
      }),
    };
    const times = ticksOf(await said(day, { ticks: 3, hints }));
    // The three hints that were there before the first tick are one more tick at the same moment.
    expect(times.slice(0, 2)).toEqual([START, START]);
    expect(times[2]).not.toBe(START);
  });

  test("a source of hints that breaks is one that gives no more", async () => {
    const day = story();
    const hints: AsyncIterable<unknown> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("the webhook's server is gone")) }),
    };
    expect(ticksOf(await said(day, { ticks: 2, hints }))).toHaveLength(2);
  });

  test("F70: a signal ends it without an error, in its sleep and at work, and leaves the window open", async () => {
    for (const stopAt of [at("11:03"), at("11:08")]) {
      const day = story();
      const stop = new AbortController();
      const events = await said(day, {
        signal: stop.signal,
        until: () => (epochMs(day.clock.now()) >= epochMs(stopAt) && stop.abort(), false),
      });
      expect(events.length).toBeGreaterThan(0);
      expect(day.notice().reached).toBe("in_progress");
      expect(await day.memory.journal.leases.holder("apply/shuttle")).toBeUndefined();
      // The next process goes on.
      await said(day, { untilEnded: true });
      expect((await day.state()).phase).toBe("arrived");
      expect(day.runs()).toHaveLength(2);
    }
  });

  test("a signal that is aborted before the start is no start", async () => {
    const day = story();
    const events = await said(day, { signal: AbortSignal.abort() });
    expect(events).toEqual([]);
    expect(await day.facts()).toEqual([]);
  });

  test("F68, F69: while another process has the lease it waits, says who, and takes over when that one is dead", async () => {
    const day = story();
    await day.memory.journal.leases.acquire("apply/shuttle", "the other machine", "apply", 90_000);
    const events = await said(day, { until: ({ type }) => type === "tick" });
    const [first] = events;
    expect(first).toMatchObject({ type: "trouble", text: expect.stringContaining("the other machine") });
    expect(epochMs(day.clock.now()) - epochMs(START)).toBeGreaterThanOrEqual(90_000);
    expect(events.at(-1)?.type).toBe("tick");
  });

  test("the mirrors are looked at first, when something was recorded, and now and then", async () => {
    const day = story();
    let lists = 0;
    const list: typeof day.ports.calendar = day.ports.calendar;
    if (list === undefined) throw new Error("no calendar");
    const ports = {
      ...day.ports,
      calendar: { ...list, list: (...args: Parameters<typeof list.list>) => ((lists += 1), list.list(...args)) },
    };
    const counts: number[] = [];
    for await (const event of conduct(
      { ...day.context(ports) },
      { nonce: day.nonce, mirrorsEveryMs: 30 * MINUTE_MS },
    )) {
      if (event.type !== "tick") continue;
      counts.push(lists);
      if (counts.length === 4) break;
    }
    // 10:45 first; 10:46 and on: nothing new.
    expect(counts[0]).toBeGreaterThan(0);
    expect(new Set(counts.slice(0, 3)).size).toBe(1);
    await day.act({ act: "hold", by: "b", train: TRAIN, reason: "wait", note: "for the fix", discretion: true });
    const before = lists;
    for await (const event of conduct({ ...day.context(ports) }, { nonce: day.nonce }))
      if (event.type === "tick") break;
    expect(lists).toBeGreaterThan(before);
  });

  test("why a train waits is said when it changes, and not at every tick", async () => {
    const day = story({ policy: { steps: { promote: "conductor" } } });
    const events = await said(day, { until: (event) => epochMs(event.at) >= epochMs(at("11:20")) });
    const waits = events.filter(({ type, text }) => type === "waiting" && text.includes(`${A} waits for a conductor`));
    expect(waits).toHaveLength(1);
  });

  test("a journal that answers nothing for a while is waited for", async () => {
    const day = story();
    const injector = faults();
    injector.loseAnswerAt(2);
    const ports = { ...day.ports, journal: wrapPort(day.ports.journal, injector) };
    const failed = (async () => {
      for await (const event of conduct(day.context(ports), { nonce: day.nonce }))
        if (event.type === "tick") return "ticked";
      return "ended";
    })();
    await expect(failed).resolves.toBe("ticked");
  });

  test("F44: a machine that slept for hours goes on where the world is now", async () => {
    const day = story();
    let slept = false;
    const clock: Clock = {
      ...day.clock,
      async sleep(ms, signal) {
        await day.clock.sleep(ms, signal);
        if (!slept && epochMs(day.clock.now()) > epochMs(at("11:02"))) {
          slept = true;
          day.clock.advance(40 * MINUTE_MS);
        }
      },
    };
    for await (const event of conduct({ ...day.context(), clock }, { nonce: day.nonce, untilEnded: true })) void event;
    expect((await day.state()).phase).toBe("arrived");
    expect(day.runs()).toHaveLength(2);
    expect(epochMs(day.clock.now())).toBeLessThan(epochMs(instant(END)));
  });
});
