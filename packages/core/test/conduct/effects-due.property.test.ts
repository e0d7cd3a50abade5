import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectStreams } from "../../src/conduct/effect-notes.ts";
import { effectsDue } from "../../src/conduct/effects-due.ts";
import { performEffects } from "../../src/conduct/perform-effects.ts";
import { nothingSeen } from "../../src/conduct/seen.ts";
import type { Fact } from "../../src/index.ts";
import { fromEpochMs } from "../../src/time/instant.ts";
import { openView } from "../../src/train/view.ts";
import { effectsWorld, line, TRAIN } from "./effects-world.ts";

const START_MS = Date.parse("2026-01-05T09:00:00Z");
const HOUR_MS = 3_600_000;
const TARGETS = ["test/stage", "prod/client-a", "prod/client-b"] as const;
const CHANNELS: Readonly<Record<string, string>> = {
  "prod/client-a": "#prod-client-a",
  "prod/client-b": "#prod-client-b",
};

const target = fc.constantFrom(...TARGETS);
const act = fc.oneof(
  fc.record({ type: fc.constantFrom("hold", "resume", "block", "late", "arrive", "again"), target }),
  fc.record({ type: fc.constantFrom("deploy", "pass", "skip", "start", "complete"), target }),
  fc.record({ type: fc.constantFrom("problem", "decide", "close"), target }),
  fc.record({ type: fc.constantFrom("deploy", "pass", "hold", "problem"), target }),
);
const history = fc.array(fc.record({ act, waitMs: fc.integer({ min: 0, max: 5 * HOUR_MS }) }), { maxLength: 25 });
/** How long the bot is down between two ticks. */
const gaps = fc.array(fc.integer({ min: 60_000, max: 40 * HOUR_MS }), { minLength: 1, maxLength: 12 });

/** What is told of a history, by a model of its own: `<fact> <kind> <channel>`. */
interface Told {
  readonly facts: readonly Fact[];
  readonly wanted: readonly string[];
  readonly endMs: number;
}

function tell(
  steps: readonly { readonly act: { readonly type: string; readonly target: string }; readonly waitMs: number }[],
): Told {
  const facts: Fact[] = [];
  const wanted: string[] = [];
  const status = new Map<string, string>(TARGETS.map((one) => [one, "pending"]));
  const windows = new Map<string, "started" | "completed">();
  const problems = new Map<string, { target: string; open: boolean }>();
  let phase = "cut";
  let held = false;
  let ms = START_MS;
  const say = (id: string, kind: string, channels: readonly (string | undefined)[]): void => {
    for (const channel of channels) if (channel !== undefined) wanted.push(`${id} ${kind} ${channel}`);
  };
  const fact = (type: string, fields: object, id = `f${facts.length}`): string => {
    facts.push({ id, at: fromEpochMs(ms), by: { bot: "footplate" }, type, train: TRAIN, ...fields } as unknown as Fact);
    return id;
  };
  fact("trainCut", { services: {} });
  for (const {
    act: { type, target: at },
    waitMs,
  } of steps) {
    ms += waitMs;
    const over = phase === "arrived";
    const channel = CHANNELS[at];
    const window = `${TRAIN}/${at}/primary`;
    const [problem = "none", known] = [...problems].findLast(([, one]) => one.target === at) ?? [];
    switch (type) {
      case "hold": {
        const id = fact("trainHeld", { reason: `odd ${facts.length}`, owner: "nobody", note: "looking" });
        if (!over) say(id, "held", ["#rail"]);
        held ||= !over;
        break;
      }
      case "resume": {
        const id = fact("trainResumed", {});
        if (held) say(id, "resumed", ["#rail"]);
        held = false;
        break;
      }
      case "block": {
        const id = fact("blockerAdded", { blocker: `b${facts.length}`, title: "T", owner: "nobody", note: "looking" });
        if (!over) say(id, "held", ["#rail"]);
        break;
      }
      case "late": {
        const id = fact("lateRiderRequested", { rider: `l${facts.length}`, service: "picking", version: "2" });
        if (!over) say(id, "lateRider", ["#rail"]);
        break;
      }
      case "arrive": {
        const id = fact("trainArrived", {});
        if (phase === "running") {
          say(id, "arrived", ["#rail"]);
          phase = "arrived";
        }
        break;
      }
      case "again": {
        const last = facts.at(-1);
        if (last !== undefined) facts.push(last);
        break;
      }
      case "deploy": {
        const order = fact("deployOrdered", { kind: "promote", target: at, version: "X02-26", services: {} });
        fact("deployStarted", { order, run: order, attempt: 1 });
        fact("deployFinished", { order, attempt: 1, outcome: "succeeded" });
        const unasked = over || status.get(at) === "skipped";
        const id = fact("versionRead", { target: at, version: "X02-26", ...(!unasked && { order }) });
        if (unasked) break;
        phase = "running";
        status.set(at, "soaking");
        say(id, "deployed", [channel, "#rail"]);
        break;
      }
      case "pass": {
        const id = fact("targetPassed", { target: at });
        if (status.get(at) === "soaking") {
          say(id, "passed", ["#rail"]);
          status.set(at, "passed");
        }
        break;
      }
      case "skip": {
        const id = fact("targetSkipped", { target: at, reason: "not now" });
        if (status.get(at) === "pending") {
          say(id, "skipped", [channel, "#rail"]);
          status.set(at, "skipped");
        }
        break;
      }
      case "start": {
        const id = fact("windowStarted", { window });
        if (!windows.has(window)) {
          say(id, "windowStarted", [channel, "#rail"]);
          windows.set(window, "started");
        }
        break;
      }
      case "complete": {
        const id = fact("windowCompleted", { window, how: "us" });
        if (windows.get(window) !== "completed") {
          // Without a deploy it is its conductor's move.
          const missed = !over && status.get(at) === "pending";
          say(id, "windowCompleted", [channel, "#rail", missed ? "@a" : undefined]);
          windows.set(window, "completed");
        }
        break;
      }
      case "problem": {
        const name = `${TRAIN}/problem/${facts.length}`;
        const id = fact("problemOpened", { problem: name, summary: "errors", target: at, services: [] });
        problems.set(name, { target: at, open: true });
        say(id, "problem", [
          channel,
          "#change-control",
          "#rail",
          CHANNELS[at] === "#prod-client-a" ? "@tam-a" : undefined,
        ]);
        break;
      }
      case "decide": {
        const id = fact("problemDecided", { problem, course: "goOn", reason: `harmless ${facts.length}` });
        if (known?.open === true) say(id, "decided", [channel, "#change-control", "#rail"]);
        break;
      }
      default: {
        const id = fact("problemClosed", { problem });
        if (known?.open === true) say(id, "problemClosed", [channel, "#change-control", "#rail"]);
        if (known !== undefined) known.open = false;
      }
    }
  }
  // Facts of windows name no train.
  const cleaned = facts.map((one) => {
    if (!("window" in one) || !one.type.startsWith("window")) return one;
    const { train: _train, ...rest } = one as Fact & { readonly train?: string };
    return rest as Fact;
  });
  return { facts: cleaned, wanted, endMs: ms };
}

