import { apply, type Clock, fromEpochMs, type Journal, type Notice } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { applied, failure, planned, range, simulatedWorld, type SimulatedWorld } from "./world.ts";

/** A journal whose answers to notes of one type take a while. */
function slowNotes(world: SimulatedWorld, type: string, ms: number, journal: Journal = world.ports().journal): Journal {
  return {
    ...journal,
    note: async (...call) => {
      const appended = await journal.note(...call);
      if (call[3].type === type) world.clock.advance(ms);
      return appended;
    },
  };
}

describe("deadlines, waiting and clocks", () => {
  it("F5 F44: the time that noting an intent takes is taken from the send, by the clock that never jumps", async () => {
    for (const [slowMs, jumpMs] of [
      [4_000, 0],
      [4_000, -3_600_000],
      [4_000, 3_600_000],
      [12_000, 0],
    ] as const) {
      const world = simulatedWorld();
      const timeouts: number[] = [];
      const board = world.ports().noticeBoard;
      const slow = slowNotes(world, "intent", slowMs);
      const journal: Journal = {
        ...slow,
        note: async (...call) => {
          const appended = await slow.note(...call);
          // The journal's clock is set while it answers.
          return appended.ok ? { ...appended, at: fromEpochMs(world.clock.epochMs() + jumpMs) } : appended;
        },
      };
      await applied(
        world,
        undefined,
        { patienceMs: 0 },
        {
          journal,
          noticeBoard: {
            ...board,
            create: (item, mark, call) => (timeouts.push(call?.timeoutMs ?? -1), board.create(item, mark, call)),
          },
        },
      );
      expect(timeouts).toEqual(slowMs > world.board.sendMs ? [] : Array(6).fill(world.board.sendMs - slowMs));
      await applied(world);
      expect(world.board.world.live()).toHaveLength(6);
    }
  });

  it("F73: with a new journal nothing is made from a listing that began too early, however late the write comes", async () => {
    const world = simulatedWorld({ lagMs: 45_000 });
    world.journal.loseAll();
    world.clock.advance(69_000);
    // Another bot's write of before the loss landed, and is not listed yet.
    await world.board.create(noticeOf(world), {
      key: "weekly/e1.46/prod/client-a/primary",
      generation: 1,
      nonce: "before",
      facts: 0,
    });
    for await (const event of apply(world.context(), { range, patienceMs: 0 }))
      if (event.type === "planned") world.clock.advance(2_000);
    expect(world.board.world.attempts().create).toBe(1);
    world.clock.advance(200_000);
    await applied(world);
    expect(world.board.world.live()).toHaveLength(6);
  });

  it("F23: what is absent is judged by when the listing began, however long it took to answer", async () => {
    const world = simulatedWorld({ lagMs: 60_000 });
    world.board.world.failNext("writeLate");
    await applied(world, undefined, { patienceMs: 0 });
    // It lands at 10 s and is listed from 70 s on.
    world.clock.advance(69_000);
    const { noticeBoard } = world.ports();
    const slow = {
      ...noticeBoard,
      list: async (...call: Parameters<typeof noticeBoard.list>) => {
        const listing = await noticeBoard.list(...call);
        world.clock.advance(5_000);
        return listing;
      },
    };
    await applied(world, undefined, { patienceMs: 0 }, { noticeBoard: slow });
    expect(world.board.world.resources()).toHaveLength(6);
    await applied(world);
    expect(world.board.world.resources()).toHaveLength(6);
    expect((await planned(world)).operations).toEqual([]);
  });

  it("F38: what settles is judged by the journal's clock, also when the bot's own is wrong", async () => {
    for (const skewMs of [-1_800_000, 1_800_000]) {
      const world = simulatedWorld();
      world.board.world.failNext("requestLost");
      await applied(world, undefined, { patienceMs: 0 });
      const clock: Clock = {
        ...world.clock,
        now: () => fromEpochMs(world.clock.epochMs() + skewMs),
        sleep: (ms, signal) => world.clock.sleep(ms, signal),
      };
      const before = world.clock.monotonicMs();
      const events = [];
      for await (const event of apply({ ...world.context(), clock }, { range })) events.push(event.type);
      expect(events).toContain("waiting");
      expect(world.board.world.live()).toHaveLength(6);
      expect(world.clock.monotonicMs() - before).toBeLessThan(100_000);
    }
  });

  it("F38: a wall clock put back while waiting does not make the wait longer than patience", async () => {
    const world = simulatedWorld();
    world.board.world.failNext("requestLost");
    await applied(world, undefined, { patienceMs: 0 });
    const before = world.clock.monotonicMs();
    let back = 0;
    const clock: Clock = {
      ...world.clock,
      now: () => fromEpochMs(world.clock.epochMs() - back),
      sleep: (ms, signal) => {
        back = 3_600_000;
        return world.clock.sleep(ms, signal);
      },
    };
    for await (const event of apply({ ...world.context(), clock }, { range })) void event;
    expect(world.clock.monotonicMs() - before).toBeLessThan(180_000);
    expect(world.board.world.live()).toHaveLength(6);
  });

  it("F44: a process that slept through its lease while waiting writes nothing", async () => {
    const world = simulatedWorld();
    world.board.world.failNext("requestLost");
    await applied(world, undefined, { patienceMs: 0 });
    const attempts = world.board.world.attempts();
    const clock: Clock = { ...world.clock, sleep: (_ms, signal) => world.clock.sleep(3_600_000, signal) };
    const run = async (): Promise<void> => {
      for await (const event of apply({ ...world.context(), clock }, { range })) void event;
    };
    expect((await failure(run())).code).toBe("lease_lost");
    expect(world.board.world.attempts()).toEqual(attempts);
  });

  it("the lease counts from when it was asked for, not from when the answer came", async () => {
    const world = simulatedWorld();
    const { leases, ...journal } = world.ports().journal;
    let renewed = 0;
    const slow: Journal = {
      ...journal,
      leases: {
        ...leases,
        acquire: async (...call) => {
          const answer = await leases.acquire(...call);
          world.clock.advance(70_000);
          return answer;
        },
        renew: (...call) => ((renewed += 1), leases.renew(...call)),
      },
    };
    await applied(world, undefined, {}, { journal: slow });
    expect(renewed).toBe(1);
  });
});

function noticeOf(world: SimulatedWorld): Notice {
  return {
    title: "From before",
    body: "",
    cancellation: "",
    start: fromEpochMs(world.clock.epochMs() + 86_400_000),
    end: fromEpochMs(world.clock.epochMs() + 90_000_000),
    components: ["component-a"],
    notify: true,
  };
}
