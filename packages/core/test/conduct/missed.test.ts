import { type ConductPolicy, epochMs, type InstantLike, type TrainLine } from "@footplate/core";
import { board, type Command, type ConductCommand, formatBoard, mayPromote, send, tick } from "@footplate/core/conduct";
import {
  memoryChat,
  memoryDeployRunner,
  memoryJournal,
  memoryTargets,
  memoryVersionProbe,
  memoryNoticeBoard,
  virtualClock,
} from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { openView } from "../../src/train/view.ts";
import { story } from "./story.ts";

const TRAIN = "portal/e1.0";
const NEXT = "portal/e1.1";
const TEST = "test/test";
const ACME = "prod/acme";
const TEST_WINDOW = `${TRAIN}/test/test/primary`;

/** Trains every two weeks, tested on Wednesday 10:00 to 14:00 and in production on Thursday 19:00 to 21:00, in Berlin. */
function portal(
  conduct: ConductPolicy = {},
  more: TrainLine["eras"][number]["windows"] = [],
  changes: Partial<TrainLine> = {},
): TrainLine {
  return {
    id: "portal",
    name: "Portal train",
    zone: "Europe/Berlin",
    review: "required",
    gap: "later",
    overlap: "first",
    team: { id: "release", name: "Release team", leads: ["anna"], members: ["anna", "ben", "cleo"] },
    people: [
      { id: "anna", name: "Anna", refs: { memory: { channelId: "@anna" } } },
      { id: "ben", name: "Ben", refs: { memory: { channelId: "@ben" } } },
      { id: "cleo", name: "Cleo", refs: { memory: { channelId: "@cleo" } } },
    ],
    services: [{ id: "portal", owner: "release", version: "1.0.0" }],
    stops: [
      { id: "test", name: "Test", targets: [{ id: "test", name: "Test" }] },
      { id: "prod", name: "Production", targets: [{ id: "acme", name: "Acme" }] },
    ],
    eras: [
      {
        id: "e1",
        from: "2026-12-01",
        cadence: { every: "P2W", anchor: "2026-12-01" },
        number: { format: "RT{ww}-{yy}" },
        rotation: { strategy: "staggeredPair", order: ["anna", "ben", "cleo"] },
        cut: { day: 0, at: "12:00" },
        conduct: { channels: { team: "#portal" }, soak: "PT20M", ...conduct },
        windows: [
          { kind: "primary", stop: "test", day: 1, weekday: "wed", at: "10:00", length: "PT4H" },
          { kind: "primary", stop: "prod", day: 2, weekday: "thu", at: "19:00", until: "21:00" },
          ...more,
        ],
      },
    ],
    ...changes,
  };
}

/** A bot and its world in memory, from shortly before the cut of the first train. */
function worldOf(line: TrainLine = portal()) {
  const clock = virtualClock("2026-12-01T10:30:00Z");
  const before = { version: "RT47-26" };
  const targets = memoryTargets({ [TEST]: before, [ACME]: before });
  const chat = memoryChat({ clock });
  const deployRunner = memoryDeployRunner({ clock, targets });
  const journal = memoryJournal({ clock, birth: "2026-01-01T00:00:00Z" });
  const noticeBoard = memoryNoticeBoard({ clock, components: [] });
  const ports = { journal, noticeBoard, deployRunner, chat, versionProbe: memoryVersionProbe(targets) };
  const facts = () => journal.facts(line.id);
  const now = () => tick({ line, ports, clock }, { mirrors: false });
  return {
    clock,
    chat,
    now,
    runs: () => deployRunner.world.seen(),
    async to(moment: InstantLike): Promise<void> {
      for (;;) {
        const { wakeAt } = await now();
        if (epochMs(wakeAt) >= epochMs(moment)) break;
        clock.set(wakeAt);
      }
      clock.set(moment);
      await now();
    },
    async act(command: Command | ConductCommand): Promise<void> {
      expect(await send({ line, ports, clock }, command)).toMatchObject({ ok: true });
    },
    said: (channel: string): readonly string[] =>
      chat.world
        .seen()
        .messages.filter((one) => one.channel === channel)
        .map(({ text }) => text),
    board: async () => board(line, await facts(), clock.now()),
    text: async () => formatBoard(board(line, await facts(), clock.now()), { width: 1000 }),
    gate: async (train: string, target: string) =>
      mayPromote(openView(line, await facts()), { train, target }, clock.now()),
  };
}

type World = ReturnType<typeof worldOf>;

async function targetOf(world: World, train: string, target: string) {
  const found = (await world.board()).trains.find((one) => one.train === train);
  return found?.targets.find((one) => one.target === target);
}

const WAYS = "reopen the window, add a one-off window for the train to the line, skip the target, or abandon the train";

