import { describe, expect, test } from "vitest";
import { trainIn, openView, type TrainLine } from "../../src/index.ts";
import { express, station } from "./station.ts";

const train = "express/e1.46";
const primary = `${train}/prod/client-b/primary`;

/** The same line, with a secondary window of client B on the evening before its primary one. */
const line: TrainLine = {
  ...express,
  eras: express.eras.map((era) => ({
    ...era,
    windows: [
      ...era.windows,
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
