import { epochMs, FootplateError, type Instant } from "@footplate/core";
import { type Command, type ConductCommand, liveTrainsAt, send, type TrainView } from "@footplate/core/conduct";
import type { Chance } from "./chance.ts";
import { type Duty, dutiesNow } from "./crew-duties.ts";
import { initiatives } from "./crew-initiatives.ts";
import type { SimulatedWorld } from "./world.ts";

/** People of the line: they see what needs them, take their time, and act through `send`. */
export interface Crew {
  /** Sees what needs a person now. */
  look(view: TrainView, now: Instant): void;
  /** Does what is due. True when something was recorded. */
  act(now: Instant): Promise<boolean>;
  /** When the next of them acts, in milliseconds since 1970-01-01T00:00:00Z. */
  nextMs(): number;
  /** Acts that were taken and that were refused, by name of the act. */
  readonly taken: Map<string, number>;
  readonly refused: Map<string, number>;
}

interface Pending extends Duty {
  readonly atMs: number;
  readonly tries: number;
}

/** So often is an act tried that is refused; then it is seen anew. */
const MOST_TRIES = 4;
const MINUTE_MS = 60_000;

/** A crew. */
export function crewOf(world: SimulatedWorld, chance: Chance): Crew {
  const { line, clock, ports } = world;
  const pending = new Map<string, Pending>();
  const met = new Set<string>();
  const taken = new Map<string, number>();
  const refused = new Map<string, number>();
  const plan = (duty: Duty, nowMs: number): void => {
    const [least, most] = duty.afterMinutes;
    if (!pending.has(duty.key))
      pending.set(duty.key, { ...duty, atMs: nowMs + chance.between(least, most) * MINUTE_MS, tries: 0 });
  };
  const one = async (command: Command | ConductCommand): Promise<boolean> => {
    const sent = await send({ line, ports, clock }, command);
    const counts = sent.ok ? taken : refused;
    counts.set(command.act, (counts.get(command.act) ?? 0) + 1);
    return sent.ok;
  };
  return {
    taken,
    refused,
    look(view, now) {
      const nowMs = epochMs(now);
      const duties = dutiesNow(view, now, chance);
      // What is not wanted any more is not done.
      const wanted = new Set(duties.map(({ key }) => key));
      for (const [key, { lasting }] of pending) if (lasting !== true && !wanted.has(key)) pending.delete(key);
      for (const duty of duties) plan(duty, nowMs);
      for (const { id } of liveTrainsAt(view, now)) {
        if (met.has(id)) continue;
        met.add(id);
        for (const duty of initiatives(view, id, now, chance)) plan(duty, nowMs);
      }
    },
    async act(now) {
      const nowMs = epochMs(now);
      let acted = false;
      for (const duty of [...pending.values()].filter(({ atMs }) => atMs <= nowMs)) {
        pending.delete(duty.key);
        try {
          let ok = true;
          for (const command of duty.commands) ok = ok && (await one(command));
          acted ||= ok;
          if (ok || duty.tries >= MOST_TRIES || duty.lasting === true) continue;
        } catch (error) {
          if (!(error instanceof FootplateError)) throw error;
          acted = true;
        }
        const atMs = nowMs + chance.between(3, 20) * MINUTE_MS;
        pending.set(duty.key, { ...duty, atMs, tries: duty.tries + 1 });
      }
      return acted;
    },
    nextMs: () => [...pending.values()].reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY),
  };
}
