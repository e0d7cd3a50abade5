import { describe, expect, test } from "vitest";
import { type Fact, instant } from "@footplate/core";
import { memoryJournal, virtualClock } from "../src/index.ts";

const fact = (id: string, train: string): Fact => ({
  type: "trainCancelled",
  id,
  at: instant("2026-01-01T00:00:00Z"),
  by: { bot: "planner" },
  train,
});

describe("memoryJournal", () => {
  test("F73 a lost journal is born anew, and a lease of the old one stays fenced", async () => {
    const clock = virtualClock("2026-01-01T00:00:00Z");
    const journal = memoryJournal({ clock, birth: "2025-01-01T00:00:00Z" });
    const old = await journal.leases.acquire("line", "process-a", "tick", 60_000);
    await journal.record("line", [fact("f1", "t1")]);
    expect((await journal.info()).birth).toBe("2025-01-01T00:00:00Z");
    journal.loseAll();
    expect((await journal.info()).birth).toBe("2026-01-01T00:00:00Z");
    expect(await journal.facts("line")).toEqual([]);
    const next = await journal.leases.acquire("line", "process-b", "tick", 60_000);
    if (!old.ok || !next.ok) throw new Error("both should have got the lease");
    expect(next.lease.token).toBeGreaterThan(old.lease.token);
    expect(await journal.record("line", [], { fence: old.lease })).toEqual({ ok: false, reason: "fenced" });
  });

  test("a dump is a backup: it brings back what was, and shares nothing", async () => {
    const clock = virtualClock("2026-01-01T00:00:00Z");
    const journal = memoryJournal({ clock });
    await journal.record("line", [fact("f1", "t1"), fact("f2", "t2")]);
    const dump = journal.dump();
    expect(JSON.parse(JSON.stringify(dump))).toEqual(dump);
    journal.loseFacts((one) => one.id === "f1");
    expect((await journal.facts("line")).map((one) => one.id)).toEqual(["f2"]);
    journal.loseFacts();
    expect(await journal.facts("line")).toEqual([]);
    journal.restore(dump);
    expect((await journal.facts("line")).map((one) => one.id)).toEqual(["f1", "f2"]);
    expect(journal.dump()).toEqual(dump);
  });
});
