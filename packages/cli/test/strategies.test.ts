import type { TrainLine } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { days, weekly } from "./support/line.ts";
import { stage, type Stage } from "./support/stage.ts";

const TRAIN = "weekly/e1.45";
const line: TrainLine = {
  ...weekly,
  eras: weekly.eras.map((era) => ({ ...era, rotation: { strategy: "own", name: "late", order: ["a", "b"] } })),
};
const more = `export const strategies = { late: ({ order: [a, b] }) => ({ primary: b, backup: a }) };\n`;

describe("a rotation of the config's own", () => {
  test("R39 is known to every command that asks who conducts", async () => {
    const here = stage({ line, more, tickets: true });
    const json = async (...argv: readonly string[]) => (await here.run(...argv, "--json")).json();
    const pair = { primary: "b", backup: "a" };
    expect((await json("timetable", "line.json", ...days))["pairs"]).toMatchObject([pair, pair, {}]);
    const { trains } = await json("pair", "line.json");
    expect(trains?.map(({ primary }) => primary)).toEqual(["b"]);
    expect((await json("rota", "line.json", ...days))["trains"]).toMatchObject([pair, pair]);
    const vacancies = (await json("lint", "line.json"))["findings"]?.filter(
      ({ code }) => (code as unknown) === "vacancy",
    );
    expect(vacancies).toEqual([]);
    const plan = await json("plan", "line.json", ...days);
    const ticket = plan["operations"]?.find(({ key }) => (key as unknown) === `${TRAIN}/ticket`);
    expect(ticket?.["item"]?.["body"]).toMatch(/^Conductor: Conductor B, backup: Conductor A\n/);
    for (const argv of [
      ["brief", "line.json", TRAIN, "--as", "b"],
      ["swap", "line.json", "propose", TRAIN, "backup", "--with", "lead", "--as", "a"],
    ])
      expect(await here.run(...argv)).toMatchObject({ exit: 0 });
    expect((await json("swap", "line.json", "list"))["swaps"]).toMatchObject([
      { moves: [{ train: TRAIN, role: "backup", from: "a", to: "lead" }] },
    ]);
    expect((await here.run("brief", "line.json", TRAIN, "--as", "lead")).err).toContain("lead is not in the pair");
  });

  test("R39 is known beside a journal that is named, and its absence is said", async () => {
    const primary = async (here: Stage): Promise<unknown> => {
      const { pairs, findings } = (
        await here.run("timetable", "line.json", ...days, "--journal", "j.db", "--json")
      ).json();
      return pairs?.[0]?.["primary"] ?? findings?.map(({ message }) => message);
    };
    expect(await primary(stage({ line, more }))).toBe("b");
    expect(await primary(stage({ line }))).toContainEqual(expect.stringContaining("no strategy late is given"));
  });
});

describe("tickets of the config", () => {
  test("are planned, answered by place, and applied", async () => {
    const here = stage({ tickets: true });
    expect(await here.run("apply", "line.json", ...days, "--no-wait")).toMatchObject({ exit: 0 });
    const [ticket] = here.tickets.world.live();
    if (ticket === undefined) throw new Error("no ticket");
    here.clock.advance(200_000);
    here.tickets.world.humanEdit(ticket.id, { ...ticket.item, title: "Mine" });
    const seen = await here.run("plan", "line.json", ...days);
    expect(seen.out).toContain("? edited by hand in the tickets: W47-26 · ticket");
    await here.run("apply", "line.json", ...days, "--revert", `trainTickets:${TRAIN}/ticket`);
    expect(here.tickets.world.live()[0]?.item).toEqual(ticket.item);
  });
});
