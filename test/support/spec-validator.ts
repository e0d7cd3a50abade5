import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { deliver, type Receiver } from "./spec/deliver.ts";
import { createTally, type Sender } from "./spec/seen.ts";
import { describe, type Service } from "./spec/services.ts";
import { describeWebhooks, type WebhookService } from "./spec/webhooks.ts";
import { type Fetch, formatViolation, type Violation, watch, type Witness } from "./spec/watch.ts";

const { FOOTPLATE_CONTRACTS: records } = process.env;
const tally = createTally();
const all: Violation[] = [];
const found: Violation[] = [];

/**
 * A fetch function whose every request and answer is checked against the service's own description, found by the
 * environment variable FOOTPLATE_SPECS. Unset: `fetch` as it is. A difference throws, naming service, method, path,
 * pointer and problem; it also fails the running test afterwards, since an adapter may swallow what fetch throws.
 * Put it outside the fake and inside a fault injector, so that injected nonsense is not taken for the fake's.
 * `sender` says whose requests they are: what only others sent is not counted for the adapter.
 */
export function validated(service: Service, fetch: Fetch, sender: Sender = "adapter"): Fetch {
  const folder = process.env["FOOTPLATE_SPECS"];
  return folder === undefined || folder === "" ? fetch : watch(describe(service, folder), fetch, witness(sender));
}

/**
 * A receiver of webhooks whose every delivery and answer is checked in the same way. `sender`: whether our fake made the
 * delivery, or the service itself in an example.
 */
export function validatedReceiver(service: WebhookService, receive: Receiver, sender: Sender): Receiver {
  const folder = process.env["FOOTPLATE_SPECS"];
  return folder === undefined || folder === ""
    ? receive
    : deliver(describeWebhooks(service, folder), receive, witness(sender));
}

/** Who reports to the running test, and to `npm run contracts`. */
function witness(sender: Sender): Witness {
  return {
    sender,
    violated: (violations) => {
      all.push(...violations);
      found.push(...violations);
    },
    saw: tally.add,
  };
}

/** The violations of the running test so far. */
export function violations(): readonly Violation[] {
  return [...found];
}

/** Takes the violations away, so that they do not fail the running test. */
export function takeViolations(): readonly Violation[] {
  return found.splice(0);
}

afterEach(() => {
  const left = takeViolations();
  if (left.length > 0) throw new Error(`Not as the service describes:\n${left.map(formatViolation).join("\n")}`);
});

afterAll(() => {
  if (records === undefined) return;
  const record = { seen: tally.counted(), violations: all };
  writeFileSync(join(records, `${randomUUID()}.json`), JSON.stringify(record));
});
