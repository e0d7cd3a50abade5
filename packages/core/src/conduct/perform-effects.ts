import type { Effect } from "./effect.ts";
import { type EffectOutcome, performEffect } from "./perform-effect.ts";
import type { EffectWork } from "./perform-effect-work.ts";

/** An effect with what became of it. */
export interface Performed {
  readonly effect: Effect;
  readonly outcome: EffectOutcome;
}

/**
 * Does effects one after the other. What was done before is passed over; a port that is not wired is said once; a service
 * that wants a pause, or refuses the credential, is left alone until the next time. Throws what `performEffect` throws.
 */
export async function* performEffects(
  work: EffectWork,
  effects: readonly Effect[],
): AsyncGenerator<Performed, void, void> {
  const unwired = new Set<string>();
  const resting = new Set<Effect["to"]>();
  // Another process is at work on these: whether they are out, and under which id, only the next tick knows.
  const left = new Set<string>();
  for (const effect of effects) {
    if (resting.has(effect.to)) continue;
    if (effect.to === "channel" && effect.replyTo !== undefined && left.has(effect.replyTo)) continue;
    const outcome = await performEffect(work, effect);
    if (outcome.type === "known") continue;
    if (outcome.type === "unwired") {
      if (unwired.has(outcome.port)) continue;
      unwired.add(outcome.port);
    }
    if (outcome.type === "left") left.add(effect.key);
    if (outcome.type === "failed" && (outcome.code === "rate_limited" || outcome.code === "auth")) {
      resting.add(effect.to);
    }
    yield { effect, outcome };
  }
}
