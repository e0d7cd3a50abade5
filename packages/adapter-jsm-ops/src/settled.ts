import type { Clock } from "@footplate/core";
import type { Budget } from "@footplate/http";
import type { Client } from "./client.ts";
import { fault, marking } from "./fault.ts";

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

/** The id of the alert that a request was about, once the service has done what was asked. */
export async function settled(
  client: Client,
  clock: Clock,
  requestId: string,
  what: string,
  budget: Budget,
): Promise<string | undefined> {
  // A request that is not processed yet is answered like one that never was.
  const outcome = await until(clock, budget, what, () => client.outcome(requestId, budget()));
  if (outcome.isSuccess) return outcome.alertId || undefined;
  const said = outcome.status ?? "it does not say why";
  throw fault({
    code: /not exist|not found/i.test(said) ? "not_found" : "conflict",
    message: `the service took in ${what}, and then refused it: ${said.slice(0, 200)}`,
    written: "no",
    hint: "look at the alert, then decide again",
  });
}
