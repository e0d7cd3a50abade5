import { describe, expect, test } from "vitest";
import { FootplateError, instant, type OnCall, type OnCallOverride } from "@footplate/core";
import { onCallCases } from "../src/index.ts";
import { now, onCallService, onCallWorld } from "./people-worlds.ts";

const override = (from: string, to: string, parts: Partial<OnCallOverride> = {}): OnCallOverride => ({
  schedule: "conductors",
  person: "b",
  start: instant(`2026-11-23T${from}:00Z`),
  end: instant(`2026-11-23T${to}:00Z`),
  rotations: [],
  ...parts,
});
const mark = (key: string) => ({ key, generation: 1, nonce: `n-${key}`, facts: 1 });

describe("an on-call service in memory", () => {
  test("names schedules with their zone, and people and schedules from refs", async () => {
    const { onCall } = onCallService();
    expect(await onCall.schedules()).toEqual([
      { id: "conductors", name: "Conductors", zone: "Europe/Berlin" },
      { id: "night", name: "Night watch" },
    ]);
    const refs = { memory: { personId: "a", scheduleId: "night" } };
    expect([onCall.personOf(refs), onCall.scheduleOf(refs)]).toEqual(["a", "night"]);
    expect(await onCall.nextOnCall("conductors", now)).toEqual(["b"]);
    expect(await onCall.nextOnCall("night", now)).toEqual([]);
    expect(await onCall.onCall("night", now)).toEqual([]);
    expect(await onCall.onCall("night", instant("2026-11-23T11:00:00Z"))).toEqual(["c"]);
  });

  test("of overlapping overrides the newest counts, and each only for its own schedule", async () => {
    const { onCall } = onCallService();
    await onCall.overrides.create(override("13:00", "15:00"), mark("one"));
    await onCall.overrides.create(override("14:00", "14:30", { person: "c" }), mark("two"));
    const at = (time: string) => onCall.onCall("conductors", instant(`2026-11-23T${time}:00Z`));
    expect([await at("13:59"), await at("14:00"), await at("14:30")]).toEqual([["b"], ["c"], ["b"]]);
    expect(await onCall.onCall("night", instant("2026-11-23T14:00:00Z"))).toEqual([]);
  });

  test("F16 an override of an unknown schedule is not_found, and nothing is written", async () => {
    const { onCall } = onCallService();
    const refused = onCall.overrides.create(override("13:00", "15:00", { schedule: "nope" }), mark("one"));
    await expect(refused).rejects.toMatchObject({ code: "not_found", written: "no" });
    expect(onCall.overrides.world.resources()).toEqual([]);
  });
});

const mutants: Readonly<Record<string, (onCall: OnCall) => OnCall>> = {
  "lists a schedule twice": (onCall) => ({
    ...onCall,
    schedules: async (call) => [...(await onCall.schedules(call)), ...(await onCall.schedules(call))],
  }),
  "lists no schedule": (onCall) => ({
    ...onCall,
    schedules: async (call) => (call?.signal?.throwIfAborted(), []),
  }),
  "does not see overrides": (onCall) => ({
    ...onCall,
    onCall: async (id, at, call) => (await onCall.onCall(id, at, call)).map(() => "a"),
  }),
  "has the regular person beside the override's": (onCall) => ({
    ...onCall,
    onCall: async (id, at, call) => [...new Set(["a", ...(await onCall.onCall(id, at, call))])],
  }),
  "looks a moment later": (onCall) => ({
    ...onCall,
    onCall: (id, at, call) => onCall.onCall(id, instant(new Date(Date.parse(at) + 1)), call),
  }),
  "looks a moment earlier": (onCall) => ({
    ...onCall,
    onCall: (id, at, call) => onCall.onCall(id, instant(new Date(Date.parse(at) - 1)), call),
  }),
  "does not remove": (onCall) => ({
    ...onCall,
    overrides: { ...onCall.overrides, remove: async () => {} },
  }),
  "does not update": (onCall) => ({
    ...onCall,
    overrides: { ...onCall.overrides, update: async (held) => held },
  }),
  "takes an unknown schedule for an empty one": (onCall) => ({
    ...onCall,
    onCall: (id, at, call) =>
      onCall.onCall(id, at, call).catch((error: unknown) => {
        if (error instanceof FootplateError) return [];
        throw error;
      }),
  }),
  "throws errors of its own": (onCall) => ({
    ...onCall,
    nextOnCall: (id, at, call) =>
      onCall.nextOnCall(id, at, call).catch((error: unknown) => {
        throw error instanceof FootplateError ? new Error("404") : error;
      }),
  }),
  "names somebody by no refs": (onCall) => ({ ...onCall, personOf: (refs) => onCall.personOf(refs) ?? "" }),
  "names somebody by another's refs": (onCall) => ({ ...onCall, scheduleOf: (refs) => refs && "conductors" }),
  "names the next twice": (onCall) => ({
    ...onCall,
    nextOnCall: async (id, at, call) => (await onCall.nextOnCall(id, at, call)).flatMap((one) => [one, one]),
  }),
  "does not hear the signal": (onCall) => ({ ...onCall, nextOnCall: (id, at) => onCall.nextOnCall(id, at) }),
  "throws an abort of its own": (onCall) => ({
    ...onCall,
    schedules: (call) =>
      onCall.schedules(call).catch(() => {
        throw new DOMException("aborted", "AbortError");
      }),
  }),
};

describe("every broken on-call service is rejected by some case, and not by all", () => {
  test.each(Object.keys(mutants))("one that %s", async (name) => {
    const cases = onCallCases(onCallWorld(mutants[name]));
    const failed: string[] = [];
    for (const one of cases) await one.run().catch(() => failed.push(one.name));
    expect(failed).not.toEqual([]);
    expect(failed.length).toBeLessThan(cases.length);
  });
});

test("a request that is sent in spite of the signal is noticed", async () => {
  const [last] = onCallCases({
    name: "w",
    fresh: async () => {
      let requests = 0;
      return { ...(await onCallWorld().fresh()), sent: () => requests++ };
    },
  }).slice(-1);
  await expect(last?.run()).rejects.toThrow("requests");
});
