import { expect } from "vitest";
import type { Actor, Fact, TrainLine } from "../../src/index.ts";
import { type ConductAct, type Decided, decideConduct, type SeenNow } from "../../src/conduct.ts";
import { parseFacts } from "../../src/schema.ts";
import type { TrainState } from "../../src/train/train-state.ts";
import { trainIn } from "../../src/train/train-in.ts";
import { openView, type TrainView } from "../../src/train/view.ts";
import { deployed, passed, STAGING, T0, yard } from "./trains.ts";

/** Inside the window of staging, on the first day. */
export const DAY1 = "2026-01-07T15:10:00Z";
/** Inside the windows of production, on the second. */
export const DAY2 = "2026-01-08T15:10:00Z";
export const BOT: Actor = { bot: "footplate" };

/** Facts that grow act by act. */
export interface Journey {
  readonly facts: () => readonly Fact[];
  readonly view: () => TrainView;
  readonly state: (train?: string) => TrainState;
  /** What an act comes to, without recording it. */
  readonly ask: (by: string | Actor, now: string, act: ConductAct, seen?: SeenNow) => Decided;
  /** Records what an act says. It is accepted, its facts can be read, and said again it says nothing new. */
  readonly act: (by: string | Actor, now: string, act: ConductAct) => readonly Fact[];
  /** Records facts that no decision gives, such as what was read from a target. */
  readonly happens: (...facts: readonly Fact[]) => void;
}

/** A journey over a line, from facts. */
export function journey(line: TrainLine = yard(), ...before: readonly Fact[]): Journey {
  let facts: readonly Fact[] = before;
  const view = (): TrainView => openView(line, facts);
  const ask: Journey["ask"] = (by, now, act, seen) =>
    decideConduct(view(), act, typeof by === "string" ? { person: by } : by, now, seen);
  return {
    facts: () => facts,
    view,
    state: (train = T0) => trainIn(line, view().movements, train),
    ask,
    happens(...more) {
      facts = [...facts, ...more];
    },
    act(by, now, act) {
      const decided = ask(by, now, act);
      expect(decided, JSON.stringify(act)).toMatchObject({ ok: true, already: false });
      if (!decided.ok) return [];
      expect(parseFacts(structuredClone(decided.facts))).toEqual({ ok: true, facts: decided.facts });
      facts = [...facts, ...decided.facts];
      const { notes: _notes, ...said } = decided;
      expect(ask(by, now, act), `${JSON.stringify(act)} once more`).toEqual({
        ...said,
        already: true,
        facts: expect.arrayContaining(
          decided.facts.filter(({ type }) => type !== "deployStopAsked" || act.act !== "rollback"),
        ),
      });
      return decided.facts;
    },
  };
}

/** A refusal in short. */
export function refused(decided: Decided): readonly [code: string, message: string] | undefined {
  return decided.ok ? undefined : [decided.code, decided.message];
}

/** A journey whose train has been cut and has passed staging. */
export function pastStaging(line: TrainLine = yard()): Journey {
  const trip = journey(line);
  trip.act("a", "2026-01-07T12:00:00Z", { act: "cut", train: T0 });
  trip.happens(...deployed("staging-1", STAGING), passed(STAGING));
  return trip;
}
