import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/conduct/effect.ts";
import { effectsDue } from "../../src/conduct/effects-due.ts";
import { performEffect } from "../../src/conduct/perform-effect.ts";
import { nothingSeen } from "../../src/conduct/seen.ts";
import { type Fact, FootplateError } from "../../src/index.ts";
import { instant } from "../../src/time/instant.ts";
import { trainIn } from "../../src/train/train-in.ts";
import { openView } from "../../src/train/view.ts";
import { leaseKeeper } from "../../src/plan/lease-keeper.ts";
import { journey } from "../train/journey.ts";
import {
  allOnce,
  effectsWorld,
  type EffectsWorld,
  line,
  NOW,
  oneOfEach,
  promoted,
  shown,
  STAGE,
  TRAIN,
} from "./effects-world.ts";

const message: Effect = {
  key: "fact/passed/team",
  kind: "passed",
  dueAt: instant(NOW),
  audience: "team",
  to: "channel",
  channel: "#rail",
  text: "Passed.",
};

const posted = ({ memory }: EffectsWorld): readonly string[] =>
  memory.chat.world.seen().messages.map(({ text }) => text);

/** Ticks until there is nothing left to do. */
async function converge(world: EffectsWorld, effects: readonly Effect[]): Promise<void> {
  for (let round = 0; round < 14; round += 1) {
    world.clock.advance(200_000);
    if ((await world.perform(effects)).length === 0) return;
  }
}

/** What order the messages stand in hangs on what was lost. */
function sorted(world: EffectsWorld) {
  const { messages, ...rest } = shown(world);
  return { ...rest, messages: messages.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)) };
}
const { messages: wanted, ...others } = allOnce;
const once = { ...others, messages: wanted.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)) };

describe("an effect is done once", () => {
  it("each kind, and twice is as once", async () => {
    const world = effectsWorld();
    const effects = await oneOfEach(world);
    expect(effects.map(({ to }) => to)).toContain("runner");
    const first = await world.perform(effects);
    expect(first.map(({ outcome }) => outcome.type)).toEqual(effects.map(() => "done"));
    expect(shown(world)).toEqual(allOnce);
    expect(await world.perform(effects)).toEqual([]);
    world.clock.advance(86_400_000);
    expect(await world.perform(effects)).toEqual([]);
    expect(shown(world)).toEqual(allOnce);
  });

  for (const lagMs of [0, 45_000]) {
    for (const mode of ["before", "after"] as const) {
      it(`F67: the process dies ${mode} each call, and once more; searches lag ${lagMs} ms`, async () => {
        for (let at = 1; ; at += 1) {
          const world = effectsWorld({ lagMs });
          const effects = await oneOfEach(world);
          world.injector.restart();
          const dies = async (n: number, how: "before" | "after"): Promise<boolean> => {
            world.injector.crashAt(n, how);
            try {
              await world.perform(effects);
              return false;
            } catch (error) {
              if (!world.injector.isCrash(error)) throw error;
              return true;
            } finally {
              world.injector.restart();
            }
          };
          const died = await dies(at, mode);
          world.clock.advance(130_000);
          await dies(1 + ((at * 7) % 60), mode === "before" ? "after" : "before");
          await converge(world, effects);
          expect(sorted(world), `dies ${mode} call ${at}`).toEqual(once);
          if (!died) break;
        }
      });
    }

    it(`F2: the answer to each call is lost; searches lag ${lagMs} ms`, async () => {
      const counted = effectsWorld({ lagMs });
      const all = await oneOfEach(counted);
      counted.injector.restart();
      await counted.perform(all);
      const total = counted.injector.calls().length;
      for (let at = 1; at <= total; at += 1) {
        const world = effectsWorld({ lagMs });
        const effects = await oneOfEach(world);
        world.injector.restart();
        world.injector.loseAnswerAt(at);
        try {
          await world.perform(effects);
        } catch (error) {
          if (!(error instanceof FootplateError)) throw error;
        }
        world.injector.restart();
        await converge(world, effects);
        expect(sorted(world), `answer ${at} lost`).toEqual(once);
      }
    });
  }

  it("F2: what lands after it was given up is found, and not sent again", async () => {
    for (const fault of ["writeLate", "requestLost", "answerLost", "writeRefused"] as const) {
      const world = effectsWorld({ lagMs: 45_000 });
      const effects = await oneOfEach(world);
      world.memory.chat.world.failNext(fault, 2);
      world.memory.logBook.world.failNext(fault);
      world.memory.deployRunner.world.failNext(fault);
      world.memory.changeControl.world.failNext(fault);
      await world.perform(effects);
      await converge(world, effects);
      expect(sorted(world), fault).toEqual(once);
    }
  });

  it("an answer that was lost is searched for, and waited for no longer than it takes", async () => {
    const world = effectsWorld({ lagMs: 60_000 });
    await world.ready;
    world.memory.chat.world.failNext("requestLost");
    const [lost] = await world.perform([message]);
    expect(lost?.outcome).toMatchObject({ type: "failed", code: "outcome_unknown" });
    world.clock.advance(69_000);
    const [early] = await world.perform([message]);
    expect(early?.outcome).toEqual({
      type: "waiting",
      why: "it is not known yet whether the last try was done",
      until: "2026-01-05T11:21:10.001Z",
    });
    world.clock.advance(1_001);
    const [late] = await world.perform([message]);
    expect(late?.outcome.type).toBe("done");
    expect(posted(world)).toEqual(["Passed."]);
    expect(world.memory.chat.world.attempts()).toBe(2);
  });

  it("F68: without the lease nothing is written", async () => {
    const world = effectsWorld();
    await world.ready;
    const context = { line, ports: { journal: world.journal }, clock: world.clock } as unknown as Parameters<
      typeof leaseKeeper
    >[0];
    const lease = await leaseKeeper(context, "one", 60_000);
    world.clock.advance(120_000);
    await leaseKeeper(context, "other", 60_000);
    const work = await world.work({ journal: world.journal, chat: world.memory.chat });
    await expect(performEffect({ ...work, lease }, message)).rejects.toMatchObject({ code: "lease_lost" });
    expect(posted(world)).toEqual([]);
  });
});

