import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Day, day, shown, through } from "./shuttle.ts";

type Fault = "before" | "after" | "lost";

const stories = [
  { name: "a good train", fails: false },
  { name: "a failed deploy, a page, an extension and a fix", fails: true },
] as const;

/** How many calls the day makes, and what the world shows after it, when nothing goes wrong. */
async function undisturbed(fails: boolean, lagMs = 0): Promise<{ calls: number; world: ReturnType<typeof shown> }> {
  const one = day({ fails, lagMs });
  await through(one);
  expect(one.injector.calls().length).toBeGreaterThan(300);
  return { calls: one.injector.calls().length, world: shown(one) };
}

function plan({ injector }: Day, fault: Fault, call: number): void {
  if (fault === "lost") injector.loseAnswerAt(call);
  else injector.crashAt(call, fault);
}

/** The facts, each once, as the fold would have them. */
async function expectFactsOnce({ world }: Day): Promise<void> {
  const ids = (await world.memory.journal.facts(world.line.id)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
}

function withoutResponders({ alerts, ...rest }: ReturnType<typeof shown>): unknown {
  return { ...rest, alerts: alerts.map((alert) => alert.slice(0, -1)) };
}

/** Tries every so many-th call of the day; 1 tries all of them. */
export function crashSuite(stride: number): void {
  describe("F67: the process dies at a call, or an answer is lost, and the day ends as if nothing had been", () => {
    for (const { name, fails } of stories) {
      for (const [index, fault] of (["before", "after", "lost"] as const).entries()) {
        it(`${name}: ${fault === "lost" ? "the answer is lost" : `it dies ${fault} the call's effect`}`, async () => {
          const { calls, world } = await undisturbed(fails);
          // Other calls for each fault, so that together they are more.
          // The very last one gives the lease back: what goes wrong there is nobody's concern.
          for (let call = 1 + index * 4; call < calls; call += stride) {
            const one = day({ fails });
            plan(one, fault, call);
            const { deaths } = await through(one);
            expect(deaths, `call ${String(call)}`).toBe(fault === "lost" ? 0 : 1);
            expect(shown(one), `${fault}, call ${String(call)}`).toEqual(world);
            await expectFactsOnce(one);
          }
        }, 600_000);
      }
    }

    it("where lists lag, too", async () => {
      const { calls, world } = await undisturbed(true, 45_000);
      for (let call = 5; call <= calls; call += 3 * stride) {
        for (const fault of ["before", "after", "lost"] as const) {
          const one = day({ fails: true, lagMs: 45_000 });
          plan(one, fault, call);
          await through(one);
          expect(shown(one), `${fault}, call ${String(call)}`).toEqual(world);
        }
      }
    }, 600_000);

    it("twice on one day", async () => {
      const { calls, world } = await undisturbed(true);
      const point = fc.record({
        call: fc.integer({ min: 1, max: calls }),
        fault: fc.constantFrom<Fault>("before", "after"),
      });
      await fc.assert(
        fc.asyncProperty(point, point, async (first, second) => {
          const one = day({ fails: true });
          plan(one, first.fault, first.call);
          // The second life has fewer calls before it: those of the first are done.
          const call = 1 + (second.call % Math.max(1, calls - first.call));
          await through(one, { afterCrash: (deaths) => deaths === 1 && plan(one, second.fault, call) });
          // Two deaths make the day so late that one more may be called before the first answers.
          expect(withoutResponders(shown(one))).toEqual(withoutResponders(world));
          await expectFactsOnce(one);
        }),
        { numRuns: Math.ceil(400 / stride) },
      );
    }, 600_000);
  });

  describe("the comparison can fail", () => {
    it("a message, a deploy or a comment more is seen", async () => {
      const { world } = await undisturbed(false);
      const one = day();
      await through(one);
      one.world.memory.deployRunner.world.humanStart("prod/client-a", "X48-26");
      expect(shown(one)).not.toEqual(world);
      const other = day();
      await through(other);
      const [message] = other.world.memory.chat.world.seen().messages;
      other.world.memory.chat.world.humanDelete(message?.id ?? "");
      expect(shown(other)).not.toEqual(world);
    });
  });
}
