import { type Clock, instant, type TrainLine } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { byHand, conducted, express, PROD_WINDOW, TEST_WINDOW, TRAIN } from "./support/conducted.ts";

const CUT = "2026-11-23T09:00:00Z";
const OPEN = "2026-11-23T11:05:00Z";
/** Deploys and windows say themselves when a tick is due. */
const followed = ["conduct", "line.json", TRAIN, "--until-ended", "--every", "PT2H"] as const;
const { steps: _steps, ...alone } = byHand;

describe("status", () => {
  test("shows the board, in text and as JSON, and exits 0 while nothing waits for anybody", async () => {
    const here = conducted();
    await here.at(CUT, "cut", TRAIN, "--as", "a");
    const ran = await here.at(OPEN, "status", "--json");
    expect(ran.exit).toBe(0);
    const { trains, at } = ran.json();
    expect(at).toBe(OPEN);
    expect(trains?.map(({ train, phase }) => [train, phase])).toEqual([
      [TRAIN, "cut"],
      ["express/e1.47", "planned"],
    ]);
    expect(trains?.[0]?.["targets"]?.[0]).toMatchObject({ target: "test/stage", gate: { open: true } });
    const text = await here.at(OPEN, "status", TRAIN);
    expect(text.out).toContain("X48-26  cut  express/e1.46");
    expect(text.out).toContain("+ may be promoted now until Mon 2026-11-23 15:45 Europe/Berlin (14:45 UTC)");
    expect(text.out).not.toContain("X49-26");
  });

  test("exits 2 while a train waits for somebody", async () => {
    const here = conducted();
    await here.at(CUT, "cut", TRAIN, "--as", "a");
    await here.at(OPEN, "problem", "open", TRAIN, "--summary", "Errors", "--target", "test/stage", "--as", "b");
    const ran = await here.at(OPEN, "status");
    expect(ran.exit).toBe(2);
    expect(ran.out).toContain("✗ problem on test/stage, open for 0 min: Errors");
    expect(ran.out.replaceAll(/\n +/g, " ")).toContain("3 h 40 min left to go back within the window");
  });

  test("R9 exits 2 while a cut is overdue", async () => {
    const here = conducted();
    const ran = await here.at(OPEN, "status");
    expect(ran.exit).toBe(2);
    expect(ran.out).toContain("! cut was due Mon 2026-11-23 10:00 Europe/Berlin (09:00 UTC)");
  });

  test("R9 exits 2 once the last window of a target passed without the train", async () => {
    const here = conducted();
    await here.at(CUT, "cut", TRAIN, "--as", "a");
    expect((await here.at(OPEN, "status")).exit).toBe(0);
    const ran = await here.at("2026-11-23T15:00:00Z", "status");
    expect(ran.exit).toBe(2);
    const shown = ran.out.replaceAll(/\n {8}/g, " ");
    expect(shown).toContain("! missed: the last window ended Mon 2026-11-23 16:00 Europe/Berlin (15:00 UTC)");
    expect(shown).toContain("Conductor A or Conductor B must act: reopen the window, add a one-off window");
    await here.at("2026-11-23T15:10:00Z", "skip", TRAIN, "test/stage", "--reason", "Missed", "--as", "a");
    expect((await here.at("2026-11-23T15:11:00Z", "status")).exit).toBe(0);
  });

  test("--at shows what was known at a moment", async () => {
    const here = conducted();
    await here.at(CUT, "cut", TRAIN, "--as", "a");
    const before = await here.at(OPEN, "status", TRAIN, "--at", "2026-11-23T08:59:00Z", "--json");
    expect(before.json()["trains"]?.[0]?.["phase"]).toBe("planned");
    const later = await here.at(OPEN, "status", TRAIN, "--at", "2026-11-24T21:30:00Z", "--json");
    expect(later.json()["trains"]?.[0]?.["targets"]?.[1]?.["window"]).toMatchObject({ state: "in_progress" });
  });

  test("needs neither config nor journal, and refuses what is no train and no moment", async () => {
    const here = conducted();
    expect((await here.at("2026-11-23T08:59:00Z", "status", "--journal", "none.db")).exit).toBe(0);
    const train = await here.at(OPEN, "status", "express/e9.1");
    expect([train.exit, train.err]).toEqual([1, expect.stringContaining("TRAIN: the line has no such train")]);
    const moment = await here.at(OPEN, "status", "--at", "noon", "--json");
    expect(moment.json()["error"]).toMatchObject({ code: "invalid_input" });
    expect((await here.at(OPEN, "status", TRAIN, "more")).err).toContain("nothing is expected here");
  });
});

