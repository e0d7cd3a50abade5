import { epochMs } from "@footplate/core";
import { systemClock } from "./clock.ts";
import type { HttpSettings } from "./settings.ts";

/** How a service's clock stands to ours. */
export interface ServiceClock {
  /** Host that answered, with its port where it has one of its own. */
  readonly host: string;
  /** How far it is ahead of ours at the least, in milliseconds; below 0 where ours is ahead. Whole seconds cannot be told apart. */
  readonly aheadMs: number;
}

/** Settings whose answers tell what time it is elsewhere. */
export interface WatchedClocks<Settings extends HttpSettings> {
  /** To be used in place of those that were given. */
  readonly settings: Settings;
  /** What the last answer of each host said. A host that says nothing of the time is left out. */
  readonly clocks: () => readonly ServiceClock[];
}

/** Reads the `Date` header of every answer, to tell when the clock of this machine is wrong (F38). */
export function watchClocks<Settings extends HttpSettings>(settings: Settings): WatchedClocks<Settings> {
  const clock = settings.clock ?? systemClock;
  const seen = new Map<string, number>();
  const nowMs = (): number => epochMs(clock.now());
  const watched: typeof fetch = async (input, init) => {
    const sentMs = nowMs();
    const answer = await (settings.fetch ?? globalThis.fetch)(input, init);
    const aheadMs = ahead(answer.headers, sentMs, nowMs());
    const host = hostOf(input);
    if (aheadMs !== undefined && host !== undefined) seen.set(host, aheadMs);
    return answer;
  };
  return {
    settings: { ...settings, fetch: watched },
    clocks: () => [...seen].map(([host, aheadMs]) => ({ host, aheadMs })),
  };
}

/** The header has whole seconds, and nobody knows when in the exchange it was written: only what is left over counts. */
function ahead(headers: Headers, sentMs: number, receivedMs: number): number | undefined {
  const written = Date.parse(headers.get("date") ?? "");
  if (!Number.isFinite(written)) return undefined;
  // What a cache in between has kept was written so many seconds ago.
  const age = Number(headers.get("age") ?? 0);
  const serviceMs = written + (Number.isFinite(age) && age > 0 ? age * 1000 : 0);
  if (serviceMs > receivedMs) return serviceMs - receivedMs;
  return serviceMs + 1000 < sentMs ? serviceMs + 1000 - sentMs : 0;
}

function hostOf(input: Parameters<typeof fetch>[0]): string | undefined {
  const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
  return URL.canParse(url) ? new URL(url).host : undefined;
}