/** Ticks at those moments, and twice more within ten minutes each time; what goes wrong with the chat goes wrong once. */
async function conduct(
  { facts, endMs }: Told,
  waits: readonly number[],
  faults: readonly number[],
): Promise<readonly string[]> {
  const world = effectsWorld({ facts: [] });
  await world.ready;
  const { chat } = world.memory;
  const { deployRunner: _none, ...ports } = world.ports();
  const work = await world.work(ports);
  let ms = START_MS;
  for (let index = 0; ms < endMs + HOUR_MS; index += 1) {
    ms += waits[index % waits.length] ?? HOUR_MS;
    for (const laterMs of [0, 120_000, 400_000]) {
      world.clock.set(fromEpochMs(ms + laterMs));
      const now = world.clock.now();
      const seen = facts.filter(({ at }) => Date.parse(at) <= Date.parse(now));
      if (laterMs === 0 && faults.includes(index)) chat.world.failNext(index % 2 === 0 ? "answerLost" : "requestLost");
      const effects = effectsDue(openView(line, seen), nothingSeen, now);
      const streams = effectStreams(await world.journal.notes(line.id));
      for await (const one of performEffects({ ...work, streams }, effects)) void one;
    }
    ms += 400_000;
  }
  return chat.world.seen().messages.map(({ key = "", channel }) => {
    const [id, kind] = key.startsWith("f") ? key.split("/") : [key, ""];
    return `${id} ${kind} ${channel}`;
  });
}

/** What time alone brings: its keys begin with no fact. */
const ofTime = (message: string): boolean =>
  !message.startsWith("f") || message.includes(" decisionDue ") || /^f\d+ \d/.test(message);

describe("exactly-once announcements", () => {
  it("each transition of a random history is told once to each audience, whenever the bot ticks", async () => {
    await fc.assert(
      fc.asyncProperty(history, gaps, fc.array(fc.nat(12), { maxLength: 3 }), async (steps, waits, faults) => {
        const told = tell(steps);
        const messages = await conduct(told, waits, faults);
        expect(messages.filter((one) => !ofTime(one)).toSorted()).toEqual([...told.wanted].toSorted());
        expect(new Set(messages).size).toBe(messages.length);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it("after more than 48 hours nothing of it is told any more", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { facts, endMs } = tell(steps);
        const late = fromEpochMs(endMs + 48 * HOUR_MS + 1);
        const effects = effectsDue(openView(line, facts), nothingSeen, late);
        const told = effects.filter(
          ({ kind }) => kind !== "lateRider" && kind !== "reminder" && kind !== "decisionDue",
        );
        expect(told.filter(({ to }) => to !== "runner")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("the same facts at the same moment give the same effects, and nothing is due before it was called for", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 100 * HOUR_MS }), (steps, afterMs) => {
        const { facts } = tell(steps);
        const now = fromEpochMs(START_MS + afterMs);
        const effects = effectsDue(openView(line, facts), nothingSeen, now);
        expect(effectsDue(openView(line, structuredClone(facts)), structuredClone(nothingSeen), now)).toEqual(effects);
        expect(new Set(effects.map(({ key }) => key)).size).toBe(effects.length);
        for (const { dueAt } of effects) expect(Date.parse(dueAt)).toBeLessThanOrEqual(Date.parse(now));
      }),
      { numRuns: 100 },
    );
  });
});