describe("F75: what fails is tried again, ever more rarely", () => {
  it("rests 20 seconds, 40, then 80, and ten minutes at the most", async () => {
    const world = effectsWorld();
    await world.ready;
    world.memory.chat.world.failNext("writeRefused", 20);
    const tries: number[] = [];
    for (let second = 0; second < 3600; second += 10) {
      const before = world.memory.chat.world.attempts();
      await world.perform([message]);
      if (world.memory.chat.world.attempts() > before) tries.push(second);
      world.clock.advance(10_000);
    }
    expect(tries).toEqual([0, 20, 60, 140, 300, 620, 1220, 1820, 2420, 3020]);
    expect(posted(world)).toEqual([]);
  });

  it("what a person must put right is said at every tick", async () => {
    const world = effectsWorld();
    await world.ready;
    const wrong: Effect = { ...message, to: "channel", channel: "" };
    const [first] = await world.perform([wrong]);
    const [second] = await world.perform([wrong]);
    expect(first?.outcome).toMatchObject({ type: "failed", code: "not_found", until: "2026-01-05T11:20:20Z" });
    expect(second?.outcome).toEqual({ type: "failed", code: "not_found", until: "2026-01-05T11:20:20Z" });
    expect(world.memory.chat.world.attempts()).toBe(1);
  });

  it("a service that wants a pause is left alone until the next tick", async () => {
    const world = effectsWorld();
    await world.ready;
    world.memory.chat.world.failNext("rateLimited");
    const outcomes = await world.perform([message, { ...message, key: "other/passed/team" }]);
    expect(outcomes.map(({ outcome }) => outcome.type)).toEqual(["failed"]);
    expect(world.memory.chat.world.attempts()).toBe(1);
  });
});

