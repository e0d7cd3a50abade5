import { describe, expect, test } from "vitest";
import { stage, type Stage } from "./support/stage.ts";

const SCOPE = "apply/weekly";
const release = ["lease", "line.json", "--release", "--reason", "machine-a burnt down"] as const;

async function held(ttlMs = 60_000): Promise<Stage> {
  const here = stage();
  await here.journal.leases.acquire(SCOPE, "machine-a", "tick", ttlMs);
  here.clock.advance(5000);
  return here;
}

describe("F68 F69 lease", () => {
  test("says who may write, since when, what for and until when", async () => {
    const here = await held();
    const ran = await here.run("lease", "line.json");
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain(
      "Weekly: machine-a may write (tick)\n  since Sun 2026-11-22 13:00 Europe/Berlin (12:00 UTC)",
    );
    expect(ran.out).toContain("  until Sun 2026-11-22 13:01 Europe/Berlin (12:01 UTC), unless it goes on\n");
    expect((await here.run("lease", "line.json", "--json")).json()).toMatchObject({ held: { holder: "machine-a" } });
    const free = await stage({ config: false }).run("lease", "line.json");
    expect([free.exit, free.out]).toEqual([0, "Nobody is writing to Weekly.\n"]);
  });

  test("is ended by a lead with a reason: the process is fenced, the next may write, and it is on record", async () => {
    const here = stage();
    const answer = await here.journal.leases.acquire(SCOPE, "machine-a", "tick", 60_000);
    if (!answer.ok) throw new Error("somebody has the lease");
    const ran = await here.run(...release, "--as", "lead");
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain("Ended and recorded.");
    expect(await here.journal.record("weekly", [], { fence: answer.lease })).toEqual({ ok: false, reason: "fenced" });
    expect(await here.journal.facts("weekly")).toEqual([
      {
        id: `lease/${SCOPE}/2026-11-22T12:00:00Z`,
        type: "leaseRevoked",
        at: "2026-11-22T12:00:00Z",
        by: { person: "lead" },
        reason: "machine-a burnt down",
        holder: "machine-a",
        since: "2026-11-22T12:00:00Z",
      },
    ]);
    expect((await here.run("apply", "line.json", "--no-wait")).exit).not.toBe(1);
    const again = await here.run(...release, "--as", "lead");
    expect([again.exit, again.out]).toEqual([0, "Nobody is writing to Weekly.\n"]);
    expect(await here.journal.facts("weekly")).toHaveLength(1);
  });

  test.each([
    [["--as", "a"], "--as: this person may not cause leaseRevoked", "ask lead"],
    [[], "--as: what is recorded needs an author", "add --as"],
  ])("is left alone with %j, and says why", async (given, message, hint) => {
    const here = await held();
    const ran = await here.run(...release, ...given);
    expect(ran.exit).toBe(1);
    expect(ran.err).toContain(message);
    expect(ran.err).toContain(hint);
    expect(await here.journal.leases.holder(SCOPE)).toBeDefined();
    expect(await here.journal.facts("weekly")).toEqual([]);
  });

  test("is left alone without a reason", async () => {
    const here = await held();
    const ran = await here.run("lease", "line.json", "--release", "--as", "lead", "--reason", " ");
    expect([ran.exit, ran.err]).toEqual([1, expect.stringContaining("it needs a reason")]);
    expect(await here.journal.leases.holder(SCOPE)).toBeDefined();
  });

  test("of a process that gives it back at that very moment is nobody else's", async () => {
    const here = await held();
    const { record } = here.journal;
    here.journal.record = async (...args) => {
      here.clock.advance(60_000);
      await here.journal.leases.acquire(SCOPE, "machine-b", "tick", 60_000);
      return record(...args);
    };
    const ran = await here.run(...release, "--as", "lead");
    expect([ran.exit, ran.out]).toEqual([0, expect.stringContaining("It ended by itself meanwhile")]);
    expect(await here.journal.leases.holder(SCOPE)).toMatchObject({ holder: "machine-b" });
  });
});
