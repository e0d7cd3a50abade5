import { FootplateError } from "../error.ts";
import { bellOf } from "./bell.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { ConductContext } from "./conduct-context.ts";
import type { ConductEvent } from "./conduct-event.ts";
import { tick, type TickMemory, type TickOptions } from "./tick.ts";

/** How to conduct. */
export interface ConductOptions extends Omit<TickOptions, "mirrors"> {
  /** Ends the loop, without an error. */
  readonly signal?: AbortSignal;
  /** Ends the loop once trains were under way and none is any more; with `train`, once that one has ended. @default false */
  readonly untilEnded?: boolean;
  /** Longest time between two ticks, in milliseconds: what nobody announces is seen by then. @default 60000 */
  readonly everyMs?: number;
  /** Longest time between two looks at the mirrors, in milliseconds. @default 900000 */
  readonly mirrorsEveryMs?: number;
  /** Asks for a tick at once: a webhook's hint, or a person's command. */
  readonly hints?: AsyncIterable<unknown>;
}

/** What conducting says, as it happens. */
export type Conducted =
  | ConductEvent
  /** A tick is over; the next is due then, or when a hint comes. */
  | {
      readonly at: Instant;
      readonly type: "tick";
      readonly text: string;
      readonly wakeAt: Instant;
      readonly trains: readonly string[];
    };

/**
 * Ticks, sleeps until the next tick is due, and ticks again: `tick` with a clock. It may be stopped or killed at any moment,
 * and started elsewhere. While another process is at work on the line it waits for it. Throws what `tick` throws else.
 */
export async function* conduct(
  context: ConductContext,
  options: ConductOptions = {},
): AsyncGenerator<Conducted, void, void> {
  const { clock } = context;
  const { everyMs = 60_000, mirrorsEveryMs = 900_000, untilEnded = false, hints, signal, ...tickOptions } = options;
  const call: ConductContext = signal === undefined ? context : { ...context, signal };
  const bell = bellOf(hints);
  let mirroredMs = Number.NEGATIVE_INFINITY;
  let known = -1;
  let said = "";
  let wasLive = false;
  const memory: TickMemory = options.memory ?? {};
  try {
    while (signal?.aborted !== true) {
      const startedMs = clock.monotonicMs();
      const mirrors = startedMs - mirroredMs >= mirrorsEveryMs || (await factCount(call)) !== known;
      let ticked;
      try {
        ticked = await tick(call, { ...tickOptions, memory, mirrors });
      } catch (error) {
        if (!(error instanceof FootplateError) || !error.retryable) throw error;
        yield { at: clock.now(), type: "trouble", text: error.message };
        await bell.pause(clock, Math.min(everyMs, 10_000), signal);
        continue;
      }
      if (ticked.mirrored) mirroredMs = startedMs;
      // What others recorded while it ticked is news to the next.
      known = memory.view?.facts.length ?? -1;
      for (const event of ticked.events) if (event.type !== "waiting") yield event;
      // Why it waits is said when it changes, not at every tick.
      const waits = ticked.events.filter(({ type }) => type === "waiting");
      const now = waits.map(({ train, text }) => `${train ?? ""} ${text}`).join("\n");
      if (now !== said) yield* waits;
      said = now;
      const live = ticked.trains.some((train) => tickOptions.train === undefined || train === tickOptions.train);
      if (untilEnded && wasLive && !live) return;
      wasLive ||= live;
      const latest = fromEpochMs(epochMs(ticked.at) + everyMs);
      const wakeAt = ticked.wakeAt < latest ? ticked.wakeAt : latest;
      yield { at: ticked.at, type: "tick", text: `next at ${wakeAt}`, wakeAt, trains: ticked.trains };
      await bell.pause(clock, Math.max(1, epochMs(wakeAt) - epochMs(clock.now())), signal);
    }
  } catch (error) {
    if (signal?.aborted === true && error === signal.reason) return;
    throw error;
  } finally {
    bell.stop();
  }
}

async function factCount({ ports, line, signal }: ConductContext): Promise<number> {
  return (await ports.journal.facts(line.id, { signal })).length;
}
