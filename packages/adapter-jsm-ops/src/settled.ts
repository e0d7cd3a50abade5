import type { Clock, FootplateError } from "@footplate/core";
import { type Budget, marking } from "@footplate/http";
import type { Client } from "./client.ts";
import { fault } from "./fault.ts";
import type { OutcomeRow } from "./wire.ts";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4000;
/** Less time than this is not worth another question. */
const LEAST_LEFT_MS = 50;

/** Looks again and again until there is something; `timeout` with `written: "maybe"` when there is nothing in time. */
export async function until<Value>(
  clock: Clock,
  budget: Budget,
  what: string,
  look: () => Promise<Value | undefined>,
): Promise<Value> {
  return marking("maybe", async () => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      const found = await look();
      if (found !== undefined) return found;
      const { signal, timeoutMs = LONGEST_WAIT_MS } = budget();
      if (timeoutMs < 2 * LEAST_LEFT_MS) {
        throw fault({
          code: "timeout",
          message: `the service took in ${what}, and did not show it done in time`,
          written: "maybe",
          hint: "look for the alert by its key before asking again",
        });
      }
      await clock.sleep(Math.min(waitMs, timeoutMs - LEAST_LEFT_MS), signal);
    }
  });
}

/** What became of a request. Taken in is not done. */
export function settled(
  client: Client,
  clock: Clock,
  requestId: string,
  what: string,
  budget: Budget,
): Promise<OutcomeRow> {
  // A request that is not processed yet is answered like one that never was.
  return until(clock, budget, what, () => client.outcome(requestId, budget()));
}

/** The service took something in, and then did not do it. */
export function refused(what: string, { status }: OutcomeRow): FootplateError {
  const said = typeof status === "string" && status !== "" ? status.slice(0, 200) : "it does not say why";
  return fault({
    code: "conflict",
    message: `the service took in ${what}, and then refused it: ${said}`,
    written: "no",
    hint: "look at the alert, then decide again",
  });
}
