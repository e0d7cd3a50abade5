import { clockWarning, judgeClock, ownClock, type ServiceClock } from "../ports/service-clock.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { say, type Work } from "./work.ts";

/** While the clock is wrong, it is looked at again after so long, in milliseconds. */
const AGAIN_MS = 60_000;
/** A difference is told anew once it has changed by so much, in milliseconds. */
const CHANGED_MS = 60_000;

/** Why nothing is opened by this clock, where it is wrong. */
export function clockStops(clock: ServiceClock): string | undefined {
  const { subject, result, found } = judgeClock(clock);
  return result === "wrong" ? `${subject}: ${found}; nothing is opened until it is set by a time server` : undefined;
}

/** Learns from the answers so far how the clock stands. `told`: how it stood when that was last told. */
export function judgeOwnClock(work: Work, told: ServiceClock | undefined, now: Instant): void {
  const seen = ownClock(work.context.ports);
  if (seen === undefined) return;
  work.clock = told !== undefined && isAsTold(seen, told) ? told : seen;
  const why = clockStops(work.clock);
  if (why === undefined) delete work.clockStops;
  else {
    work.clockStops = why;
    work.wakes.push(fromEpochMs(epochMs(now) + AGAIN_MS));
  }
}

function isAsTold(seen: ServiceClock, told: ServiceClock): boolean {
  const [now, before] = [judgeClock(seen), judgeClock(told)];
  return now.result === before.result && Math.abs(seen.aheadMs - told.aheadMs) < CHANGED_MS;
}

/** Says how the clock stands, where that is not what was told before. */
export function tellOwnClock(work: Work, told: ServiceClock | undefined): void {
  const { clock } = work;
  if (clock === undefined) return;
  const before = told === undefined ? "fine" : judgeClock(told).result;
  if (judgeClock(clock).result === before) return;
  say(work, "warning", clockWarning(clock) ?? `clock against ${clock.host}: the two agree again`);
}
