import { type Checkup, epochMs } from "@footplate/core";
import { systemClock } from "./clock.ts";
import type { HttpSettings } from "./settings.ts";

/** Settings whose answers tell what time it is elsewhere. */
export interface WatchedClocks<Settings extends HttpSettings> {
  /** To be used in place of those that were given. */
  readonly settings: Settings;
  /** What the last answer of each host said. A host that says nothing of the time is left out. */
  readonly clocks: Checkup["clocks"];
}

/** The time that an answer told, and between which moments of a clock that never jumps it was under way. */
interface Reading {
  readonly writtenMs: number;
  readonly sentMs: number;
  readonly receivedMs: number;
}

/**
 * Reads the `Date` header of every answer, to tell when the clock of this machine is wrong (F38). The wall clock is asked
 * only when somebody wants to know: one that was put right, or wrong, after the last answer is judged as it is then.
 */
export function watchClocks<Settings extends HttpSettings>(settings: Settings): WatchedClocks<Settings> {
  const clock = settings.clock ?? systemClock;
  const seen = new Map<string, Reading>();
  const watched: typeof fetch = async (input, init) => {
    const sentMs = clock.monotonicMs();
    const answer = await (settings.fetch ?? globalThis.fetch)(input, init);
    const writtenMs = written(answer.headers);
    const host = hostOf(input);
    if (writtenMs !== undefined && host !== undefined)
      seen.set(host, { writtenMs, sentMs, receivedMs: clock.monotonicMs() });
    return answer;
  };
  return {
    settings: { ...settings, fetch: watched },
    clocks: () => {
      const startMs = epochMs(clock.now()) - clock.monotonicMs();
      return [...seen].map(([host, reading]) => ({ host, aheadMs: Math.round(ahead(reading, startMs)) }));
    },
  };
}

function written(headers: Headers): number | undefined {
  const ms = Date.parse(headers.get("date") ?? "");
  if (!Number.isFinite(ms)) return undefined;
  // What a cache in between has kept was written so many seconds ago.
  const age = Number(headers.get("age") ?? 0);
  return ms + (Number.isFinite(age) && age > 0 ? age * 1000 : 0);
}

/** The header has whole seconds, and nobody knows when in the exchange it was written: only what is left over counts. */
function ahead({ writtenMs, sentMs, receivedMs }: Reading, startMs: number): number {
  if (writtenMs > startMs + receivedMs) return writtenMs - startMs - receivedMs;
  return Math.min(0, writtenMs + 1000 - startMs - sentMs);
}

function hostOf(input: Parameters<typeof fetch>[0]): string | undefined {
  const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
  return URL.canParse(url) ? new URL(url).host : undefined;
}
