import { describe, expect, it } from "vitest";
import { effectsDue } from "../../src/conduct/effects-due.ts";
import { nothingSeen, type Seen } from "../../src/conduct/seen.ts";
import { toldOf } from "../../src/conduct/told.ts";
import type { TrainLine } from "../../src/index.ts";
import { openView } from "../../src/train/view.ts";
import { journey } from "../train/journey.ts";
import { effectsWorld, line, promoted, TRAIN } from "./effects-world.ts";

const PROBLEM = `${TRAIN}/problem/1`;

function troubled(of: TrainLine = line) {
  const trip = journey(of, ...promoted());
  trip.act("a", "2026-01-05T11:15:00Z", {
    act: "openProblem",
    train: TRAIN,
    summary: "errors",
    target: "prod/client-a",
    services: ["picking", "packing"],
  });
  return trip.facts();
}

describe("R19 R20 R21: who was told of a problem", () => {
  it("says who, where and when, from the journal's notes alone", async () => {
    const facts = troubled();
    const world = effectsWorld({ facts });
    const ticket = await world.ready;
    const seen: Seen = { ...nothingSeen, tickets: { [TRAIN]: ticket }, owners: { packing: ["#packing"] } };
    const view = openView(line, facts);
    expect(toldOf(view, [], PROBLEM, seen).told).toEqual([]);
    await world.perform(effectsDue(view, seen, world.clock.now()));
    const at = "2026-01-05T11:20:00Z";
    expect(toldOf(view, await world.journal.notes(line.id), PROBLEM, seen)).toEqual({
      told: [
        { who: "target:prod/client-a", where: "chat", channel: "#prod-client-a", at },
        { who: "changeControl", where: "chat", channel: "#change-control", at },
        { who: "team", where: "chat", channel: "#rail", at },
        { who: "person:tam-a", where: "chat", channel: "@tam-a", at },
        { who: "person:a", where: "ticket", at },
        { who: "owner:#packing", where: "chat", channel: "#packing", at },
      ],
      notTold: [],
    });
  });

  it("says who was not, and why", async () => {
    const bare: TrainLine = {
      ...line,
      services: [{ id: "picking" }, { id: "packing", owner: "b" }],
      stops: line.stops.map((stop) => ({
        ...stop,
        targets: stop.targets.map(({ tam: _tam, chat: _chat, ...target }) => target),
      })),
      eras: line.eras.map((era) => ({ ...era, conduct: { channels: { team: "#rail" } } })),
    };
    const facts = troubled(bare);
    const world = effectsWorld({ facts });
    await world.ready;
    const view = openView(bare, facts);
    world.memory.chat.world.failNext("requestLost");
    await world.perform(effectsDue(view, nothingSeen, world.clock.now()).filter(({ kind }) => kind === "problem"));
    const { told, notTold } = toldOf(view, await world.journal.notes(line.id), PROBLEM);
    // Where no ticket is known, the chat is better than nothing.
    expect(told).toEqual([{ who: "person:b", where: "chat", channel: "@b", at: "2026-01-05T11:20:00Z" }]);
    expect(notTold).toEqual([
      { who: "team", why: "it was tried, and the answer was lost" },
      { who: "target:prod/client-a", why: "Production, Client A has no channel" },
      { who: "changeControl", why: "the line's policy names no channel for it" },
      { who: "tam:prod/client-a", why: "Production, Client A has no contact among the line's people" },
      { who: "owner:picking", why: "nobody owns it, as far as line and directory say" },
    ]);
  });

  it("says that somebody was told late", async () => {
    const facts = troubled();
    const world = effectsWorld({ facts });
    await world.ready;
    world.clock.advance(3_600_000);
    const view = openView(line, facts);
    await world.perform(effectsDue(view, nothingSeen, world.clock.now()).filter(({ kind }) => kind === "problem"));
    const { told } = toldOf(view, await world.journal.notes(line.id), PROBLEM);
    expect(told.find(({ who }) => who === "team")).toMatchObject({ timing: "late", at: "2026-01-05T12:20:00Z" });
  });

  it("nobody was told of a problem that there is not", () => {
    expect(toldOf(openView(line, troubled()), [], "none")).toEqual({ told: [], notTold: [] });
  });
});
