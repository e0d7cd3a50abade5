import { formatPlan, instant, type Plan, type TrainLine } from "@footplate/core";
import { send } from "@footplate/core/conduct";
import { expect, test } from "vitest";
import { applied, planned, simulatedWorld, type SimulatedWorld, weekly } from "./world.ts";

const line: TrainLine = { ...weekly, review: "required" };
const WINDOW = "weekly/e1.46/prod/client-a/primary";
const OLD = { start: instant("2026-12-01T21:00:00Z"), end: instant("2026-12-01T23:00:00Z") };

/** The line without refs for these targets. */
const without = (...ids: readonly string[]): TrainLine => ({
  ...line,
  stops: line.stops.map((stop) => ({
    ...stop,
    targets: stop.targets.map(({ refs, ...target }) => ({
      ...target,
      ...(refs !== undefined && !ids.includes(target.id) && { refs }),
    })),
  })),
});

const context = ({ journal, clock }: SimulatedWorld, of: TrainLine = line) => ({ line: of, ports: { journal }, clock });
const reviews = ({ questions }: Plan) => questions.flatMap((one) => (one.type === "review" ? [one] : []));

/** Somebody reviews what the plan names. */
async function review(world: SimulatedWorld, of: TrainLine = line): Promise<void> {
  for (const { key } of reviews(await planned(world, of))) {
    const sent = await send(context(world, of), { act: "reviewWindow", by: "a", window: key });
    expect(sent, key).toMatchObject({ ok: true });
  }
}

async function moved(): Promise<SimulatedWorld> {
  const world = simulatedWorld();
  await review(world);
  await applied(world, line);
  const times = { start: "2026-12-01T23:00:00Z", end: "2026-12-02T01:00:00Z" } as const;
  const sent = await send(context(world), { act: "moveWindow", by: "a", window: WINDOW, ...times });
  expect(sent).toMatchObject({ ok: true });
  await applied(world, line);
  return world;
}

test("R7: a window that moved is said to be announced for the old times still, until somebody reviews the new ones", async () => {
  const world = await moved();
  const seen = await planned(world, line);
  expect(reviews(seen)).toMatchObject([{ key: WINDOW, start: OLD.end, announced: OLD }]);
  expect(seen.unchanged["noticeBoard"]).toBe(5);
  const text = formatPlan(seen);
  expect(text).toContain(
    "? still announced for Tue 2026-12-01 22:00 Europe/Berlin (21:00 UTC) to Wed 2026-12-02 00:00 Europe/Berlin",
  );
  expect(text).toContain(`footplate review LINE.json ${WINDOW} --as PERSON`);
  expect(text).not.toContain("neither announced");
  await review(world);
  await applied(world, line);
  expect(reviews(await planned(world, line))).toEqual([]);
  const notice = world.board.world.live().find(({ mark }) => mark?.key === WINDOW);
  expect(notice?.item.start).toBe(OLD.end);
});

test("R7: while the old times run on the board, its notice is not called as it should be", async () => {
  const world = await moved();
  world.clock.set("2026-12-01T21:30:00Z");
  const seen = await planned(world, line);
  expect(reviews(seen)).toMatchObject([{ key: WINDOW, announced: OLD }]);
  expect(formatPlan(seen)).toContain("still announced for");
});

test("R7: times that a rule changes are said like those that somebody moved", async () => {
  const world = simulatedWorld();
  await review(world);
  await applied(world, line);
  const later: TrainLine = {
    ...line,
    eras: line.eras.map((era) => ({
      ...era,
      windows: era.windows.map((rule) =>
        "target" in rule && rule.target === "client-a" ? { ...rule, at: "23:00" } : rule,
      ),
    })),
  };
  const all = reviews(await planned(world, later));
  // Three notices stand for the old times; the three fallbacks never had one.
  const standing = all.filter(({ announced }) => announced !== undefined);
  expect([standing.length, all.length - standing.length]).toEqual([3, 3]);
});

test("R7: who reviews all that the plan names leaves no window of a train unreviewed, announced or not", async () => {
  const world = simulatedWorld();
  const of = without("client-b");
  const before = reviews(await planned(world, of)).map(({ key }) => key);
  expect(before.filter((key) => key.includes("client-b/primary"))).toHaveLength(3);
  expect(before.filter((key) => key.includes("client-a/secondary"))).toHaveLength(3);
  expect(formatPlan(await planned(world, of))).toContain("? not reviewed yet, so neither announced nor promoted in: 9");
  const shown = formatPlan(await planned(world, of)).match(/\d{4}-\d\d-\d\d(?= \d\d:\d\d–)/g) ?? [];
  expect(shown.slice(-9)).toEqual(shown.slice(-9).toSorted());
  await review(world, of);
  const after = await planned(world, of);
  expect(reviews(after)).toEqual([]);
});

test("a target that names no component is told once, as a choice: nothing of it waits", async () => {
  const world = simulatedWorld();
  const of = without("client-b");
  await review(world, of);
  await applied(world, of);
  const seen = await planned(world, of);
  expect([...seen.operations, ...seen.questions]).toEqual([]);
  expect(seen.unannounced).toEqual({ targets: ["prod/client-b"], ref: "refs.board.component" });
  const lines = formatPlan(seen).split("\n");
  expect(lines.filter((one) => one.includes("client-b"))).toHaveLength(1);
  expect(lines).toContain("  to announce one: add refs.board.component");
  expect(lines.at(-1)).toBe("Nothing to change: everything is as it should be.");
  // Nor once its window has begun.
  world.clock.set("2026-11-25T02:30:00Z");
  expect((await planned(world, of)).questions).toEqual([]);
});

test("a line that names no component anywhere hears once that nothing is announced", async () => {
  const seen = await planned(simulatedWorld(), without("client-a", "client-b"));
  expect(seen.unannounced).toEqual({ targets: ["prod/client-a", "prod/client-b"], all: true });
  expect(formatPlan(seen).match(/names a component there/g)).toHaveLength(1);
});

test("a target that loses its component while a notice stands asks: nothing is withdrawn for a slip", async () => {
  const world = simulatedWorld();
  await review(world);
  await applied(world, line);
  const seen = await planned(world, without("client-b"));
  expect(seen.operations).toEqual([]);
  expect(seen.questions).toHaveLength(3);
  expect(seen.questions).toMatchObject([{ type: "blocked" }, { type: "blocked" }, { type: "blocked" }]);
});
