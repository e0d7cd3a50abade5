import {
  addDays,
  apply,
  type ApplyOptions,
  epochMs,
  type Fact,
  fromEpochMs,
  instant,
  type Plan,
  plan,
  timetable,
  type TrainLine,
} from "@footplate/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryLineWithFacts } from "../support/arbitrary-line.ts";
import { simulatedWorld, type SimulatedWorld, start } from "./world.ts";

const range = { start, end: instant("2027-01-15T00:00:00Z") };
const lenient = { range, maxRemovals: 1000, allowEmpty: true };

function withRefs(line: TrainLine): TrainLine {
  return {
    ...line,
    stops: line.stops.map((stop) => ({
      ...stop,
      targets: stop.targets.map((target) => ({ ...target, refs: { board: { component: `${stop.id}-${target.id}` } } })),
    })),
  };
}

async function applied(world: SimulatedWorld, line: TrainLine, options: ApplyOptions = {}): Promise<void> {
  for await (const event of apply(world.context(line), { ...lenient, ...options })) void event;
}

const planned = (world: SimulatedWorld, line: TrainLine): Promise<Plan> => plan(world.context(line), lenient);

/** Every key once on each vendor. */
function expectNoTwins(world: SimulatedWorld): void {
  for (const vendor of [world.board, world.calendar]) {
    const keys = vendor.world.live().map(({ mark }) => mark?.key);
    expect(keys.length).toBe(new Set(keys).size);
  }
}

/** What must stand on each vendor, worked out without the planner. */
function expected(
  line: TrainLine,
  facts: readonly Fact[],
  world: SimulatedWorld,
): { readonly calendar: readonly string[]; readonly board: readonly string[] } {
  const { windows, findings } = timetable(line, facts, range);
  const wrong = new Set(findings.filter(({ severity }) => severity === "error").flatMap(({ subjects }) => subjects));
  const coming = windows.filter(
    (window) =>
      window.kind !== "guest" && window.blocked === undefined && epochMs(window.start) > epochMs(world.clock.now()),
  );
  const public_ = coming.filter(
    ({ kind, status, id }) => (kind === "primary" || kind === "one_off") && status === "reviewed" && !wrong.has(id),
  );
  return { calendar: coming.map(({ id }) => id).toSorted(), board: public_.map(({ id }) => id).toSorted() };
}

const liveKeys = (vendor: SimulatedWorld["board"] | SimulatedWorld["calendar"]): readonly string[] =>
  vendor.world
    .live()
    .map(({ mark }) => mark?.key ?? "foreign")
    .toSorted();

describe("planner properties", () => {
  it("plan(apply(plan)) is empty, and what stands there is what the timetable wants", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLineWithFacts(), fc.constantFrom(0, 45_000), async ({ line: plain, facts }, lagMs) => {
        const line = withRefs(plain);
        const world = simulatedWorld({ lagMs });
        await world.journal.record(line.id, facts);
        await applied(world, line);
        const after = await planned(world, line);
        expect(after.operations).toEqual([]);
        expect(after.facts).toEqual([]);
        expect(
          after.questions.filter(({ type }) => type !== "review" && type !== "blocked" && type !== "missed"),
        ).toEqual([]);
        const wanted = expected(line, facts, world);
        expect(liveKeys(world.calendar)).toEqual(wanted.calendar);
        expect(liveKeys(world.board)).toEqual(wanted.board);
      }),
      { numRuns: 15 },
    );
  });

  it("after a no-train week, a later hour and time passing, one apply brings everything to agree again", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLineWithFacts(),
        fc.nat(40),
        fc.constantFrom("05:15", "13:45"),
        fc.nat(20),
        async ({ line: plain, facts }, days, at, pass) => {
          const line: TrainLine = withRefs({ ...plain, review: "none", gap: "later", overlap: "first" });
          const world = simulatedWorld();
          await world.journal.record(line.id, facts);
          await applied(world, line);
          world.clock.advance(pass * 86_400_000 + 200_000);
          const changed: TrainLine = {
            ...line,
            noTrainWeeks: [{ week: addDays("2026-11-25", days), reason: "closed" }],
            eras: line.eras.map((era) => ({
              ...era,
              windows: era.windows.map(({ until: _until, ...rule }, index) => ({
                ...rule,
                length: "PT1H",
                ...(index === 0 && { at }),
              })),
            })),
          };
          await applied(world, changed);
          const after = await planned(world, changed);
          expect(after.operations).toEqual([]);
          expect(after.questions.filter(({ type }) => type !== "blocked" && type !== "missed")).toEqual([]);
          expectNoTwins(world);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("whatever people edit, copy, complete or delete: nothing of theirs is overwritten, nothing is doubled", async () => {
    const act = fc.record({
      what: fc.constantFrom("edit", "delete", "complete", "copy", "foreign"),
      vendor: fc.constantFrom("board", "calendar"),
      pick: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(
        arbitraryLineWithFacts(),
        fc.array(act, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async ({ line: plain, facts }, acts, lose) => {
          const line = withRefs({ ...plain, record: "line", review: "none" });
          const world = simulatedWorld();
          await world.journal.record(line.id, facts);
          await applied(world, line);
          world.clock.advance(200_000);
          for (const { what, vendor, pick } of acts) {
            const { world: behind } = world[vendor];
            const live = world[vendor].world.live();
            const one = live[pick % Math.max(1, live.length)];
            if (one === undefined) continue;
            if (what === "edit") {
              if (vendor === "board")
                world.board.world.humanEdit(one.id, { ...one.item, title: `Edited ${String(pick)}` } as never);
              else world.calendar.world.humanEdit(one.id, { ...one.item, title: `Edited ${String(pick)}` } as never);
            } else if (what === "delete") behind.humanDelete(one.id);
            else if (what === "complete") behind.humanComplete(one.id);
            else if (what === "copy") behind.humanCopy(one.id);
            else behind.addForeign({ ...one.item, title: "Theirs" } as never);
          }
          world.clock.advance(200_000);
          // What was deleted without a trace on the vendor's side is known to the journal alone.
          const traceless = acts.some(({ what, vendor }) => what === "delete" && vendor === "board");
          if (lose && facts.length === 0 && !traceless) {
            world.journal.loseAll();
            world.clock.advance(200_000);
          }
          const before = { board: world.board.world.live(), calendar: world.calendar.world.live() };
          await applied(world, line);
          expect({ board: world.board.world.live(), calendar: world.calendar.world.live() }).toEqual(before);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("a partial or failed listing never deletes or creates", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLineWithFacts(),
        fc.constantFrom("listPartial", "listFails"),
        fc.boolean(),
        async ({ line: plain, facts }, fault, first) => {
          const line = withRefs({ ...plain, review: "none" });
          const world = simulatedWorld();
          await world.journal.record(line.id, facts);
          if (!first) {
            await applied(world, line);
            world.clock.advance(200_000);
          }
          const week: TrainLine = {
            ...line,
            noTrainWeeks: [{ week: "2026-12-02", reason: "closed" }],
            oneOffWindows: [],
          };
          world.board.world.failNext(fault, 2);
          world.calendar.world.failNext(fault, 2);
          const seen = await plan(world.context(week), {
            ...lenient,
            range: { ...range, end: fromEpochMs(epochMs(range.end) + 20 * 86_400_000) },
          });
          expect(
            seen.operations.filter(
              ({ action }) => action === "create" || action === "remove" || action === "remove-orphan",
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 10 },
    );
  });
});
