import {
  apply,
  type ApplyEvent,
  type ApplyOptions,
  type Fact,
  FootplateError,
  formatPlan,
  instant,
  type Plan,
  plan,
  type TrainLine,
} from "@footplate/core";
import { describe, expect, it } from "vitest";
import { range, simulatedWorld, type SimulatedWorld, weekly } from "./world.ts";

async function applied(
  world: SimulatedWorld,
  line: TrainLine = weekly,
  options: ApplyOptions = {},
): Promise<readonly ApplyEvent[]> {
  const events: ApplyEvent[] = [];
  for await (const event of apply(world.context(line), { range, ...options })) events.push(event);
  return events;
}

const planned = (world: SimulatedWorld, line: TrainLine = weekly, options = {}): Promise<Plan> =>
  plan(world.context(line), { range, ...options });

const noTrain: TrainLine = { ...weekly, noTrainWeeks: [{ week: "2026-12-02", reason: "company meeting" }] };
const key = "weekly/e1.46/prod/client-a/primary";

function keys(resources: readonly { readonly mark?: { readonly key: string } }[]): readonly string[] {
  return resources.map(({ mark }) => mark?.key ?? "foreign").toSorted();
}

async function failure(promise: Promise<unknown>): Promise<FootplateError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof FootplateError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("plan and apply", () => {
  it("creates what the timetable wants, once, and then has nothing to do", async () => {
    const world = simulatedWorld();
    const first = await planned(world);
    expect(first.operations.filter(({ mirror }) => mirror === "noticeBoard").map(({ action }) => action)).toEqual(
      Array(6).fill("create"),
    );
    expect(first.operations.filter(({ mirror }) => mirror === "calendar")).toHaveLength(9);
    expect(world.board.world.attempts().create).toBe(0);
    await applied(world);
    expect(keys(world.board.world.live())).toEqual([...new Set(keys(world.board.world.live()))]);
    expect(world.board.world.live()).toHaveLength(6);
    expect(world.calendar.world.live()).toHaveLength(9);
    const second = await planned(world);
    expect(second.operations).toEqual([]);
    expect(second.questions).toEqual([]);
    expect(formatPlan(second)).toContain("Nothing to change");
    const writes = { board: world.board.world.attempts(), calendar: world.calendar.world.attempts() };
    await applied(world);
    expect({ board: world.board.world.attempts(), calendar: world.calendar.world.attempts() }).toEqual(writes);
  });

  it("a plan is JSON, and names every object", async () => {
    const first = await planned(simulatedWorld());
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    const text = formatPlan(first);
    for (const { label } of first.operations) expect(text).toContain(label);
    expect(text).toMatch(/client-b.*America\/New_York.*Z\)/);
  });

  it("a no-train week removes exactly that train, explained, and nothing else moves", async () => {
    const world = simulatedWorld();
    await applied(world);
    const changed = await planned(world, noTrain);
    expect(changed.refusals).toEqual([]);
    expect(
      changed.operations.every(({ action, key: of }) => action === "remove" && of.startsWith("weekly/e1.47/")),
    ).toBe(true);
    expect(changed.operations).toHaveLength(5);
    expect(formatPlan(changed)).toContain("because no-train week: company meeting");
    await applied(world, noTrain);
    expect(keys(world.board.world.live()).some((of) => of.startsWith("weekly/e1.47/"))).toBe(false);
    expect((await planned(world, noTrain)).operations).toEqual([]);
    // The week is given back: a new generation, since the old ids are used up.
    const back = await planned(world);
    expect(back.operations.every((operation) => operation.action === "create" && operation.generation === 2)).toBe(
      true,
    );
    await applied(world);
    expect((await planned(world)).operations).toEqual([]);
    expect(world.board.world.live()).toHaveLength(6);
  });

  it("F81: an edit by hand is shown as drift and left alone, until it is put back or taken over", async () => {
    const world = simulatedWorld();
    await applied(world);
    const [entry] = world.calendar.world.live();
    if (entry === undefined) throw new Error("nothing there");
    world.calendar.world.humanEdit(entry.id, { ...entry.item, title: "Edited" });
    const seen = await planned(world);
    expect(seen.operations).toEqual([]);
    expect(seen.questions).toMatchObject([
      { type: "drift", mirror: "calendar", changes: [{ field: "title", from: entry.item.title, to: "Edited" }] },
    ]);
    await applied(world);
    expect(world.calendar.world.live()[0]?.item.title).toBe("Edited");
    const key0 = entry.mark?.key ?? "";
    await applied(world, weekly, { answers: [{ key: key0, answer: "revert" }] });
    expect(world.calendar.world.live()[0]?.item.title).toBe(entry.item.title);
    world.calendar.world.humanEdit(entry.id, { ...entry.item, title: "Again" });
    await applied(world, weekly, { answers: [{ key: key0, answer: "adopt" }], by: { person: "lead" } });
    expect(world.calendar.world.live()[0]?.item.title).toBe("Again");
    const after = await planned(world);
    expect([...after.operations, ...after.questions]).toEqual([]);
  });

  it("R3: in the calendar of record a move is a fact and the notice follows; with the line as record it is drift", async () => {
    for (const record of ["calendar", "line"] as const) {
      const line: TrainLine = { ...weekly, record };
      const world = simulatedWorld();
      await applied(world, line);
      const entry = world.calendar.world.live().find(({ mark }) => mark?.key === key);
      if (entry === undefined) throw new Error("nothing there");
      const moved = { start: instant("2026-12-01T20:00:00Z"), end: instant("2026-12-01T22:00:00Z") };
      world.calendar.world.humanEdit(entry.id, { ...entry.item, ...moved });
      const seen = await planned(world, line);
      if (record === "line") {
        expect(seen.facts).toEqual([]);
        expect(seen.questions).toMatchObject([{ type: "drift", key }]);
        continue;
      }
      expect(seen.facts).toMatchObject([{ type: "windowMoved", window: key, ...moved, by: { bot: "footplate" } }]);
      await applied(world, line);
      expect(world.board.world.live().find(({ mark }) => mark?.key === key)?.item).toMatchObject(moved);
      const after = await planned(world, line);
      expect([...after.operations, ...after.questions, ...after.facts]).toEqual([]);
      // Moved back and forth: each move is a fact of its own.
      for (const times of [{ start: entry.item.start, end: entry.item.end }, moved]) {
        const now = world.calendar.world.live().find(({ mark }) => mark?.key === key);
        world.calendar.world.humanEdit(entry.id, { ...(now?.item ?? entry.item), ...times });
        await applied(world, line);
        expect(world.board.world.live().find(({ mark }) => mark?.key === key)?.item).toMatchObject(times);
      }
      expect((await world.journal.facts("weekly")).filter(({ type }) => type === "windowMoved")).toHaveLength(3);
    }
  });

  it("F82: a deletion by hand holds and asks; the answer recreates the next generation or leaves it so", async () => {
    for (const answer of ["recreate", "dismiss"] as const) {
      for (const vendor of ["board", "calendar"] as const) {
        const world = simulatedWorld();
        await applied(world);
        world.clock.advance(120_000);
        const victim = world[vendor].world.live().find(({ mark }) => mark?.key === key);
        world[vendor].world.humanDelete(victim?.id ?? "");
        world.clock.advance(120_000);
        const seen = await planned(world);
        expect(seen.operations).toEqual([]);
        expect(seen.questions).toMatchObject([{ type: "ended", how: "deleted", key, generation: 1 }]);
        await applied(world);
        await applied(world, weekly, { answers: [{ key, answer }], by: { person: "lead" } });
        const there = world[vendor].world.live().filter(({ mark }) => mark?.key === key);
        expect(there.map(({ mark }) => mark?.generation)).toEqual(answer === "recreate" ? [2] : []);
        const after = await planned(world);
        expect([...after.operations, ...after.questions]).toEqual([]);
      }
    }
  });

  it("F84: a notice completed early by hand is not made again, with the journal and without it", async () => {
    const world = simulatedWorld();
    await applied(world);
    const victim = world.board.world.live().find(({ mark }) => mark?.key === key);
    world.board.world.humanComplete(victim?.id ?? "");
    world.clock.advance(120_000);
    expect((await planned(world)).questions).toMatchObject([{ type: "ended", how: "completed", key }]);
    world.journal.loseAll();
    world.clock.advance(120_000);
    const seen = await planned(world);
    expect(seen.operations.filter(({ action }) => action !== "note")).toEqual([]);
    expect(seen.questions).toMatchObject([{ type: "ended", key }]);
    await applied(world);
    expect(world.board.world.live()).toHaveLength(5);
    expect((await planned(world)).operations).toEqual([]);
  });

  it("F73: a lost journal waits, then adopts what is there and doubles nothing; a difference with unknown base asks", async () => {
    const world = simulatedWorld();
    await applied(world);
    world.clock.advance(120_000);
    const edited = world.board.world.live().find(({ mark }) => mark?.key === key);
    if (edited === undefined) throw new Error("nothing there");
    world.board.world.humanEdit(edited.id, { ...edited.item, title: "Edited" });
    world.journal.loseAll();
    const seen = await planned(world);
    expect(seen.operations.every((operation) => operation.action === "note" && operation.outcome === "adopted")).toBe(
      true,
    );
    expect(seen.questions).toMatchObject([{ type: "drift", key, changes: [{ field: "title", to: "Edited" }] }]);
    const before = world.board.world.attempts();
    await applied(world);
    expect(world.board.world.attempts()).toEqual(before);
    expect((await planned(world)).operations).toEqual([]);
  });

  it("a young journal makes nothing new on a board that cannot refuse a repeat, until other writes must have shown", async () => {
    const world = simulatedWorld();
    world.journal.loseAll();
    const seen = await planned(world);
    const young = seen.operations.filter(
      (operation) => operation.action === "create" && operation.notBefore !== undefined,
    );
    expect(young.map(({ mirror }) => mirror)).toEqual(Array(6).fill("noticeBoard"));
    const hurried = await applied(world, weekly, { patienceMs: 0 });
    expect(hurried.at(-1)).toEqual({ type: "finished", done: 9, left: 6, failed: 0 });
    expect(world.board.world.attempts().create).toBe(0);
    // Another bot's write from before was still on its way.
    const [first] = young;
    if (first?.action !== "create") throw new Error("no creation");
    await world.board.create(first.item as never, { key: first.key, generation: 1, nonce: "from-before", facts: 0 });
    const events = await applied(world);
    expect(events.map(({ type }) => type)).toContain("waiting");
    expect(world.board.world.live()).toHaveLength(6);
  });

  it("R7: only a reviewed window is announced, and moving it takes a new review", async () => {
    const line: TrainLine = { ...weekly, review: "required" };
    const world = simulatedWorld();
    const seen = await planned(world, line);
    expect(seen.operations.every(({ mirror }) => mirror === "calendar")).toBe(true);
    // Three secondary windows are not announced, and are reviewed all the same.
    expect(seen.questions.filter(({ type }) => type === "review")).toHaveLength(9);
    await world.journal.record(
      "weekly",
      seen.questions.flatMap((question): readonly Fact[] =>
        question.type === "review"
          ? [
              {
                id: `review/${question.key}`,
                type: "windowReviewed",
                at: world.clock.now(),
                by: { person: "a" },
                window: question.key,
                start: question.start,
                end: question.end,
              },
            ]
          : [],
      ),
    );
    await applied(world, line);
    expect(world.board.world.live()).toHaveLength(6);
    expect((await planned(world, line)).questions).toEqual([]);
    const [era] = line.eras;
    if (era === undefined) throw new Error("no era");
    const later: TrainLine = {
      ...line,
      eras: [
        { ...era, windows: era.windows.map((rule) => (rule.kind === "primary" ? { ...rule, at: "23:00" } : rule)) },
      ],
    };
    const moved = await planned(world, later);
    expect(moved.operations.every(({ mirror }) => mirror === "calendar")).toBe(true);
    expect(moved.questions.filter(({ type }) => type === "review")).toHaveLength(6);
  });

  it("lost facts stop everything: journal_missing, nothing written, until a person accepts the loss", async () => {
    const line: TrainLine = { ...weekly, review: "required" };
    const world = simulatedWorld();
    const review = async (): Promise<void> => {
      const { questions } = await planned(world, line);
      const facts = questions.flatMap((question): readonly Fact[] =>
        question.type === "review"
          ? [
              {
                id: `review/${question.key}/${world.clock.now()}`,
                type: "windowReviewed",
                at: world.clock.now(),
                by: { person: "a" },
                window: question.key,
                start: question.start,
                end: question.end,
              },
            ]
          : [],
      );
      await world.journal.record("weekly", facts);
    };
    await review();
    await applied(world, line);
    world.journal.loseFacts((fact) => "window" in fact && fact.window === key);
    const lostPlan = await planned(world, line);
    expect(lostPlan.refusals).toMatchObject([{ code: "journal_missing" }]);
    const attempts = world.board.world.attempts();
    expect((await failure(applied(world, line))).code).toBe("journal_missing");
    expect(world.board.world.attempts()).toEqual(attempts);
    await world.journal.record("weekly", [
      {
        id: "loss",
        type: "lossAccepted",
        at: world.clock.now(),
        by: { person: "lead" },
        train: "weekly/e1.46",
        lost: 1,
      },
    ]);
    expect((await planned(world, line)).refusals).toEqual([]);
    await review();
    await applied(world, line);
    const after = await planned(world, line);
    expect([...after.operations, ...after.questions]).toEqual([]);
  });

  it("F79 F80: a slip in the document is refused; a recorded reason or a raised limit lets it pass", async () => {
    const world = simulatedWorld();
    await applied(world);
    const [era] = weekly.eras;
    if (era === undefined) throw new Error("no era");
    const emptied: TrainLine = { ...weekly, eras: [{ ...era, windows: [] }] };
    expect((await failure(applied(world, emptied))).code).toBe("guard_refused");
    const fewer: TrainLine = {
      ...weekly,
      eras: [{ ...era, windows: era.windows.filter((rule) => rule.kind !== "primary") }],
    };
    expect((await failure(applied(world, fewer))).code).toBe("guard_refused");
    expect(world.board.world.live()).toHaveLength(6);
    const one: TrainLine = {
      ...weekly,
      eras: [{ ...era, windows: era.windows.filter((rule) => rule.kind !== "secondary") }],
    };
    expect((await planned(world, one)).refusals).toEqual([]);
    await applied(world, emptied, { allowEmpty: true, maxRemovals: 100 });
    expect(world.board.world.live()).toEqual([]);
  });

  it("the lease is kept while waiting for things to settle", async () => {
    const world = simulatedWorld();
    world.journal.loseAll();
    const slow = {
      ...world.context(),
      ports: { ...world.ports(), noticeBoard: { ...world.ports().noticeBoard, sendMs: 90_000, settleMs: 60_000 } },
    };
    for await (const event of apply(slow, { range })) if (event.type === "finished") expect(event.failed).toBe(0);
    expect(world.board.world.live()).toHaveLength(6);
  });

  it("a plan saved with a new journal is still the plan once the wait is over", async () => {
    const world = simulatedWorld();
    world.journal.loseAll();
    const saved = await planned(world);
    await applied(world, weekly, { plan: saved });
    expect(world.board.world.live()).toHaveLength(6);
  });

  it("R32: an answer of somebody who may not give it is refused, and nothing is recorded", async () => {
    const world = simulatedWorld();
    await applied(world);
    world.clock.advance(120_000);
    const victim = world.board.world.live().find(({ mark }) => mark?.key === key);
    world.board.world.humanDelete(victim?.id ?? "");
    world.clock.advance(120_000);
    const options = { answers: [{ key, answer: "dismiss" as const }], by: { person: "stranger" } };
    expect((await failure(applied(world, weekly, options))).code).toBe("forbidden");
    expect(await world.journal.facts("weekly")).toEqual([]);
  });

  it("a move in the calendar of record that nobody can mean is drift, and a fact of such a move stops no plan", async () => {
    const line: TrainLine = { ...weekly, record: "calendar" };
    const world = simulatedWorld();
    await applied(world, line);
    const entry = world.calendar.world.live().find(({ mark }) => mark?.key === key);
    if (entry === undefined) throw new Error("nothing there");
    const far = { start: instant("9999-12-01T20:00:00Z"), end: instant("9999-12-01T22:00:00Z") };
    world.calendar.world.humanEdit(entry.id, { ...entry.item, ...far });
    world.clock.advance(120_000);
    const seen = await planned(world, line);
    expect(seen.facts).toEqual([]);
    expect(seen.questions).toMatchObject([{ type: "drift", key }]);
    await world.journal.record("weekly", [
      { id: "far", type: "windowMoved", at: world.clock.now(), by: { person: "lead" }, window: key, ...far },
    ]);
    expect((await planned(world, line)).questions).toMatchObject([{ type: "drift", key }]);
  });

  it("F78: a saved plan is refused when the world has moved on, and carried out when it has not", async () => {
    const world = simulatedWorld();
    const saved: Plan = JSON.parse(JSON.stringify(await planned(world)));
    world.clock.advance(60_000);
    await applied(world, weekly, { plan: saved });
    expect(world.board.world.live()).toHaveLength(6);
    expect((await failure(applied(world, weekly, { plan: saved }))).code).toBe("stale_plan");
  });

  it("a partial, failed or wrongly empty listing neither deletes nor creates", async () => {
    for (const fault of ["listPartial", "listFails", "listEmpty"] as const) {
      const world = simulatedWorld();
      await applied(world);
      world.clock.advance(600_000);
      const grown = { ...range, end: instant("2026-12-21T00:00:00Z") };
      world.board.world.failNext(fault, 2);
      const seen = await plan(world.context(noTrain), { range: grown });
      const board = seen.operations.filter(({ mirror }) => mirror === "noticeBoard");
      expect(
        board.filter(({ action }) => action === "create"),
        fault,
      ).toEqual([]);
      expect(
        seen.questions.some((question) => question.type === "unseen"),
        fault,
      ).toBe(true);
    }
  });

  it("F83: copies made by hand are shown and never touched, also when the journal is lost", async () => {
    const world = simulatedWorld();
    await applied(world);
    world.clock.advance(120_000);
    const original = world.board.world.live().find(({ mark }) => mark?.key === key);
    const copy = world.board.world.humanCopy(original?.id ?? "");
    world.clock.advance(120_000);
    const seen = await planned(world);
    expect(seen.operations).toEqual([]);
    expect(seen.copies).toEqual([{ mirror: "noticeBoard", key, id: copy }]);
    world.journal.loseAll();
    world.clock.advance(120_000);
    await applied(world, noTrain);
    expect(world.board.world.live().map(({ id }) => id)).toContain(copy);
    expect((await planned(world, noTrain)).copies).toEqual([{ mirror: "noticeBoard", key, id: copy }]);
  });

  it("F68: while another process holds the line nothing is written, and the holder is named", async () => {
    const world = simulatedWorld();
    await world.journal.leases.acquire("apply/weekly", "bot on host-a", "apply", 60_000);
    const error = await failure(applied(world));
    expect(error.code).toBe("conflict");
    expect(error.message).toContain("bot on host-a");
    expect(world.board.world.attempts().create).toBe(0);
    world.clock.advance(60_001);
    await applied(world);
    expect(world.board.world.live()).toHaveLength(6);
  });

  it("R36: a guest attaches to the window that exists and never makes a second one", async () => {
    const world = simulatedWorld();
    const by = { person: "a" };
    await world.journal.record("weekly", [
      {
        id: "g1",
        type: "guestRequested",
        at: world.clock.now(),
        by,
        guest: "index",
        window: key,
        name: "Index rebuild",
        length: "PT20M",
        owner: "search",
        change: "CR-1",
      },
      { id: "g2", type: "guestAccepted", at: world.clock.now(), by, guest: "index" },
    ]);
    await applied(world);
    expect(world.board.world.live()).toHaveLength(6);
    const entries = world.calendar.world.live();
    expect(entries).toHaveLength(9);
    expect(entries.find(({ mark }) => mark?.key === key)?.item.description).toContain(
      "Guest: Index rebuild, owner search, change CR-1",
    );
  });

  it("foreign entries at the time of a window are shown as conflicts", async () => {
    const world = simulatedWorld();
    await applied(world);
    const entry = world.calendar.world.live()[0];
    if (entry === undefined) throw new Error("nothing there");
    world.calendar.world.addForeign({ ...entry.item, title: "All hands" });
    expect((await planned(world)).conflicts).toMatchObject([{ window: entry.mark?.key, title: "All hands" }]);
  });

  it("an abort stops between two writes with the caller's own reason, and the next run goes on", async () => {
    const world = simulatedWorld();
    const controller = new AbortController();
    const reason = new Error("enough");
    let started = 0;
    const run = async (): Promise<void> => {
      for await (const event of apply({ ...world.context(), signal: controller.signal }, { range })) {
        if (event.type === "started" && ++started === 4) controller.abort(reason);
      }
    };
    await expect(run()).rejects.toBe(reason);
    await applied(world);
    expect(world.board.world.live()).toHaveLength(6);
    expect(new Set(keys(world.board.world.resources())).size).toBe(world.board.world.resources().length);
  });
});
