import type { Pager } from "@footplate/core";
import { checkOptions } from "./check-options.ts";
import { createClient } from "./client.ts";
import { createOnCall, type JsmOpsOnCall } from "./on-call.ts";
import type { JsmOpsOptions } from "./options.ts";
import { createPager } from "./pager.ts";

/** The ports that JSM Operations fills. */
export interface JsmOps {
  readonly onCall: JsmOpsOnCall;
  readonly pager: Pager;
}

/**
 * Connects to the operations of one Jira Service Management site. Sends nothing until a method is called.
 * Throws `invalid_input` naming all options that cannot be used.
 */
export function createJsmOps(options: JsmOpsOptions): JsmOps {
  checkOptions(options);
  const client = createClient(options);
  const sendMs = options.sendMs ?? 30_000;
  return { onCall: createOnCall(client, options, sendMs), pager: createPager(client, options, sendMs) };
}
