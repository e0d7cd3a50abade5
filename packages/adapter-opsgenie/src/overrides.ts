import {
  FootplateError,
  type Held,
  instant,
  type Interval,
  type Listing,
  listingOf,
  type Mirror,
  type OnCallOverride,
} from "@footplate/core";
import { type Budget, marking, startBudget } from "@footplate/http";
import { aliasOf } from "./alias.ts";
import { conflict, fault } from "./fault.ts";
import type { OpsgenieOptions } from "./options.ts";
import type { Schedules } from "./schedules.ts";
import { parseOverride, toHeld } from "./wire.ts";

type HeldOverride = Held<OnCallOverride>;

const FIELDS = ["schedule", "person", "start", "end", "rotations"] as const;

/** Overrides of the watched schedules, under aliases that we choose. */
export interface OpsgenieOverrides extends Mirror<OnCallOverride> {
  readonly identity: "chosen";
}

export function createOverrides(schedules: Schedules, options: OpsgenieOptions): OpsgenieOverrides {
  const { sendMs = 30_000, settleMs = 30_000 } = options;
  const watched = [...new Set(options.schedules)];

  const look = async (schedule: string, alias: string, budget: Budget): Promise<HeldOverride | undefined> => {
    const row = await schedules.override(schedule, alias, budget());
    return row && toHeld(row, schedule);
  };
  /** What a write left: the service may have changed what it was given. */
  const readBack = async (schedule: string, alias: string, budget: Budget): Promise<HeldOverride> => {
    const held = await look(schedule, alias, budget);
    if (held !== undefined) return held;
    throw fault({
      code: "protocol",
      message: "the service said that it wrote the override, and does not show it",
      hint: "look at the schedule",
    });
  };

  return {
    identity: "chosen",
    sendMs,
    settleMs,
    normalise,
    list: (range, call) => list(schedules, watched, range, startBudget(options, call)),
    read: async (id, call) => {
      const { schedule, alias } = partsOf(id);
      return look(schedule, alias, startBudget(options, call));
    },
    create: async (wish, mark, call) => {
      const item = await marking("no", async () => normalise(wish));
      const alias = aliasOf(mark);
      refuseOthers(watched, item.schedule);
      const budget = startBudget(options, call, sendMs);
      // What the service makes of a second override under one alias is not documented, so that none is sent.
      const there = await marking("no", () => look(item.schedule, alias, budget));
      if (there !== undefined) return there;
      try {
        await schedules.make(item, alias, budget());
      } catch (error) {
        // Another process may have made it since the look: then the service refuses, and it is there.
        const taken = isRefused(error) && (await marking("no", () => look(item.schedule, alias, budget)));
        if (taken) return taken;
        throw error;
      }
      return marking("maybe", () => readBack(item.schedule, alias, budget));
    },
    update: async (held, wish, _facts, call) => {
      const item = await marking("no", async () => normalise(wish));
      const { schedule, alias } = ours(held);
      refuseOthers(watched, schedule);
      if (item.schedule !== schedule) throw moved();
      const budget = startBudget(options, call, sendMs);
      const now = await marking("no", () => look(schedule, alias, budget));
      if (now === undefined) throw gone();
      if (differing(normalise(held.item), item).length === 0) return now;
      refuseChanged(held, now);
      await schedules.change(item, alias, budget());
      return marking("maybe", () => readBack(schedule, alias, budget));
    },
    remove: async (held, call) => {
      const { schedule, alias } = ours(held);
      refuseOthers(watched, schedule);
      const budget = startBudget(options, call, sendMs);
      const now = await marking("no", () => look(schedule, alias, budget));
      if (now === undefined) return;
      refuseChanged(held, now);
      await schedules.drop(schedule, alias, budget());
    },
  };
}

/** Overrides keep their times to the millisecond; rotations are a set. */
function normalise({ schedule, person, start, end, rotations }: OnCallOverride): OnCallOverride {
  const item = { schedule, person, start: instant(start), end: instant(end) };
  return { ...item, rotations: [...new Set(rotations)].toSorted() };
}

async function list(
  schedules: Schedules,
  watched: readonly string[],
  range: Interval,
  budget: Budget,
): Promise<Listing<OnCallOverride>> {
  const held: HeldOverride[] = [];
  let complete = true;
  for (const schedule of watched) {
    const rows = await schedules.overrides(schedule, budget());
    const listing = listingOf(range, rows.map(parseOverride), (row) => row && toHeld(row, schedule));
    complete &&= listing.complete;
    held.push(...listing.held);
  }
  return { held, complete };
}

function differing(one: OnCallOverride, other: OnCallOverride): readonly string[] {
  return FIELDS.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}

function partsOf(id: string): { readonly schedule: string; readonly alias: string } {
  const at = id.indexOf("/");
  if (at > 0 && at < id.length - 1) return { schedule: id.slice(0, at), alias: id.slice(at + 1) };
  throw fault({
    code: "invalid_input",
    message: `${JSON.stringify(id).slice(0, 120)} is not the id of an override`,
    hint: "take the id from a listing: it is the schedule's id, a slash and the alias",
  });
}

function ours(held: HeldOverride): { readonly schedule: string; readonly alias: string } {
  const parts = partsOf(held.id);
  if (held.mark !== undefined && aliasOf(held.mark) === parts.alias) return parts;
  throw conflict("the override does not carry our alias", "it is somebody else's: leave it, or remove it by hand");
}

function isRefused(error: unknown): boolean {
  return error instanceof FootplateError && (error.status === 409 || error.status === 422);
}

function refuseOthers(watched: readonly string[], schedule: string): void {
  if (watched.includes(schedule)) return;
  throw fault({
    code: "forbidden",
    message: `schedules does not allow writing overrides of ${JSON.stringify(schedule).slice(0, 120)}`,
    written: "no",
    hint: "add the schedule to schedules, or take it out of the refs",
  });
}

function refuseChanged(held: HeldOverride, now: HeldOverride): void {
  const changed = differing(normalise(held.item), now.item);
  if (changed.length === 0) return;
  throw conflict(`the override changed since it was read: ${changed.join(", ")}`, "plan again, and see it as drift");
}

function gone(): Error {
  return fault({
    code: "not_found",
    message: "the schedule has no such override",
    written: "no",
    hint: "somebody deleted it: plan again",
  });
}

function moved(): Error {
  return fault({
    code: "unsupported",
    message: "an override cannot move to another schedule",
    written: "no",
    hint: "remove it, and make it in the other schedule",
  });
}
