import { describe, expect, test } from "vitest";
import { faults, memoryJournal, virtualClock, wrapPort } from "../src/index.ts";

function counter() {
  let effects = 0;
  return {
    spec: 1,
    effects: () => effects,
    world: { effects: () => effects },
    async add() {
      effects += 1;
      return effects;
    },
    group: {
      async add() {
        effects += 10;
        return effects;
      },
    },
  };
}

describe("faults", () => {
  test("F67 a crash before the n-th call prevents its effect, one after it hides it", async () => {
    for (const [mode, effects] of [
      ["before", 1],
      ["after", 11],
    ] as const) {
      const port = counter();
      const injector = faults();
      const wrapped = wrapPort(port, injector);
      injector.crashAt(2, mode);
      await wrapped.add();
      const first = await wrapped.group.add().catch((thrown: unknown) => thrown);
      expect(injector.isCrash(first)).toBe(true);
      expect(port.effects()).toBe(effects);
      const second = await wrapped.add().catch((thrown: unknown) => thrown);
      expect(second).toBe(first);
      expect(port.effects()).toBe(effects);
      expect(injector.calls()).toEqual(["add", "group.add"]);
      injector.restart();
      await wrapped.add();
      expect(port.effects()).toBe(effects + 1);
      expect(injector.calls()).toEqual(["add"]);
    }
  });

  test("F67 a call under way at the crash learns nothing, not even after the restart", async () => {
    let finish: (value: string) => void = () => undefined;
    const injector = faults();
    const wrapped = wrapPort(
      { slow: () => new Promise<string>((resolve) => (finish = resolve)), async quick() {} },
      injector,
    );
    const slow = wrapped.slow().catch((thrown: unknown) => thrown);
    await Promise.resolve();
    injector.crashAt(2, "before");
    await expect(wrapped.quick()).rejects.toThrow("dies before quick");
    injector.restart();
    finish("answer");
    expect(injector.isCrash(await slow)).toBe(true);
  });

  test("F2 a lost answer comes after the effect", async () => {
    const port = counter();
    const injector = faults();
    const wrapped = wrapPort(port, injector);
    injector.loseAnswerAt(1);
    await expect(wrapped.add()).rejects.toMatchObject({ code: "outcome_unknown", written: "maybe" });
    expect(await wrapped.add()).toBe(2);
  });

  test("what answers at once is handed through, uncounted", async () => {
    const injector = faults();
    const wrapped = wrapPort(counter(), injector, ["effects", "world"]);
    expect([wrapped.spec, wrapped.effects(), wrapped.world.effects()]).toEqual([1, 0, 0]);
    const journal = wrapPort(memoryJournal({ clock: virtualClock("2026-01-01T00:00:00Z") }), injector);
    expect(journal.dump().facts).toEqual([]);
    await journal.leases.holder("line");
    expect(injector.calls()).toEqual(["leases.holder"]);
  });
});