describe("a train that misses its windows", () => {
  test("R7 R9 is told to the channel and to its conductor, once, with the reason and the way out", async () => {
    const world = worldOf();
    await world.to("2026-12-02T14:00:00Z");
    expect(world.runs()).toEqual([]);
    const over =
      "RT49-26: the window for Test, Test is over; nothing was deployed to Test, Test: its times were not reviewed. " +
      `There is no other window: ${WAYS} · Wed 2026-12-02 14:00 Europe/Berlin (13:00 UTC)`;
    expect(world.said("#portal").filter((one) => one.includes("is over"))).toEqual([over]);
    expect(world.said("@anna")).toEqual([over]);
    await world.to("2026-12-04T09:00:00Z");
    const all = world.said("@anna");
    expect(all).toHaveLength(2);
    expect(all[1]).toContain(
      "nothing was deployed to Production, Acme: RT49-26 has not passed test/test (pending) " +
        "(let it pass there first, or skip the target with a reason). There is no other window",
    );
    expect(world.said("#portal").filter((one) => one.includes("nothing was deployed"))).toEqual(all);
    expect([world.said("@ben"), world.said("@cleo")]).toEqual([[], []]);
  });

  test("R7 R9 is shown on the board as missed, with whose move it is", async () => {
    const world = worldOf();
    await world.to("2026-12-02T12:59:00Z");
    expect((await targetOf(world, TRAIN, TEST))?.missed).toBeUndefined();
    await world.to("2026-12-04T09:00:00Z");
    expect(await targetOf(world, TRAIN, TEST)).toMatchObject({
      status: "pending",
      missed: {
        window: TEST_WINDOW,
        endedAt: "2026-12-02T13:00:00Z",
        zone: "Europe/Berlin",
        draft: true,
        hint: WAYS,
      },
    });
    const shown = await world.text();
    expect(shown).toContain(
      "    ! missed: the last window ended Wed 2026-12-02 14:00 Europe/Berlin (13:00 UTC), never reviewed\n" +
        `    Anna or Cleo must act: ${WAYS}\n`,
    );
    expect(shown).not.toContain("no window of RT49-26");
  });

  test("R9 F94 a later train in its window says how to get it out of the way, and each of the ways works", async () => {
    for (const act of [
      { act: "skip", train: TRAIN, target: TEST, reason: "Missed" },
      { act: "abandon", train: TRAIN, reason: "Missed" },
    ] as const) {
      const world = worldOf();
      await world.to("2026-12-04T09:00:00Z");
      await world.act({ act: "reviewWindow", by: "anna", window: `${NEXT}/test/test/primary` });
      await world.to("2026-12-16T09:30:00Z");
      const gate = await world.gate(NEXT, TEST);
      const way = "promote RT49-26 there first, skip the target for it, so that this train brings both, or abandon it";
      expect(gate).toMatchObject({
        open: false,
        closures: [{ by: "other_train", message: "RT49-26 is before it on test/test (pending)", hint: way }],
      });
      expect(await world.text()).toContain(
        `    closed: RT49-26 is before it on test/test (pending)\n    way out: ${way}\n`,
      );
      await world.act({ ...act, by: "anna" });
      expect((await targetOf(world, TRAIN, TEST))?.missed).toBeUndefined();
      await world.to("2026-12-16T09:40:00Z");
      expect(world.runs().map(({ version }) => version)).toEqual(["RT51-26"]);
    }
  });

  test("R9 a later train that was stopped by it says so when its own window ends", async () => {
    const world = worldOf();
    await world.to("2026-12-04T09:00:00Z");
    await world.act({ act: "reviewWindow", by: "anna", window: `${NEXT}/test/test/primary` });
    await world.to("2026-12-16T13:01:00Z");
    expect(world.said("#portal").at(-1)).toContain(
      "RT51-26: the window for Test, Test is over; nothing was deployed to Test, Test: RT49-26 is before it on test/test (pending) (promote",
    );
  });

  test("R9 a window that is reopened is a way out", async () => {
    const world = worldOf();
    await world.to("2026-12-02T14:00:00Z");
    await world.act({ act: "reopen", by: "anna", window: TEST_WINDOW, length: "PT1H" });
    expect((await targetOf(world, TRAIN, TEST))?.missed).toBeUndefined();
    await world.to("2026-12-02T14:20:00Z");
    expect(await targetOf(world, TRAIN, TEST)).toMatchObject({ status: "soaking" });
    await world.to("2026-12-02T16:00:00Z");
    expect(world.said("@anna")).toHaveLength(1);
  });

  test("R9 names the next window where there is one, and is not missed yet", async () => {
    const world = worldOf(portal({}, [{ kind: "secondary", stop: "test", day: 3, at: "10:00", length: "PT4H" }]));
    await world.to("2026-12-02T14:00:00Z");
    expect(world.said("@anna")).toEqual([
      expect.stringContaining(
        "its times were not reviewed. The next window is Fri 2026-12-04 10:00 Europe/Berlin (09:00 UTC), once its times are reviewed ·",
      ),
    ]);
    expect((await targetOf(world, TRAIN, TEST))?.missed).toBeUndefined();
  });

  test("R9 says that nobody promoted it where that is a conductor's word", async () => {
    const world = worldOf(portal({ steps: { promote: "conductor" } }, [], { review: "none" }));
    await world.to("2026-12-02T14:00:00Z");
    expect(world.said("@anna")).toEqual([
      expect.stringContaining("nothing was deployed to Test, Test: nobody promoted it."),
    ]);
  });

  test("R9 a train that goes well is told as over, and nothing more", async () => {
    const world = worldOf(portal({}, [], { review: "none" }));
    await world.to("2026-12-04T09:00:00Z");
    expect(world.said("#portal").filter((one) => one.includes("is over"))).toEqual([
      expect.stringMatching(/^RT49-26: the window for Test, Test is over · /),
      expect.stringMatching(/^RT49-26: the window for Production, Acme is over · /),
    ]);
    expect(world.said("@anna")).toEqual([]);
    expect(await world.text()).not.toContain("missed");
  });

  test("R9 a target that is skipped, and a train that is abandoned, have missed nothing", async () => {
    const skipped = worldOf();
    await skipped.to("2026-12-02T10:00:00Z");
    await skipped.act({ act: "skip", by: "anna", train: TRAIN, target: TEST, reason: "Not this time" });
    await skipped.to("2026-12-02T14:00:00Z");
    const abandoned = worldOf();
    await abandoned.to("2026-12-02T10:00:00Z");
    await abandoned.act({ act: "abandon", by: "anna", train: TRAIN, reason: "Not this time" });
    await abandoned.to("2026-12-02T14:00:00Z");
    for (const world of [skipped, abandoned]) {
      expect(world.said("#portal").join("\n")).not.toContain("nothing was deployed");
      expect(world.said("@anna")).toEqual([]);
      expect((await targetOf(world, TRAIN, TEST))?.missed).toBeUndefined();
    }
  });

  test("a bot that was down says it once for each window of the last day, and not again at the next tick", async () => {
    const world = worldOf();
    await world.to("2026-12-01T12:00:00Z");
    world.clock.set("2026-12-04T09:00:00Z");
    for (let ticks = 0; ticks < 3; ticks += 1) await world.now();
    // The test window ended two days ago: its announcements are too old, and the board has it.
    expect(world.said("@anna")).toEqual([
      expect.stringContaining("the window for Production, Acme is over; nothing was"),
    ]);
    expect(await targetOf(world, TRAIN, TEST)).toMatchObject({ missed: { endedAt: "2026-12-02T13:00:00Z" } });
  });
});

