import { describe, expect, test } from "vitest";
import type { Ticked } from "../../src/index.ts";
import { express, station } from "./station.ts";

const train = "express/e1.46";

/** The kinds of facts of a train, in order. */
function story(ticks: readonly Ticked[]): readonly string[] {
  return ticks.flatMap(({ facts }) => facts.map(({ type }) => type));
}

describe("a train with nobody present", () => {
  test("R9 goes from its cut to its arrival, window after window", async () => {
    const world = station();
    const ticks = await world.until("2026-11-26T12:00:00Z");
    expect(ticks.at(-1)?.trains).toEqual([]);
    const deploy = ["deployOrdered", "deployStarted", "deployFinished", "versionRead", "targetPassed", "windowCompleted"];
    expect(story(ticks).filter((type) => deploy.includes(type) || type === "trainArrived")).toEqual([
      ...["versionRead", "versionRead", "versionRead"],
      ...deploy,
      ...deploy,
      ...deploy,
      "trainArrived",
    ]);
    expect(Object.values(world.targets.seen()).map(({ version }) => version)).toEqual(["X48-26", "X48-26", "X48-26"]);
    expect(ticks.flatMap(({ events }) => events.filter(({ type }) => type === "trouble"))).toEqual([]);
  });

  test("R14, R15, R33 every window is completed as soon as its target passed, and its component is operational", async () => {
    const world = station();
    await world.until("2026-11-26T12:00:00Z");
    const { notices, components } = world.memory.noticeBoard.world.seen();
    const own = notices.filter(({ mark }) => mark?.key.startsWith(`${train}/`) === true);
    expect(own.map(({ reached }) => reached)).toEqual(["completed", "completed", "completed"]);
    expect(components.map(({ status }) => status)).toEqual(["operational", "operational", "operational"]);
    expect(own.every(({ autoClose }) => !autoClose)).toBe(true);
  });

  test("R48, F87 says each thing once in each place", async () => {
    const world = station();
    await world.until("2026-11-26T12:00:00Z");
    const { messages } = world.memory.chat.world.seen();
    const places = messages.map(({ channel, key }) => `${channel} ${key ?? ""}`);
    expect(new Set(places).size).toBe(places.length);
    expect(messages.filter(({ channel }) => channel === "#prod-client-a").map(({ text }) => text.split(" · ")[0])).toHaveLength(5);
    expect(world.memory.deployRunner.world.seen()).toHaveLength(3);
  });

  test("F69 ticking again at once changes nothing", async () => {
    const world = station();
    await world.until("2026-11-24T21:10:00Z");
    await world.tick();
    const again = await world.tick();
    expect(again.events.filter(({ type }) => type !== "waiting")).toEqual([]);
  });
});
