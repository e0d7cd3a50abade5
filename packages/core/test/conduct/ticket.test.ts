import { expect, test } from "vitest";
import { station } from "./station.ts";

const train = "express/e1.46";

test("R48 the ticket is closed when the train has arrived, and not before", async () => {
  const wired = station();
  await wired.tick();
  await wired.until("2026-11-26T02:10:00Z", { mirrors: false });
  const ticket = () => wired.memory.trainTickets.world.resources().find(({ mark }) => mark?.key === `${train}/ticket`);
  expect(ticket()?.state).toBe("live");
  await wired.until("2026-11-26T06:00:00Z", { mirrors: false });
  expect(ticket()?.state).toBe("ended");
});

test("R54 a blocker that somebody names is on the ticket with an owner and a note, and leaves it again", async () => {
  const world = station();
  await world.tick();
  await world.until("2026-11-23T11:02:00Z", { mirrors: false });
  const said = await world.send({
    act: "addBlocker",
    by: "b",
    train,
    blocker: "slow-search",
    title: "Search is slow",
    owner: "a",
    note: "Look at the query plan.",
  });
  expect(said).toMatchObject({ ok: true });
  await world.until("2026-11-23T11:20:00Z", { mirrors: false });
  const id = world.memory.trainTickets.world.resources().find(({ mark }) => mark?.key === `${train}/ticket`)?.id ?? "";
  const blockers = () => world.memory.trainTickets.blockers(id);
  expect(await blockers()).toMatchObject([{ title: "Search is slow", owner: "u-a", open: true }]);
  await world.send({ act: "resolveBlocker", by: "b", train, blocker: "slow-search", reason: "an index was missing" });
  await world.until("2026-11-23T11:40:00Z", { mirrors: false });
  expect(await blockers()).toMatchObject([{ open: false }]);
  const facts = await world.memory.journal.facts("express");
  expect(facts.filter(({ type }) => type === "blockerAdded" || type === "blockerResolved")).toHaveLength(2);
});

test("a blocker that somebody puts on the ticket holds the train until it is resolved there", async () => {
  const world = station();
  await world.tick();
  await world.until("2026-11-23T10:30:00Z", { mirrors: false });
  const id = world.memory.trainTickets.world.resources().find(({ mark }) => mark?.key === `${train}/ticket`)?.id ?? "";
  const blocker = world.memory.trainTickets.world.humanBlock(id, "Login fails", "u-c");
  const ticks = await world.until("2026-11-23T11:30:00Z", { mirrors: false });
  expect(ticks.at(-1)?.waiting[train]?.join()).toContain("Login fails");
  expect(world.memory.deployRunner.world.seen()).toEqual([]);
  world.memory.trainTickets.world.humanUnblock(blocker);
  await world.until("2026-11-23T12:30:00Z", { mirrors: false });
  expect(world.memory.deployRunner.world.seen()).toHaveLength(1);
});
