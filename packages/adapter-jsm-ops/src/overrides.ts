import type { FootplateError, Held, Mirror, OnCallOverride } from "@footplate/core";
import { type Budget, marking, startBudget } from "@footplate/http";
import { requireReadable } from "./access.ts";
import type { Client } from "./client.ts";
import { fault } from "./fault.ts";
import { listOverrides } from "./list-overrides.ts";
import type { JsmOpsOptions } from "./options.ts";
import { differing, normaliseOverride, splitId, toFields, toHeld } from "./override-item.ts";

/** Overrides of the service. Their aliases are the server's and they hold no text: only content tells whose they are. */
export interface JsmOpsOverrides extends Mirror<OnCallOverride> {
  readonly identity: "matched";
}

export function createOverrides(client: Client, options: JsmOpsOptions, sendMs: number): JsmOpsOverrides {
  const { schedules = [] } = options;

  const look = async (id: string, budget: Budget): Promise<Held<OnCallOverride> | undefined> => {
    const { schedule, alias } = splitId(id);
    const row = await client.override(schedule, alias, budget());
    if (row !== undefined) return toHeld(schedule, row);
    // Only of a schedule that can be read is an absent override gone.
    await requireReadable(client, schedule, budget);
    return undefined;
  };

  const refuseOthers = (schedule: string): void => {
    if (schedules.includes(schedule)) return;
    throw fault({
      code: "forbidden",
      message: `the option schedules does not allow writing to ${schedule}`,
      written: "no",
      hint: "add the schedule to schedules, or take it out of the line's refs",
    });
  };

  const wanted = (item: OnCallOverride): OnCallOverride => {
    const wish = normaliseOverride(item);
    refuseOthers(wish.schedule);
    if (wish.person !== "") return wish;
    throw fault({
      code: "invalid_input",
      message: "an override needs a person: without one, nobody would be on call",
      hint: "name the person's account id",
    });
  };

  return {
    identity: "matched",
    sendMs,
    settleMs: options.settleMs ?? 60_000,
    normalise: normaliseOverride,

    list: (range, call) => listOverrides(client, schedules, range, startBudget(options, call)),

    read: (id, call) => look(id, startBudget(options, call)),

    create: async (item, _mark, call) => {
      const wish = await marking("no", async () => wanted(item));
      const budget = startBudget(options, call, sendMs);
      return toHeld(wish.schedule, await client.createOverride(wish.schedule, toFields(wish), budget()));
    },

    update: async (held, item, _facts, call) => {
      const wish = await marking("no", async () => wanted(item));
      const writing = differing(normaliseOverride(held.item), wish);
      const budget = startBudget(options, call, sendMs);
      const now = await marking("no", () => look(held.id, budget));
      if (now === undefined) {
        throw fault({
          code: "not_found",
          message: `the schedule has no override ${held.id}`,
          written: "no",
          hint: "somebody deleted it: plan again",
        });
      }
      if (writing.length === 0) return now;
      refuseChanged(held, now);
      if (writing.includes("schedule")) {
        throw fault({
          code: "unsupported",
          message: `override ${held.id} cannot move to another schedule`,
          written: "no",
          hint: "remove it, and make one on the other schedule",
        });
      }
      const { schedule, alias } = splitId(held.id);
      return toHeld(schedule, await client.replaceOverride(schedule, alias, toFields(wish), budget()));
    },

    remove: async (held, call) => {
      const budget = startBudget(options, call, sendMs);
      const now = await marking("no", () => look(held.id, budget));
      if (now === undefined) return;
      refuseOthers(now.item.schedule);
      refuseChanged(held, now);
      const { schedule, alias } = splitId(held.id);
      await client.removeOverride(schedule, alias, budget());
    },
  };
}

/** There are no versions to compare: the content just before the write is compared with what was seen. */
function refuseChanged(held: Held<OnCallOverride>, now: Held<OnCallOverride>): void {
  const changed = differing(normaliseOverride(held.item), now.item);
  if (changed.length > 0) throw conflict(held.id, changed.join(", "));
}

function conflict(id: string, fields: string): FootplateError {
  return fault({
    code: "conflict",
    message: `override ${id} changed since it was read: ${fields}`,
    written: "no",
    hint: "plan again, and see the change as drift",
  });
}
