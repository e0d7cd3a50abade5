import type { FootplateError } from "@footplate/core";
import type { Budget } from "@footplate/http";
import type { Client } from "./client.ts";
import { fault } from "./fault.ts";

/**
 * Without access to a schedule's team the service answers with empty lists. Called when a list came empty: throws
 * `forbidden` when the schedule itself cannot be seen, so that nobody takes it for "nobody" or "nothing".
 */
export async function requireReadable(client: Client, schedule: string, budget: Budget): Promise<void> {
  if ((await client.schedule(schedule, budget())) === undefined) throw unreadable(schedule);
}

export function unreadable(schedule: string): FootplateError {
  return fault({
    code: "forbidden",
    message: `schedule ${schedule} cannot be read: the service answers with empty lists, and does not show the schedule`,
    written: "no",
    hint: "add the account to the schedule's team or give it read rights, and check the id of the schedule",
  });
}
