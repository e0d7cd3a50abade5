import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { days, reviewed, weekly, windowIds } from "./support/line.ts";
import { type Stage, stage } from "./support/stage.ts";

const applied = async (options: Parameters<typeof stage>[0] = {}): Promise<Stage> => {
  const here = stage(options);
  expect((await here.run("apply", "line.json", ...days)).exit).toBe(0);
  return here;
};
const [first = ""] = windowIds;
const idOf = (here: Stage, key: string): string =>
  here.board.world.live().find(({ mark }) => mark?.key === key)?.id ?? "";

describe("plan and apply", () => {
  test("plan exits 2 while something waits and 0 when nothing does; apply does it, line by line", async () => {
    const here = stage();
    const planned = await here.run("plan", "line.json", ...days, "--json");
    expect(planned.exit).toBe(2);
    expect(planned.json()["operations"]).toHaveLength(8);
    expect(here.board.world.attempts().create).toBe(0);
    const ran = await here.run("apply", "line.json", ...days);
    expect(ran).toMatchObject({ exit: 0, err: "" });
    expect(ran.out).toContain("Plan: 8 to create.");
    expect(ran.out.match(/^\[\d\/8\] \+ .*client-[ab].* ✓$/gm)).toHaveLength(8);
    expect(ran.out.endsWith("8 done.\n")).toBe(true);
    expect(await here.run("plan", "line.json", ...days)).toMatchObject({
      exit: 0,
      out: expect.stringContaining("Nothing to change") as unknown,
    });
    expect((await here.run("apply", "line.json", ...days)).exit).toBe(0);
    expect(here.board.world.writes()).toEqual({ create: 4, update: 0, remove: 0 });
  });

  test("a target that names no component waits for nobody: told once, and plan and apply exit 0", async () => {
    const here = stage();
    here.write("line.json", {
      ...weekly,
      stops: weekly.stops.map((stop) => ({
        ...stop,
        targets: stop.targets.map(({ refs, ...target }, index) => ({ ...target, ...(index === 0 && { refs }) })),
      })),
    });
    expect((await here.run("apply", "line.json", ...days)).exit).toBe(0);
    const planned = await here.run("plan", "line.json", ...days);
    expect(planned.exit).toBe(0);
    expect(planned.out.match(/names? no component/g)).toHaveLength(1);
    expect(planned.out).toContain("to announce one: add refs.");
  });

  test("--json gives plan and counts in one document, and progress on stderr", async () => {
    const here = stage();
    const ran = await here.run("apply", "line.json", ...days, "--json");
    expect(ran.exit).toBe(0);
    expect(ran.json()).toMatchObject({ plan: { line: "weekly" }, done: 8, left: 0, failed: 0, failures: [] });
    expect(ran.err).toContain("[8/8] + ");
  });

  test("--dry-run is plan: same output, same exit code, nothing written", async () => {
    const here = stage({ journal: false });
    const planned = await here.run("plan", "line.json", ...days);
    expect(await here.run("apply", "line.json", ...days, "--dry-run")).toMatchObject({ exit: 2, out: planned.out });
    expect(existsSync(join(here.folder, ".footplate"))).toBe(false);
  });

  test("draft windows wait: 2; a failed operation: 1, and it is named", async () => {
    const drafts = stage({ line: reviewed });
    const ran = await drafts.run("apply", "line.json", ...days);
    expect(ran.exit).toBe(2);
    expect(ran.out).toContain("footplate review LINE.json --all --as PERSON");
    expect((await drafts.run("review", "line.json", "--all", "--as", "a", ...days)).exit).toBe(0);
    expect((await drafts.run("apply", "line.json", ...days)).exit).toBe(0);
    expect(drafts.board.world.live()).toHaveLength(4);
    const failing = stage();
    failing.board.world.failNext("writeRefused");
    const failed = await failing.run("apply", "line.json", ...days, "--json");
    expect(failed.exit).toBe(1);
    expect(failed.json()).toMatchObject({
      done: 7,
      failed: 1,
      failures: [{ mirror: "noticeBoard", action: "create", error: { code: "unavailable" } }],
    });
    expect((await failing.run("apply", "line.json", ...days)).exit).toBe(0);
  });

  test("a service that could not be seen: 1, for plan and apply alike, and nothing is made there", async () => {
    const here = stage();
    for (const verb of ["plan", "apply"]) {
      here.board.world.failNext("listFails", 2);
      const ran = await here.run(verb, "line.json", ...days);
      expect(ran.exit).toBe(1);
      expect(ran.out).toContain("could not be seen whole");
    }
    expect(here.board.world.live()).toEqual([]);
  });

  test("what was left for somebody else's change is for the next run: 2", async () => {
    const here = await applied();
    here.write("line.json", { ...weekly, texts: { title: "Work on {target}" } });
    here.board.world.failNext("conflict");
    const ran = await here.run("apply", "line.json", ...days, "--json");
    expect(ran.exit).toBe(2);
    expect(ran.json()).toMatchObject({ left: 1, failed: 0 });
    expect(ran.err).toContain("left: ");
  });

  test("F79 F80 the guard refuses: 1; the options lift it", async () => {
    const here = await applied();
    here.write("line.json", {
      ...weekly,
      eras: weekly.eras.map((era) => ({ ...era, windows: era.windows.slice(0, 1) })),
    });
    const planned = await here.run("plan", "line.json", ...days, "--max-removals", "1");
    expect(planned.exit).toBe(1);
    expect(planned.out).toContain("! Refused: ");
    const refused = await here.run("apply", "line.json", ...days, "--max-removals", "1", "--json");
    expect(refused.exit).toBe(1);
    expect(refused.json()["error"]).toMatchObject({ code: "guard_refused" });
    expect((await here.run("apply", "line.json", ...days, "--max-removals", "2")).exit).toBe(0);
    expect(here.board.world.live()).toHaveLength(2);
    here.write("line.json", { ...weekly, eras: weekly.eras.map((era) => ({ ...era, windows: [] })) });
    expect((await here.run("apply", "line.json", ...days, "--max-removals", "9")).exit).toBe(1);
    expect((await here.run("apply", "line.json", ...days, "--max-removals", "9", "--allow-empty")).exit).toBe(0);
  });

  test("F78 a saved plan is applied as it was seen, or refused as stale", async () => {
    const here = stage();
    here.write("plan.json", (await here.run("plan", "line.json", "--json")).out);
    here.clock.advance(60 * 60_000);
    expect((await here.run("apply", "line.json", "--plan", "plan.json")).exit).toBe(0);
    const stale = await here.run("apply", "line.json", "--plan", "plan.json", "--json");
    expect(stale.exit).toBe(1);
    expect(stale.json()["error"]).toMatchObject({ code: "stale_plan" });
    const other = here.write("other.json", { ...weekly, id: "other" });
    expect((await here.run("apply", other, "--plan", "plan.json")).err).toContain(
      "plan.json is a plan of line weekly, not of other",
    );
    here.write("no-plan.json", (await here.run("plan", "none.json", "--json")).out);
    expect((await here.run("apply", "line.json", "--plan", "no-plan.json")).err).toContain(
      "holds no plan: planning had failed",
    );
  });

  test("edits by hand are reported, and taken over or put back as a person says", async () => {
    const here = await applied();
    const edit = (title: string): void => {
      const found = here.board.world.live().find(({ mark }) => mark?.key === first);
      if (found !== undefined) here.board.world.humanEdit(found.id, { ...found.item, title });
    };
    edit("by hand");
    const asked = await here.run("apply", "line.json", ...days);
    expect(asked.exit).toBe(2);
    expect(asked.out).toContain(`--revert ${first}`);
    expect((await here.run("apply", "line.json", ...days, "--revert", `calendar:${first}`)).err).toContain(
      "has no effect",
    );
    expect((await here.run("apply", "line.json", ...days, "--revert", `noticeBoard:${first}`)).exit).toBe(0);
    expect(here.board.world.live().some(({ item }) => item.title === "by hand")).toBe(false);
    edit("by hand again");
    expect((await here.run("apply", "line.json", ...days, "--adopt", first)).err).toContain("--as");
    expect((await here.run("apply", "line.json", ...days, "--adopt", first, "--as", "guest")).err).toContain(
      "ask lead, a, b",
    );
    expect((await here.run("apply", "line.json", ...days, "--adopt", first, "--as", "a")).exit).toBe(0);
    expect((await here.run("plan", "line.json", ...days)).exit).toBe(0);
    edit("a third time");
    expect((await here.run("apply", "line.json", ...days, "--drift", "revert")).exit).toBe(0);
  });

  test("what was deleted by hand is made again, or left, as a person says", async () => {
    const here = await applied();
    here.board.world.humanDelete(idOf(here, first));
    here.clock.advance(120_000);
    expect((await here.run("apply", "line.json", ...days)).exit).toBe(2);
    expect((await here.run("apply", "line.json", ...days, "--recreate", first, "--as", "a")).exit).toBe(0);
    expect(idOf(here, first)).not.toBe("");
    here.board.world.humanDelete(idOf(here, first));
    here.clock.advance(120_000);
    expect((await here.run("apply", "line.json", ...days, "--dismiss", first, "--as", "a")).exit).toBe(0);
    expect(idOf(here, first)).toBe("");
    expect((await here.run("plan", "line.json", ...days)).exit).toBe(0);
  });

  test("what is not certain is waited for, or left with --no-wait", async () => {
    const here = stage();
    here.board.world.failNext("requestLost");
    expect((await here.run("apply", "line.json", ...days)).exit).toBe(1);
    const impatient = await here.run("apply", "line.json", ...days, "--no-wait");
    expect(impatient.exit).toBe(2);
    expect(impatient.out).not.toContain("Waiting until");
    const patient = await here.run("apply", "line.json", ...days);
    expect(patient.exit).toBe(0);
    expect(patient.out).toContain("Waiting until");
    expect(here.board.world.live()).toHaveLength(4);
  });

  test("F68 a run that is under way elsewhere is named", async () => {
    const here = stage();
    await here.journal.leases.acquire("apply/weekly", "another machine", "apply", 60_000);
    const ran = await here.run("apply", "line.json", ...days, "--json");
    expect(ran.exit).toBe(1);
    expect(ran.json()["error"]).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("another machine") as unknown,
    });
  });

  test("F70 once stopped, what is under way ends and nothing new is begun", async () => {
    const here = stage();
    const controller = new AbortController();
    let out = "";
    const io = {
      signal: controller.signal,
      stdout: (text: string) => {
        out += text;
        if (text.startsWith("[2/8]")) controller.abort();
      },
    };
    const ran = await here.runWith(io, "apply", "line.json", ...days);
    expect(ran.exit).toBe(1);
    expect(ran.err).toContain("stopped before the end");
    expect(out.match(/✓/g)).toHaveLength(2);
    expect(await here.journal.leases.holder("apply/weekly")).toBeUndefined();
    expect((await here.run("plan", "line.json", ...days, "--json")).json()["operations"]).toHaveLength(6);
    expect((await here.run("apply", "line.json", ...days)).exit).toBe(0);
    expect(here.board.world.writes().create + here.calendar.world.writes().create).toBe(8);
  });
});
