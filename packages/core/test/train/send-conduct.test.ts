import { memoryJournal, virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import type { Journal } from "../../src/index.ts";
import { type ConductCommand, send, type Sent } from "../../src/conduct.ts";
import { movements } from "../../src/train/evolve.ts";
import { DAY1 } from "./journey.ts";
import { cut, happened, STAGING, T0, yard } from "./trains.ts";

const line = yard();
const promote = { act: "promote", by: "a", train: T0, to: STAGING } as const;

async function stage(wrap: (journal: Journal) => Journal = (journal) => journal) {
  const clock = virtualClock(DAY1);
  const journal = memoryJournal({ clock, birth: "2025-12-01T00:00:00Z" });
  await journal.record(line.id, [cut()]);
  const ports = { journal: wrap(journal) };
  return {
    clock,
    journal,
    act: (command: ConductCommand): Promise<Sent> => send({ line, ports, clock }, command),
    facts: () => journal.facts(line.id),
  };
}

describe("send, for trains and windows", () => {
  test("records what an act says, and twice is as once", async () => {
    const { act, facts, clock } = await stage();
    const once = await act(promote);
    expect(once).toMatchObject({ ok: true, already: false, facts: [{ type: "deployOrdered", by: { person: "a" } }] });
    clock.advance(60_000);
    expect(await act(promote)).toEqual({ ...once, already: true });
    expect(await facts()).toHaveLength(2);
  });

  test("F90 of two who decide the same at once one has decided, and both are told which", async () => {
    const { act, facts } = await stage();
    const answers = await Promise.all([act(promote), act({ ...promote, by: "lead" })]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const orders = (await facts()).filter(({ type }) => type === "deployOrdered");
    expect(orders).toHaveLength(1);
    for (const answer of answers) expect(answer).toMatchObject({ facts: [orders[0]] });
    expect(answers.filter((answer) => answer.ok && answer.already)).toHaveLength(1);
  });

  test("F90 what another made impossible in between is answered as refused", async () => {
    let hurry = true;
    const { act } = await stage((journal) => ({
      ...journal,
      async record(id, facts, options) {
        if (hurry) await journal.record(id, [happened("trainAbandoned", { train: T0, reason: "No" })]);
        hurry = false;
        return journal.record(id, facts, options);
      },
    }));
    expect(await act(promote)).toMatchObject({
      ok: false,
      code: "conflict",
      closures: [{ by: "phase" }, { by: "window" }],
    });
  });

  test("what happened after it was recorded changes nothing about it", async () => {
    const { act, facts } = await stage((journal) => ({
      ...journal,
      async record(id, said, options) {
        const appended = await journal.record(id, said, options);
        await journal.record(id, [happened("trainHeld", { train: T0, reason: "Logs", owner: "a", note: "Look" })]);
        return appended;
      },
    }));
    expect(await act(promote)).toMatchObject({ ok: true, already: false });
    expect(movements(line, await facts()).trains[T0]?.targets[0]?.status).toBe("promoting");
  });

  test("refusals are values, and nothing is recorded", async () => {
    const { act, facts } = await stage();
    expect(await act({ ...promote, to: "prod" })).toMatchObject({ ok: false, code: "conflict" });
    expect(await act({ act: "hold", by: "a", train: T0, reason: "Logs", note: "" })).toMatchObject({
      code: "invalid_input",
    });
    expect(await act({ act: "cut", by: "nobody", train: T0 })).toMatchObject({ code: "not_found" });
    expect(await facts()).toHaveLength(1);
  });
});
