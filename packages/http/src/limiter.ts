import type { Clock } from "@footplate/core";

/** Why a request did not get its turn. */
export type Refusal =
  | { readonly because: "deadline" }
  | { readonly because: "paused"; readonly retryAfterMs: number }
  | { readonly because: "aborted"; readonly reason: unknown };

/** A request's place among those under way. */
export interface Turn {
  readonly waitedMs: number;
  /** Ends it: `counted` when the request may have reached the service. */
  end(counted: boolean): void;
}

/** The queue of one transport. */
export interface Limiter {
  /** A place in the order. A retry keeps the place of its first try. */
  ticket(): number;
  /** Waits for a turn until `deadline` (monotonic milliseconds). */
  enter(ticket: number, deadline: number, signal: AbortSignal): Promise<Turn | Refusal>;
  /** Lets nothing through for `ms` milliseconds. */
  pause(ms: number): void;
}

/** Longest pause that is waited for, in milliseconds. */
export const LONGEST_WAIT_MS = 30_000;

interface Waiter {
  readonly ticket: number;
  readonly deadline: number;
  readonly settle: (refusal: Refusal | undefined) => void;
}

/**
 * A strict sliding window: a request counts from when it leaves until `perMs` after its answer, so that whenever within
 * that span the service counted it, no window holds more than `requests`. First come, first served.
 */
export function createLimiter(
  clock: Clock,
  rate: { readonly requests: number; readonly perMs: number } | undefined,
): Limiter {
  const waiting: Waiter[] = [];
  const ended: number[] = [];
  let underWay = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let tickets = 0;
  let turns = 0;
  let pumping = false;
  let nap: AbortController | undefined;

  const wake = (): void => {
    turns += 1;
    nap?.abort();
  };

  const freeAt = (now: number): number => {
    if (rate === undefined) {
      return now;
    }
    while (ended[0] !== undefined && ended[0] + rate.perMs < now) {
      ended.shift();
    }
    if (underWay + ended.length < rate.requests) {
      return now;
    }
    return ended[0] === undefined ? Number.POSITIVE_INFINITY : ended[0] + rate.perMs + 1;
  };

  const refuseHopeless = (now: number): void => {
    for (const waiter of waiting.slice()) {
      const pause = pausedUntil - now;
      if (waiter.deadline <= now) {
        remove(waiter, { because: "deadline" });
      } else if (pause > LONGEST_WAIT_MS || now + pause > waiter.deadline) {
        remove(waiter, { because: "paused", retryAfterMs: Math.ceil(pause) });
      }
    }
  };

  const remove = (waiter: Waiter, refusal: Refusal | undefined): void => {
    const index = waiting.indexOf(waiter);
    if (index >= 0) {
      waiting.splice(index, 1);
      waiter.settle(refusal);
    }
  };

  const sleepUntil = async (at: number, now: number): Promise<void> => {
    const seen = turns;
    // A virtual clock jumps when it sleeps: what is under way gets the chance to end at the time at which it was sent.
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    if (turns !== seen) {
      return;
    }
    const controller = new AbortController();
    nap = controller;
    try {
      if (at === Number.POSITIVE_INFINITY) {
        await new Promise<void>((resolve) =>
          controller.signal.addEventListener("abort", () => resolve(), { once: true }),
        );
      } else {
        await clock.sleep(at - now, controller.signal);
      }
    } catch (reason) {
      if (!controller.signal.aborted) {
        for (const waiter of waiting.slice()) {
          remove(waiter, { because: "aborted", reason });
        }
      }
    } finally {
      nap = undefined;
    }
  };

  const pump = async (): Promise<void> => {
    if (pumping) {
      return;
    }
    pumping = true;
    for (;;) {
      const now = clock.monotonicMs();
      refuseHopeless(now);
      const head = waiting[0];
      if (head === undefined) {
        break;
      }
      const at = Math.max(freeAt(now), pausedUntil);
      if (at <= now) {
        underWay += 1;
        remove(head, undefined);
      } else {
        await sleepUntil(
          waiting.reduce((earliest, waiter) => Math.min(earliest, waiter.deadline), at),
          now,
        );
      }
    }
    pumping = false;
  };

  return {
    ticket() {
      tickets += 1;
      return tickets;
    },
    enter(ticket, deadline, signal) {
      const since = clock.monotonicMs();
      return new Promise((resolve) => {
        const abort = (): void => {
          remove(waiter, { because: "aborted", reason: signal.reason });
          wake();
        };
        const waiter: Waiter = {
          ticket,
          deadline,
          settle(refusal) {
            signal.removeEventListener("abort", abort);
            resolve(refusal ?? turn(since));
          },
        };
        const after = waiting.findIndex((other) => other.ticket > ticket);
        waiting.splice(after < 0 ? waiting.length : after, 0, waiter);
        signal.addEventListener("abort", abort, { once: true });
        if (signal.aborted) {
          abort();
        }
        wake();
        void pump();
      });
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.monotonicMs() + ms);
      wake();
    },
  };

  function turn(since: number): Turn {
    let open = true;
    return {
      waitedMs: clock.monotonicMs() - since,
      end(counted) {
        if (open) {
          open = false;
          underWay -= 1;
          if (counted && rate !== undefined) {
            ended.push(clock.monotonicMs());
          }
          wake();
        }
      },
    };
  }
}
