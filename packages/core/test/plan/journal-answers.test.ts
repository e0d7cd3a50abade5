import { apply, FootplateError, type Journal } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { applied, failure, planned, range, simulatedWorld, type SimulatedWorld, weekly } from "./world.ts";

type NoteCall = Parameters<Journal["note"]>;

/** The journal, with one answer to a note of a type replaced. */
function answering(
  world: SimulatedWorld,
  type: string,
  act: (journal: Journal, call: NoteCall) => ReturnType<Journal["note"]>,
  times = 1,
): Journal {
  const { journal } = world;
  let left = times;
  return {
    ...journal,
    note: (...call) => (call[3].type === type && left-- > 0 ? act(journal, call) : journal.note(...call)),
  };
}

const attempts = (world: SimulatedWorld): number =>
  world.board.world.attempts().create + world.calendar.world.attempts().create;

describe("what the journal answers in the middle", () => {
  it("F68: an intent that somebody else was first to write sends nothing", async () => {
    const world = simulatedWorld();
    const events = await applied(
      world,
      weekly,
      {},
      { journal: answering(world, "intent", () => Promise.resolve({ ok: false, reason: "stale" })) },
    );
    expect(events.at(-1)).toEqual({ type: "finished", done: 14, left: 1, failed: 0 });
    expect(attempts(world)).toBe(14);
  });

  it("F69: a fenced answer ends the run at once, before or after the send, and the next run doubles nothing", async () => {
    for (const type of ["intent", "done"]) {
      const world = simulatedWorld();
      const journal = answering(world, type, () => Promise.resolve({ ok: false, reason: "fenced" }));
      expect((await failure(applied(world, weekly, {}, { journal }))).code).toBe("lease_lost");
      expect(attempts(world)).toBe(type === "intent" ? 0 : 1);
      await applied(world);
      expect(world.board.world.resources()).toHaveLength(6);
    }
  });

  it("what rests on a note that was not written is left, even if the stream has the expected length by then", async () => {
    const world = simulatedWorld();
    world.board.world.failNext("requestLost", 6);
    await applied(world, weekly, { patienceMs: 0 });
    world.clock.advance(200_000);
    const before = attempts(world);
    // Another bot settles the same intent in the moment before, with the same result for the stream's length.
    const journal = answering(
      world,
      "dropped",
      async (under, call) => {
        const [line, mirror, key, note] = call;
        await under.note(line, mirror, key, note, { expected: call[4].expected });
        return under.note(...call);
      },
      6,
    );
    const events = await applied(world, weekly, {}, { journal });
    expect(events.at(-1)).toMatchObject({ type: "finished", left: 12 });
    expect(attempts(world)).toBe(before);
    await applied(world);
    expect(world.board.world.live()).toHaveLength(6);
  });

  it("F72: a journal that cannot be written after the send says nothing about the send: no creation is given up for it", async () => {
    for (const code of ["journal_unwritable", "unavailable"] as const) {
      const world = simulatedWorld();
      const journal = answering(world, "done", () =>
        Promise.reject(new FootplateError({ code, message: "the disk is full", written: "no" })),
      );
      expect((await failure(applied(world, weekly, {}, { journal }))).code).toBe(code);
      const made = world.board.world.live().map(({ id }) => id);
      expect(made).toHaveLength(1);
      world.clock.advance(200_000);
      expect((await planned(world)).operations.filter(({ action }) => action === "remove-orphan")).toEqual([]);
      await applied(world);
      expect(world.board.world.live().map(({ id }) => id)).toEqual(expect.arrayContaining([...made]));
      expect(world.board.world.resources()).toHaveLength(6);
    }
  });

  it("F72: no intent written, nothing sent", async () => {
    const world = simulatedWorld();
    const journal = answering(world, "intent", () =>
      Promise.reject(new FootplateError({ code: "journal_unwritable", message: "the disk is full" })),
    );
    expect((await failure(applied(world, weekly, {}, { journal }))).code).toBe("journal_unwritable");
    expect(attempts(world)).toBe(0);
  });

  it("a done that somebody else overtook is not called done", async () => {
    const world = simulatedWorld();
    const events = await applied(
      world,
      weekly,
      {},
      { journal: answering(world, "done", () => Promise.resolve({ ok: false, reason: "stale" })) },
    );
    expect(events.at(-1)).toEqual({ type: "finished", done: 14, left: 1, failed: 0 });
  });

  it("a lease that cannot be given back hides neither the result nor the caller's own reason", async () => {
    const world = simulatedWorld();
    const { journal } = world;
    const stuck: Journal = {
      ...journal,
      leases: { ...journal.leases, release: () => Promise.reject(new Error("gone")) },
    };
    expect((await applied(world, weekly, {}, { journal: stuck })).at(-1)).toMatchObject({ type: "finished" });
    world.clock.advance(200_000);
    await expect(
      applied(
        world,
        { ...weekly, record: "line" },
        { plan: { ...(await planned(world)), fingerprint: "other" } },
        { journal: stuck },
      ),
    ).rejects.toMatchObject({ code: "stale_plan" });
  });

  it("F70: an abort at any await ends with the caller's own reason, and the next run goes on where it was", async () => {
    for (let stop = 1; ; stop += 3) {
      const world = simulatedWorld();
      const controller = new AbortController();
      const reason = new Error("enough");
      let calls = 0;
      const counting = <Port extends object>(port: Port, names: readonly (keyof Port & string)[]): Port => {
        const copy = { ...port };
        for (const name of names) {
          const original: unknown = port[name];
          if (typeof original !== "function") continue;
          Reflect.set(copy, name, (...args: readonly unknown[]) => {
            calls += 1;
            if (calls === stop) controller.abort(reason);
            return Reflect.apply(original, port, args);
          });
        }
        return copy;
      };
      const ports = {
        journal: counting(world.journal, ["info", "facts", "notes", "note", "record"]),
        noticeBoard: counting(world.ports().noticeBoard, ["list", "create", "read"]),
        calendar: counting(world.ports().calendar, ["list", "create", "read"]),
      };
      let thrown: unknown;
      try {
        for await (const event of apply({ ...world.context(), ports, signal: controller.signal }, { range }))
          void event;
      } catch (error) {
        thrown = error;
      }
      expect(thrown === undefined || thrown === reason, `at call ${String(stop)}`).toBe(true);
      await applied(world);
      expect(world.board.world.resources(), `at call ${String(stop)}`).toHaveLength(6);
      expect(world.calendar.world.resources(), `at call ${String(stop)}`).toHaveLength(9);
      if (calls < stop) break;
    }
  });
});