describe("a cut that is overdue", () => {
  test("R15 F86 leaves no window open and no component under maintenance, and its conductor is told", async () => {
    const day = story({ policy: { steps: { cut: "conductor" } } });
    await day.to("11:30");
    expect([day.notice().reached, day.component("component-a")]).toEqual(["in_progress", "under_maintenance"]);
    await day.to("12:10");
    expect([day.notice().reached, day.component("component-a")]).toEqual(["completed", "operational"]);
    expect((await day.state()).phase).toBe("planned");
    const told = day.said("#prod-client-a").filter((one) => one.includes("is over"));
    expect(told).toEqual([
      expect.stringContaining(
        "nothing was deployed to Production, Client A: X48-26 has not been cut (cut the train first). There is no other " +
          "window: reopen the window, add a one-off window for the train to the line, skip the target, or cancel the train",
      ),
    ]);
  });

  test("F86 is not made up for once the last window is over", async () => {
    const day = story({ policy: { steps: { cut: "conductor" } } });
    await day.to("11:30");
    const automatic = story();
    await automatic.memory.journal.record(automatic.line.id, await day.facts());
    automatic.clock.set("2026-11-23T12:05:00Z");
    await automatic.now();
    expect((await automatic.state()).phase).toBe("planned");
    expect((await automatic.facts()).filter(({ type }) => type === "windowCompleted")).toHaveLength(2);
  });

  test("R9 is said on the board, with whose move it is, until the train is cut", async () => {
    const world = worldOf(portal({ steps: { cut: "conductor" } }));
    await world.to("2026-12-01T10:59:00Z");
    expect((await world.board()).trains[0]).not.toHaveProperty("cutOverdue");
    await world.to("2026-12-01T12:00:00Z");
    expect((await world.board()).trains[0]).toMatchObject({ phase: "planned", cutOverdue: true });
    expect(await world.text()).toContain(
      "  ! cut was due Tue 2026-12-01 12:00 Europe/Berlin (11:00 UTC)\n" +
        "    Anna or Cleo must act: cut the train, or cancel it\n",
    );
    await world.act({ act: "cut", by: "anna", train: TRAIN });
    expect((await world.board()).trains[0]).not.toHaveProperty("cutOverdue");
  });
});
