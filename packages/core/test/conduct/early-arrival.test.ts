import { describe, expect, test } from "vitest";
import type { TrainLine } from "../../src/index.ts";
import { trainIn, openView } from "../../src/conduct.ts";
import { express, station } from "./station.ts";

const train = "express/e1.46";
const primary = `${train}/prod/client-b/primary`;

/** The same line, with a secondary window of client B on the evening before its primary one. */
const line: TrainLine = {
  ...express,
  eras: express.eras.map((era) => ({
    ...era,
    windows: [
      ...era.windows.map((rule) =>
        rule.kind === "primary" && rule.target === "client-b" ? { ...rule, capacity: 1, expected: "PT15M" } : rule,
      ),
      { kind: "secondary", stop: "prod", target: "client-b", day: 1, at: "21:00", length: "PT2H" },
    ],
  })),
};

describe("a train that arrives in its secondary windows", async () => {
  const world = station({ line });
  await world.until("2026-11-25T20:00:00Z");
  const before = world.memory.noticeBoard.world.seen().notices.find(({ mark }) => mark?.key === primary);
  await world.until("2026-11-27T12:00:00Z");
  const { notices, components } = world.memory.noticeBoard.world.seen();
  const facts = await world.memory.journal.facts(line.id);

  test("has arrived before its last primary window begins", () => {
    const arrived = facts.find((fact) => fact.type === "trainArrived" && fact.train === train);
    expect(arrived?.at.slice(0, 10)).toBe("2026-11-25");
    expect(trainIn(line, openView(line, facts).movements, train).phase).toBe("arrived");
  });

  test("R15, R22 the window that it did not need is withdrawn, and nothing stays under maintenance", () => {
    expect(before?.reached).toBe("completed");
    expect(notices.filter(({ reached }) => reached === "in_progress")).toEqual([]);
    expect(components.map(({ status }) => status)).toEqual(["operational", "operational", "operational"]);
    expect(
      openView(line, facts)
        .timetable("2026-11-25T12:00:00Z")
        .windows.map(({ id }) => id),
    ).not.toContain(primary);
  });
});

describe("a train in whose last window a guest has a place", async () => {
  const world = station({ line });
  const by = "lead";
  await world.send({
    act: "requestGuest",
    by,
    guest: "labels",
    window: primary,
    name: "Labels",
    length: "PT20M",
    owner: by,
    change: "CHG-1",
  });
  await world.send({ act: "acceptGuest", by, guest: "labels" });
  await world.until("2026-11-26T03:00:00Z");
  const phase = async (): Promise<string> => {
    const facts = await world.memory.journal.facts(line.id);
    return trainIn(line, openView(line, facts).movements, train).phase;
  };
  const before = await phase();
  await world.send({ act: "guestDone", by, guest: "labels" });
  await world.until("2026-11-26T04:00:00Z");

  test("R34 has not arrived before the guest has finished, and then it does", async () => {
    expect(before).toBe("running");
    expect(await phase()).toBe("arrived");
    const { notices } = world.memory.noticeBoard.world.seen();
    expect(notices.find(({ mark }) => mark?.key === primary)?.updates.at(-1)?.text).toContain("completed");
  });
});