describe("what cannot be done is said", () => {
  it("a port that is not wired, once", async () => {
    const world = effectsWorld();
    const effects = await oneOfEach(world);
    const outcomes = await world.perform(effects, { journal: world.journal });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      ["deployRunner", "chat", "logBook", "trainTickets", "pager", "changeControl"].map((port) => ({
        type: "unwired",
        port,
      })),
    );
  });

  it("a comment waits for its ticket", async () => {
    const world = effectsWorld();
    await world.ready;
    const comment: Effect = { ...message, to: "ticket", act: "comment", text: "Said." };
    const [first] = await world.perform([comment]);
    expect(first?.outcome).toEqual({ type: "waiting", why: "no ticket of the train is known yet" });
  });

  it("R47: a person whom the chat does not know, or who is not at work, is told on the ticket", async () => {
    const world = effectsWorld();
    const ticket = await world.ready;
    const base = { ...message, to: "person", person: "a", name: "Conductor A", ticket, text: "Look." } as const;
    await world.perform([
      { ...base, key: "1/held/person:a", where: "chat" },
      { ...base, key: "2/held/person:a", where: "ticket", refs: { memory: { channelId: "@a" } } },
      { ...base, key: "3/held/person:a", where: "chat", refs: { memory: { channelId: "@a" } } },
    ]);
    expect(shown(world).comments).toEqual(["1/held/person:a", "2/held/person:a"]);
    expect(world.memory.trainTickets.world.seen()[0]?.comments[0]?.text).toBe("Conductor A: Look.");
    expect(shown(world).messages).toEqual([["@a", "3/held/person:a", false]]);
  });

  it("an answer waits for the message that it answers, for an hour", async () => {
    const world = effectsWorld();
    await world.ready;
    const answer: Effect = { ...message, key: "later/decided/team", text: "Decided.", replyTo: message.key };
    world.memory.chat.world.failNext("writeRefused");
    const outcomes = await world.perform([message, answer]);
    expect(outcomes.map(({ outcome }) => outcome.type)).toEqual(["failed", "waiting"]);
    world.clock.advance(3_600_001);
    world.memory.chat.world.failNext("writeRefused");
    await world.perform([message, answer]);
    expect(shown(world).messages).toEqual([["#rail", "later/decided/team", false]]);
  });

  it("an alert that somebody closed takes no more calls, and one that nobody made is not closed", async () => {
    const world = effectsWorld();
    await world.ready;
    const page: Effect = {
      ...message,
      key: "alert",
      to: "pager",
      act: "page",
      alert: "alert",
      text: "Help.",
      call: [{ memory: { scheduleId: "duty" } }],
    };
    const call: Effect = {
      ...message,
      key: "alert/call/b",
      to: "pager",
      act: "addResponder",
      alert: "alert",
      person: "b",
      refs: { memory: { personId: "u-b" } },
    };
    const close: Effect = {
      ...message,
      key: "alert/close/page",
      to: "pager",
      act: "close",
      alert: "alert",
      text: "Over.",
    };
    const [unpaged] = await world.perform([close]);
    expect(unpaged?.outcome).toEqual({ type: "moot", why: "nobody was called" });
    await world.perform([page]);
    world.memory.pager.world.humanClose("alert");
    const outcomes = await world.perform([call, close]);
    expect(outcomes.map(({ outcome }) => outcome.type)).toEqual(["done", "done"]);
    expect(world.memory.pager.world.alerts()).toMatchObject([{ status: "closed", responders: [{ id: "duty" }] }]);
  });

  it("the call of nobody is not made", async () => {
    const world = effectsWorld();
    await world.ready;
    const page: Effect = {
      ...message,
      key: "alert",
      to: "pager",
      act: "page",
      alert: "alert",
      text: "Help.",
      call: [],
    };
    const [one] = await world.perform([page]);
    expect(one?.outcome).toEqual({ type: "moot", why: "the pager knows none of those who would be called" });
    expect(world.memory.pager.world.alerts()).toEqual([]);
  });
});

