import type { Checkup, Pager } from "@footplate/core";
import { watchClocks } from "@footplate/http";
import { checkOptions } from "./check-options.ts";
import { createOnCallCheckup, createPagerCheckup } from "./checkup.ts";
import { createClient } from "./client.ts";
import { createOnCall, type JsmOpsOnCall } from "./on-call.ts";
import type { JsmOpsOptions } from "./options.ts";
import { createPager } from "./pager.ts";

/** The ports that JSM Operations fills. */
export interface JsmOps {
  readonly onCall: JsmOpsOnCall & { readonly checkup: Checkup };
  readonly pager: Pager & { readonly checkup: Checkup };
}

/**
 * Connects to the operations of one Jira Service Management site. Sends nothing until a method is called.
 * Throws `invalid_input` naming all options that cannot be used.
 */
export function createJsmOps(options: JsmOpsOptions): JsmOps {
  checkOptions(options);
  const { settings, clocks } = watchClocks(options);
  const client = createClient(settings);
  const sendMs = options.sendMs ?? 30_000;
  return {
    onCall: { ...createOnCall(client, options, sendMs), checkup: createOnCallCheckup(client, options, clocks) },
    pager: { ...createPager(client, options, sendMs), checkup: createPagerCheckup(client, clocks) },
  };
}