describe("tick", () => {
  test("R9 conducts by one step, says what happened and when the next is due, and exits 0", async () => {
    const here = conducted(express(alone));
    await here.at(CUT, "tick");
    const ran = await here.at(OPEN, "tick", "--json");
    expect([ran.exit, ran.err]).toEqual([0, ""]);
    const { trains, facts, wakeAt } = ran.json();
    expect(trains).toEqual([TRAIN]);
    expect(facts?.map(({ type }) => type)).toEqual(expect.arrayContaining(["windowStarted", "deployOrdered"]));
    expect(Date.parse(String(wakeAt))).toBeGreaterThan(Date.parse(OPEN));
    const text = await here.at("2026-11-23T11:15:00Z", "tick", TRAIN, "--no-mirrors");
    expect(text.out).toContain("test/stage runs X48-26");
    expect(text.out).toMatch(/^The next tick is due .* UTC\), or when something happens\.$/m);
    expect(here.deploys.world.seen()).toHaveLength(1);
  });

  test("exits 3 when a service does not do as asked, and conducts all else", async () => {
    const here = conducted(express(alone));
    await here.at(CUT, "tick");
    here.targets.setReachable("prod/client-a", false);
    const ran = await here.at(OPEN, "tick");
    expect(ran.exit).toBe(3);
    expect(ran.out).toMatch(/^✗ express\/e1\.46: .*prod\/client-a/m);
    expect(here.deploys.world.seen()).toHaveLength(1);
    here.targets.setReachable("prod/client-a", true);
    expect((await here.at("2026-11-23T11:06:00Z", "tick")).exit).toBe(0);
  });

  test("exits 1 while another process is at work on the line", async () => {
    const here = conducted();
    await here.journal.leases.acquire("apply/express", "another", "conducting", 60_000);
    const ran = await here.run("tick", "line.json", "--json");
    expect(ran.exit).toBe(1);
    expect(ran.json()["error"]).toMatchObject({ code: "conflict" });
  });
});

/** Both windows on one day, so that a test waits for less. */
const soon: TrainLine = {
  ...express(alone),
  eras: express(alone).eras.map((era) => ({
    ...era,
    windows: [
      { kind: "primary", stop: "test", day: 0, at: "12:00", length: "PT1H" },
      { kind: "primary", stop: "prod", day: 0, at: "13:00", length: "PT1H" },
    ],
  })),
};

