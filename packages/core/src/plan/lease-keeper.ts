import { FootplateError } from "../error.ts";
import type { TrainLine } from "../line/line.ts";
import type { Lease } from "../ports/journal.ts";
import type { PlanContext } from "./context.ts";

/** Holds the right to write for as long as a run lasts. */
export interface LeaseKeeper {
  /** Makes sure that the lease is ours for at least `ms` milliseconds more. Throws `lease_lost`. */
  hold(ms: number): Promise<void>;
  /** The proof that goes along with every journal write. */
  fence(): { readonly fence: Lease };
  /** Gives it back; never throws. */
  release(): Promise<void>;
}

/** Scope of the lease under which everything of a line is written. */
export function leaseScope(line: TrainLine): string {
  return `apply/${line.id}`;
}

/** Takes the lease of the line. Throws `conflict`, naming the holder, when another process has it (F68). */
export async function leaseKeeper(
  { line, ports, clock }: PlanContext,
  holder: string,
  ttlMs: number,
): Promise<LeaseKeeper> {
  const { leases } = ports.journal;
  const takenAt = clock.monotonicMs();
  const answer = await leases.acquire(leaseScope(line), holder, "apply", ttlMs);
  if (!answer.ok) {
    const { heldBy } = answer;
    throw new FootplateError({
      code: "conflict",
      message: `${heldBy.holder} holds line ${line.id} since ${heldBy.since} (${heldBy.reason})`,
      hint: `wait until it is done; should it have died, its right to write ends at ${heldBy.expiresAt}`,
      retryable: true,
    });
  }
  let { lease } = answer;
  // By the monotonic clock: the wall clock may jump, and a process may sleep for hours (F44).
  let endsMs = takenAt + ttlMs;
  return {
    async hold(ms) {
      if (endsMs - clock.monotonicMs() > Math.max(ms, ttlMs / 2)) return;
      const askedAt = clock.monotonicMs();
      const renewed = await leases.renew(lease, ttlMs);
      // A renewal whose answer took too long is worth as little as none.
      if (renewed === undefined || askedAt + ttlMs - clock.monotonicMs() <= ms) {
        throw new FootplateError({
          code: "lease_lost",
          message: `the right to write to line ${line.id} ran out or went to another process`,
          hint: "nothing is lost: run it again",
          retryable: true,
        });
      }
      lease = renewed;
      endsMs = askedAt + ttlMs;
    },
    fence: () => ({ fence: lease }),
    async release() {
      try {
        await leases.release(lease);
      } catch {
        // It runs out by itself, and what the run ended with must not be hidden.
      }
    },
  };
}