describe("F92 F93: a deploy rests on a recorded decision", () => {
  const deployOf = (facts: readonly Fact[]): Extract<Effect, { to: "runner" }> => {
    const found = effectsDue(openView(line, facts), nothingSeen, NOW).find((one) => one.to === "runner");
    if (found?.to !== "runner") throw new Error("there is no deploy to start");
    return found;
  };

  it("an order that nobody decided, or that says something else, is forbidden", async () => {
    const world = effectsWorld();
    await world.ready;
    const effect = deployOf(promoted());
    const forged = [
      { ...effect, order: { ...effect.order, target: "prod/client-a", stop: "prod" } },
      { ...effect, order: { ...effect.order, version: "evil" } },
      { ...effect, key: "made-up", order: { ...effect.order, id: "made-up" } },
    ];
    for (const one of forged) {
      const [done] = await world.perform([one]);
      expect(done?.outcome).toMatchObject({ type: "failed", code: "forbidden" });
    }
    expect(world.memory.deployRunner.world.attempts()).toBe(0);
    expect(await world.journal.notes(line.id)).toEqual([]);
  });

  const later = "2026-01-05T11:15:00Z";
  const closing: readonly (readonly [string, (trip: ReturnType<typeof journey>) => unknown])[] = [
    [
      "a hold",
      (trip) => trip.act("a", later, { act: "hold", train: TRAIN, reason: "odd", note: "looking", discretion: true }),
    ],
    ["a problem", (trip) => trip.act("a", later, { act: "openProblem", train: TRAIN, summary: "errors" })],
    [
      "a blocker",
      (trip) => trip.act("a", later, { act: "addBlocker", train: TRAIN, title: "T1", owner: "b", note: "looking" }),
    ],
    [
      "the end of the train",
      (trip) =>
        trip.happens({
          id: "end",
          at: instant(later),
          by: { person: "lead" },
          type: "trainAbandoned",
          train: TRAIN,
          reason: "enough",
        }),
    ],
    [
      "a stop",
      (trip) => trip.act("a", later, { act: "stopDeploy", train: TRAIN, order: `${TRAIN}/${STAGE}/promote/1` }),
    ],
  ];
  for (const [what, close] of closing) {
    it(`${what} between decision and send: it is not started, and the target may be decided upon again`, async () => {
      const trip = journey(line, ...promoted());
      const effect = deployOf(trip.facts());
      close(trip);
      const world = effectsWorld({ facts: trip.facts() });
      await world.ready;
      const [done] = await world.perform([effect]);
      expect(done?.outcome.type).toBe("cancelled");
      expect(world.memory.deployRunner.world.attempts()).toBe(0);
      const view = await world.view();
      const state = trainIn(line, view.movements, TRAIN);
      expect(state.targets.find(({ target }) => target === STAGE)?.status).toBe("failed");
      expect(state.orders).toMatchObject([{ status: "cancelled", attempt: 1 }]);
      expect(view.facts.at(-1)).toMatchObject({ type: "deployFinished", by: { bot: "footplate" } });
      expect(view.facts.at(-1)?.reason).not.toBe(undefined);
      world.clock.advance(200_000);
      expect(await world.perform([effect])).toMatchObject([{ outcome: { type: "moot" } }]);
      expect(effectsDue(view, nothingSeen, world.clock.now()).filter(({ to }) => to === "runner")).toEqual([]);
    });
  }

  it("F67: the process dies at each call while the gate is closed: nothing is started, and it is cancelled once", async () => {
    const trip = journey(line, ...promoted());
    const effect = deployOf(trip.facts());
    trip.act("a", later, { act: "openProblem", train: TRAIN, summary: "errors" });
    for (const mode of ["before", "after"] as const) {
      for (let at = 1; ; at += 1) {
        const world = effectsWorld({ facts: trip.facts() });
        await world.ready;
        world.injector.restart();
        world.injector.crashAt(at, mode);
        let died = false;
        try {
          await world.perform([effect]);
        } catch (error) {
          if (!world.injector.isCrash(error)) throw error;
          died = true;
        }
        world.injector.restart();
        for (let round = 0; round < 4; round += 1) {
          world.clock.advance(100_000);
          await world.perform([effect]);
        }
        const finished = (await world.view()).facts.filter(({ type }) => type === "deployFinished");
        expect(finished, `dies ${mode} call ${at}`).toHaveLength(1);
        expect(world.memory.deployRunner.world.attempts()).toBe(0);
        if (!died) break;
      }
    }
  });

  it("the window has closed meanwhile", async () => {
    const world = effectsWorld();
    await world.ready;
    const effect = deployOf(promoted());
    world.clock.set("2026-01-05T15:00:00Z");
    const [done] = await world.perform([effect]);
    expect(done?.outcome).toMatchObject({
      type: "cancelled",
      why: "window express/e1.0/test/stage/primary is not open any more",
    });
    expect(world.memory.deployRunner.world.attempts()).toBe(0);
  });

  it("a window that runs short does not take a decision back", async () => {
    const world = effectsWorld();
    await world.ready;
    world.clock.set("2026-01-05T14:59:00Z");
    const [done] = await world.perform([deployOf(promoted())]);
    expect(done?.outcome.type).toBe("done");
  });

  it("the gate closes while the intent is written: the last look sees it", async () => {
    const trip = journey(line, ...promoted());
    const effect = deployOf(trip.facts());
    const [held] = trip.act("a", later, {
      act: "hold",
      train: TRAIN,
      reason: "odd",
      note: "looking",
      discretion: true,
    });
    const world = effectsWorld();
    await world.ready;
    const { journal } = world;
    const ports = {
      ...world.ports(),
      journal: {
        ...journal,
        note: async (...args: Parameters<typeof journal.note>) => {
          if (args[3].type === "intent" && held !== undefined) await journal.record(line.id, [held]);
          return journal.note(args[0], args[1], args[2], args[3], { expected: args[4].expected });
        },
        record: (id: string, facts: readonly Fact[]) => journal.record(id, facts),
      },
    };
    const [done] = await world.perform([effect], ports);
    expect(done?.outcome).toMatchObject({ type: "cancelled", why: "X02-26 is held: odd" });
    expect(world.memory.deployRunner.world.attempts()).toBe(0);
    expect((await journal.notes(line.id)).flatMap(({ notes }) => notes.map(({ type }) => type))).toEqual([
      "intent",
      "dropped",
    ]);
  });

  it("a rollback is started through hold, problem and closed window, once no other deploy runs on the target", async () => {
    const trip = journey(line, ...promoted());
    const order = `${TRAIN}/${STAGE}/promote/1`;
    const base = { at: instant(later), by: { bot: "footplate" }, train: TRAIN } as const;
    trip.happens(
      { ...base, id: "read-0", type: "versionRead", target: STAGE, version: "X01-26" },
      { ...base, id: "started", type: "deployStarted", order, run: "run-0", attempt: 1 },
      { ...base, id: "finished", type: "deployFinished", order, attempt: 1, outcome: "succeeded" },
      { ...base, id: "read-1", type: "versionRead", target: STAGE, version: "X02-26", order },
    );
    trip.act("a", later, { act: "openProblem", train: TRAIN, summary: "errors" });
    trip.act("a", later, { act: "hold", train: TRAIN, reason: "odd", note: "looking", discretion: true });
    trip.act("a", "2026-01-05T15:30:00Z", { act: "rollback", train: TRAIN, reason: "errors", at: "test" });
    const world = effectsWorld({ facts: trip.facts() });
    await world.ready;
    world.clock.set("2026-01-05T15:31:00Z");
    const effects = effectsDue(await world.view(), nothingSeen, world.clock.now()).filter(({ to }) => to === "runner");
    expect((await world.perform(effects)).map(({ outcome }) => outcome.type)).toEqual(["done"]);
    expect(world.memory.deployRunner.world.seen()).toMatchObject([{ kind: "rollback", version: "X01-26" }]);
  });
});
