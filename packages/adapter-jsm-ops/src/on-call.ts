import { instant, type OnCall, type OnCallSchedule } from "@footplate/core";
import { type Budget, startBudget } from "@footplate/http";
import { requireReadable, unreadable } from "./access.ts";
import type { Client } from "./client.ts";
import { collect } from "./collect.ts";
import { fault } from "./fault.ts";
import type { JsmOpsOptions } from "./options.ts";
import { createOverrides, type JsmOpsOverrides } from "./overrides.ts";
import { jsmOpsRef } from "./refs.ts";
import { parseSchedule } from "./wire.ts";

/** Who is on call, as JSM Operations has it. */
export interface JsmOpsOnCall extends OnCall {
  readonly overrides: JsmOpsOverrides;
}

export function createOnCall(client: Client, options: JsmOpsOptions, sendMs: number): JsmOpsOnCall {
  const checked = async (schedule: string, people: readonly string[], budget: Budget): Promise<readonly string[]> => {
    if (people.length === 0) await requireReadable(client, schedule, budget);
    return [...new Set(people)];
  };
  return {
    spec: 1,
    personOf: (refs) => jsmOpsRef(refs)?.accountId,
    scheduleOf: (refs) => jsmOpsRef(refs)?.scheduleId,

    schedules: async (call) => {
      const budget = startBudget(options, call);
      const { rows } = await collect((offset) => client.schedules(offset, budget()));
      const watched = options.schedules?.[0];
      if (rows.length === 0 && watched !== undefined) throw unreadable(watched);
      return [...new Map(rows.map(toSchedule).map((row) => [row.id, row])).values()];
    },

    onCall: async (schedule, at, call) => {
      const budget = startBudget(options, call);
      return checked(schedule, await client.onCall(schedule, instant(at), budget()), budget);
    },

    nextOnCall: async (schedule, at, call) => {
      const budget = startBudget(options, call);
      return checked(schedule, await client.nextOnCall(schedule, instant(at), budget()), budget);
    },

    overrides: createOverrides(client, options, sendMs),
  };
}

function toSchedule(raw: unknown): OnCallSchedule {
  const row = parseSchedule(raw);
  if (row === undefined)
    throw fault({ code: "invalid_response", message: "a schedule in the list could not be read: it has no id" });
  return {
    id: row.id,
    name: row.name ?? row.id,
    ...(typeof row.timezone === "string" && { zone: row.timezone }),
  };
}
