import type { Fact, TrainLine } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { applied, planned, simulatedWorld, type SimulatedWorld, weekly } from "./world.ts";

const key = "weekly/e1.46/prod/client-a/primary";
const other = "weekly/e1.47/prod/client-a/primary";
const by = { person: "lead" };

async function withGuest(): Promise<SimulatedWorld> {
  const world = simulatedWorld();
  await world.journal.record("weekly", [
    request(world, "g1", key),
    { id: "g2", type: "guestAccepted", at: world.clock.now(), by, guest: "index" },
  ]);
  await applied(world);
  world.clock.advance(120_000);
  return world;
}

function request(world: SimulatedWorld, id: string, window: string): Fact {
  return {
    id,
    type: "guestRequested",
    at: world.clock.now(),
    by,
    guest: "index",
    window,
    name: "Index rebuild",
    length: "PT20M",
    owner: "search",
    change: "CR-1",
  };
}

const missing = async (world: SimulatedWorld, line: TrainLine = weekly): Promise<readonly string[]> =>
  (await planned(world, line)).refusals.map(({ code, message }) => `${code}: ${message}`);

describe("journal_missing", () => {
  it("a guest that asks again for another window takes no facts away from the first train", async () => {
    const world = await withGuest();
    await world.journal.record("weekly", [request(world, "g3", other)]);
    expect(await missing(world)).toEqual([]);
    await applied(world);
    expect((await planned(world)).operations).toEqual([]);
  });

  it("a part of the facts lost is as much as all of them, and is said per train with its number", async () => {
    const world = await withGuest();
    world.journal.loseFacts(({ id }) => id === "g2");
    expect(await missing(world)).toEqual([expect.stringMatching(/^journal_missing: .* weekly\/e1\.46 \(1\)$/)]);
  });

  it("accepting the loss is a lead's to do, counts what was lost, and hides no later loss", async () => {
    const world = await withGuest();
    world.journal.loseFacts();
    const loss = (id: string, person: string, lost: number): Fact => ({
      id,
      type: "lossAccepted",
      at: world.clock.now(),
      by: { person },
      train: "weekly/e1.46",
      lost,
    });
    await world.journal.record("weekly", [loss("l1", "b", 2)]);
    expect(await missing(world)).toHaveLength(1);
    await world.journal.record("weekly", [loss("l2", "lead", 1)]);
    expect(await missing(world)).toHaveLength(1);
    await world.journal.record("weekly", [loss("l3", "lead", 1)]);
    expect(await missing(world)).toEqual([]);
    await world.journal.record("weekly", [request(world, "g9", key)]);
    await applied(world);
    world.clock.advance(120_000);
    world.journal.loseFacts(({ id }) => id === "g9");
    expect(await missing(world)).toHaveLength(1);
  });

  it("F80: windows outside the rules of a train that is cancelled go with their reason", async () => {
    const world = simulatedWorld();
    const line: TrainLine = {
      ...weekly,
      oneOffWindows: ["a", "b", "c", "d"].map((id, index) => ({
        id,
        name: id,
        stop: "prod",
        target: "client-b",
        train: "weekly/e1.46",
        date: `2026-12-0${String(index + 3)}`,
        at: "04:00",
        length: "PT1H",
      })),
    };
    await applied(world, line);
    await world.journal.record("weekly", [
      {
        id: "c1",
        type: "trainCancelled",
        at: world.clock.now(),
        by,
        train: "weekly/e1.46",
        reason: "release withdrawn",
      },
    ]);
    const seen = await planned(world, line);
    expect(seen.refusals).toEqual([]);
    expect(seen.operations.filter(({ action }) => action === "remove")).toHaveLength(13);
    expect(
      seen.operations.every((one) => one.action === "remove" && one.explained === "train cancelled: release withdrawn"),
    ).toBe(true);
  });
});
