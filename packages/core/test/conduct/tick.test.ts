import { describe, expect, test } from "vitest";
import { tick, type Ticked } from "../../src/conduct.ts";
import { station } from "./station.ts";

const train = "express/e1.46";

/** The kinds of facts of a train, in order. */
function story(ticks: readonly Ticked[]): readonly string[] {
  return ticks.flatMap(({ facts }) => facts.map(({ type }) => type));
}

describe("a train with nobody present", async () => {
  const world = station();
  const ticks = await world.until("2026-11-26T12:00:00Z");

  test("R9 goes from its cut to its arrival, window after window", () => {
    expect(ticks.at(-1)?.trains).toEqual([]);
    const deploy = [
      "deployOrdered",
      "deployStarted",
      "deployFinished",
      "versionRead",
      "targetPassed",
      "windowCompleted",
    ];
    expect(story(ticks).filter((type) => deploy.includes(type) || type === "trainArrived")).toEqual([
      "versionRead",
      "versionRead",
      "versionRead",
      ...deploy,
      ...deploy,
      ...deploy,
      "trainArrived",
    ]);
    expect(Object.values(world.targets.seen()).map(({ version }) => version)).toEqual(["X48-26", "X48-26", "X48-26"]);
    expect(ticks.flatMap(({ events }) => events.filter(({ type }) => type === "trouble"))).toEqual([]);
  });

  test("R14, R15, R33 every window is completed as soon as its target passed, and its component is operational", () => {
    const { notices, components } = world.memory.noticeBoard.world.seen();
    const own = notices.filter(({ mark }) => mark?.key.startsWith(`${train}/`) === true);
    expect(own.map(({ reached }) => reached)).toEqual(["completed", "completed", "completed"]);
    expect(components.map(({ status }) => status)).toEqual(["operational", "operational", "operational"]);
    expect(own.every(({ autoClose }) => !autoClose)).toBe(true);
  });

  test("R48, F87 says each thing once in each place", () => {
    const { messages } = world.memory.chat.world.seen();
    const places = messages.map(({ channel, key }) => `${channel} ${key ?? ""}`);
    expect(new Set(places).size).toBe(places.length);
    expect(messages.filter(({ channel }) => channel === "#prod-client-a")).toHaveLength(4);
    expect(world.memory.deployRunner.world.seen()).toHaveLength(3);
  });

  test("F48 ticking again at once changes nothing", async () => {
    const again = station();
    await again.until("2026-11-23T11:10:00Z", { mirrors: false });
    await again.tick();
    expect((await again.tick()).events.filter(({ type }) => type !== "waiting")).toEqual([]);
  });
});

test("R22 a problem that somebody names while the tick is at work keeps the window open, too", async () => {
  const world = station();
  await world.tick();
  await world.until("2026-11-23T11:20:00Z", { mirrors: false });
  const { versionProbe } = world.ports;
  const named = async (): Promise<void> => {
    await world.send({ act: "openProblem", by: "b", train, summary: "Login fails", target: "test/stage" });
  };
  world.clock.set("2026-11-23T11:26:30Z");
  await tick(
    world.context({
      ...world.ports,
      versionProbe: {
        ...versionProbe,
        async running(...args) {
          const found = await versionProbe.running(...args);
          await named();
          return found;
        },
      },
    }),
    { mirrors: false, nonce: world.nonce },
  );
  const { notices } = world.memory.noticeBoard.world.seen();
  const own = notices.find(({ mark }) => mark?.key === `${train}/test/stage/primary`);
  expect(own?.reached).toBe("in_progress");
});