describe("conduct", () => {
  test("R9 takes a train from its cut to its arrival, line by line where there is no terminal", async () => {
    const here = conducted(soon);
    here.clock.set("2026-11-23T10:55:00Z");
    const ran = await here.run(...followed);
    expect([ran.exit, ran.err]).toEqual([0, ""]);
    expect(ran.out).toMatch(
      /^ {2}Mon 2026-11-23 12:\d\d Europe\/Berlin \(11:\d\d UTC\) {2}express\/e1\.46: .*promotes/m,
    );
    expect(ran.out).toContain("express/e1.46 has arrived");
    expect(ran.out).toMatch(/No train is under way any more\.\n$/);
    expect(ran.out).not.toContain("\u001b");
    const facts = await here.journal.facts("express");
    expect(facts.filter(({ type }) => type === "deployOrdered")).toHaveLength(2);
    expect(facts.at(-1)?.type).toBe("trainArrived");
  });

  test("draws the board anew on a terminal, no wider and no higher than that", async () => {
    const here = conducted(soon);
    here.clock.set("2026-11-23T10:55:00Z");
    const size = { columns: 60, rows: 14 };
    const ran = await here.runWith({ screen: () => size }, ...followed);
    expect(ran.exit).toBe(0);
    const frames = ran.out.split(/\u001b\[\d+A\u001b\[J\r/);
    expect(frames.length).toBeGreaterThan(10);
    for (const frame of frames.slice(0, -1)) {
      const lines = frame.trimEnd().split("\n");
      expect(lines.length).toBeLessThan(size.rows);
      expect(lines.filter((line) => line.length > size.columns)).toEqual([]);
    }
    expect(frames.at(-1)).toContain("arrived");
    const erased = [...ran.out.matchAll(/\u001b\[(\d+)A/g)].map(([, count]) => Number(count));
    expect(erased).toEqual(frames.slice(0, -1).map((frame) => frame.split("\n").length - 1));
  });

  test("F70 ends cleanly when it is told to stop, gives the lease back, and exits 0", async () => {
    const here = conducted();
    here.clock.set(OPEN);
    const controller = new AbortController();
    let printed = 0;
    const ran = await here.runWith(
      {
        signal: controller.signal,
        stdout: () => {
          printed += 1;
          if (printed === 3) controller.abort(new Error("stopped by SIGTERM"));
        },
      },
      "conduct",
      "line.json",
    );
    expect([ran.exit, ran.err]).toEqual([0, ""]);
    expect(await here.journal.leases.holder("apply/express")).toBeUndefined();
    expect((await here.run("tick", "line.json")).exit).toBe(0);
  });

  test("acts on what a person records meanwhile within seconds", async () => {
    const here = conducted();
    await here.at(CUT, "cut", TRAIN, "--as", "a");
    here.clock.set(OPEN);
    const controller = new AbortController();
    let sent = false;
    const clock: Clock = {
      ...here.clock,
      async sleep(ms, signal) {
        await here.clock.sleep(ms, signal);
        if (here.deploys.world.attempts() > 0) controller.abort(new Error("seen"));
        if (sent) return;
        sent = true;
        expect((await here.run("promote", "line.json", TRAIN, "test", "--as", "a")).exit).toBe(0);
      },
    };
    const io = { clock, signal: controller.signal };
    expect((await here.runWith(io, "conduct", "line.json", "--every", "PT1H")).exit).toBe(0);
    const [run] = here.deploys.world.seen();
    expect(Date.parse(String(run?.createdAt)) - Date.parse(OPEN)).toBeLessThanOrEqual(10_000);
  });

  test("with --json one document comes at the end, and what happens goes to stderr", async () => {
    const here = conducted(soon);
    here.clock.set("2026-11-23T10:55:00Z");
    const ran = await here.runWith({ screen: () => ({ columns: 80, rows: 24 }) }, ...followed, "--json");
    expect(ran.json()).toMatchObject({ ended: "ended", board: { trains: [{ phase: "arrived" }] } });
    expect(Number(ran.json()["ticks"])).toBeGreaterThan(5);
    expect(ran.err).toContain("has arrived");
    expect(ran.err).not.toContain("\u001b");
  });

  test("refuses what is no length of time, and what is no train", async () => {
    const here = conducted();
    for (const every of ["soon", "PT0.1S"]) {
      const ran = await here.run("conduct", "line.json", "--every", every);
      expect([ran.exit, ran.err]).toEqual([1, expect.stringContaining("--every: ")]);
    }
    expect((await here.run("conduct", "line.json", "express/e9.1", "--json")).json()["error"]).toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("take-over", () => {
  test("makes a notice made by hand the window's own, so that no second one is made", async () => {
    const here = conducted();
    const item = {
      title: "By hand",
      body: "By hand",
      start: instant("2026-11-24T21:00:00Z"),
      end: instant("2026-11-24T23:00:00Z"),
      components: ["component-a"],
      notify: true,
      cancellation: "",
    };
    const id = here.notices.world.addForeign(item);
    const ran = await here.at(CUT, "take-over", PROD_WINDOW, "--notice", id);
    expect([ran.exit, ran.out, ran.err]).toEqual([0, `${PROD_WINDOW} has ${id} as its own now.\n`, ""]);
    const again = await here.at(CUT, "take-over", PROD_WINDOW, "--notice", id, "--json");
    expect(again.json()).toEqual({ window: PROD_WINDOW, mirror: "noticeBoard", id });
    const { operations } = (await here.at("2026-11-23T09:10:00Z", "plan", "--json")).json();
    const wanted = operations?.filter(
      ({ mirror, action }) => `${String(mirror)} ${String(action)}` === "noticeBoard create",
    );
    expect(wanted?.map(({ key }) => key)).not.toContain(PROD_WINDOW);
    expect(wanted?.map(({ key }) => key)).toContain(TEST_WINDOW);
  });

  test("exits 1 for what is not there, and for two things at once", async () => {
    const here = conducted();
    const both = await here.at(CUT, "take-over", TEST_WINDOW, "--notice", "n", "--entry", "e");
    expect([both.exit, both.err]).toEqual([1, expect.stringContaining("one of --notice and --entry is needed")]);
    const none = await here.at(CUT, "take-over", PROD_WINDOW, "--entry", "nothing", "--json");
    expect(none.exit).toBe(1);
    expect(none.json()["error"]).toMatchObject({ code: "not_found" });
  });
});

describe("the ports that conducting takes", () => {
  test("a missing one is named with what it is for", async () => {
    const here = conducted(express(), { deployRunner: undefined, versionProbe: undefined });
    const ran = await here.run("tick", "line.json");
    expect(ran.exit).toBe(1);
    expect(ran.err).toContain("ports.deployRunner: it is missing\n    add ports.deployRunner: it starts deploys");
    expect(ran.err).toContain("ports.versionProbe: it is missing\n    add ports.versionProbe: it reads from a target");
    // Nothing but conducting needs them.
    expect((await here.run("plan", "line.json")).exit).toBe(2);
    expect((await here.run("status", "line.json")).exit).toBe(0);
  });

  test("a slip in a name is told, and so is a port that lacks something", async () => {
    const { deploys } = conducted();
    const slip = await conducted(express(), { deployRunner: undefined, deployRuner: deploys }).run("tick", "line.json");
    expect(slip.err).toContain("rename ports.deployRuner to ports.deployRunner");
    const chat = { spec: 1, settleMs: 0, channelOf: () => undefined, groups: { members: () => [] } };
    const half = await conducted(express(), { chat }).run("conduct", "line.json", "--json");
    expect(
      half.json()["error"]?.["problems"]?.map(({ path, message }) => `${String(path)}: ${String(message)}`),
    ).toEqual([
      "ports.chat: it lacks post, edit, find, messages",
      "ports.chat.sendMs: it is no length of time",
      "ports.chat.groups: it lacks groupOf, personOf, setMembers",
    ]);
    const old = await conducted(express(), { pager: { spec: 2 } }).run("tick", "line.json");
    expect(old.err).toContain("ports.pager.spec: this version knows spec 1 only");
  });

  test("there must be somewhere to mirror to", async () => {
    const ran = await conducted(express(), { noticeBoard: undefined, calendar: undefined }).run("tick", "line.json");
    expect(ran.err).toContain("it has neither noticeBoard nor calendar");
  });

  test("what a config throws is the answer", async () => {
    const here = conducted();
    here.write("footplate.config.mjs", "throw new Error('no token');");
    const ran = await here.run("tick", "line.json");
    expect([ran.exit, ran.err]).toEqual([1, expect.stringContaining("cannot be loaded")]);
  });
});
