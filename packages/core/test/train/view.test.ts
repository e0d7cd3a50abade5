import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact } from "../../src/index.ts";
import { openView, viewWith } from "../../src/conduct.ts";
import { express, station } from "../conduct/station.ts";

/** What a view says, without how it remembers it. */
function said(view: ReturnType<typeof openView>, now: string): unknown {
  const { movements, facts, open } = view;
  return { movements, facts, roster: open.roster, table: view.timetable(now) };
}

describe("a view that goes on", async () => {
  const world = station();
  await world.until("2026-11-23T13:00:00Z", { mirrors: false });
  await world.send({ act: "handOver", by: "c", train: "express/e1.46", to: "c", note: "all is quiet" });
  await world.send({ act: "absent", by: "b", start: "2026-12-01", end: "2026-12-03" });
  await world.send({
    act: "moveWindow",
    by: "lead",
    window: "express/e1.46/prod/client-a/primary",
    start: "2026-11-24T22:00:00Z",
    end: "2026-11-25T00:00:00Z",
  });
  await world.until("2026-11-26T12:00:00Z", { mirrors: false });
  const facts = await world.memory.journal.facts(express.id);

  test("says the same as one of all facts, whatever came in which part", () => {
    const cut = fc.integer({ min: 0, max: facts.length });
    fc.assert(
      fc.property(cut, cut, fc.constantFrom("2026-11-22", "2026-11-24", "2026-12-02"), (one, other, day) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        const now = `${day}T12:00:00Z`;
        const begun = openView(express, facts.slice(0, first));
        begun.timetable(now);
        const further = viewWith(begun, facts.slice(first, second));
        further.timetable(now);
        const last = viewWith(further, facts.slice(second));
        expect(said(last, now)).toEqual(said(openView(express, facts), now));
        expect(said(further, now)).toEqual(said(openView(express, facts.slice(0, second)), now));
      }),
      { numRuns: 40 },
    );
  });

  test("counts each fact once", () => {
    const all = openView(express, facts);
    expect(viewWith(all, facts).facts).toHaveLength(facts.length);
  });

  test("remembers what each fact changed", () => {
    const half = Math.floor(facts.length / 2);
    const { trail } = viewWith(openView(express, facts.slice(0, half)), facts.slice(half));
    expect(trail?.from).toBe(half);
    expect(trail?.steps.map(({ fact }): Fact => fact)).toEqual(facts.slice(half));
    expect(trail?.steps.at(-1)?.after).toEqual(openView(express, facts).movements);
  });
});
