import { type Held, instant, type OnCallOverride } from "@footplate/core";
import type { Fields } from "./client.ts";
import { fault } from "./fault.ts";
import type { OverrideRow } from "./wire.ts";

/** The item as the service gives it back: it keeps no order of rotations. */
export function normaliseOverride(item: OnCallOverride): OnCallOverride {
  return {
    schedule: item.schedule,
    person: item.person,
    start: instant(item.start),
    end: instant(item.end),
    rotations: [...new Set(item.rotations)].toSorted(),
  };
}

/** An alias is unique within its schedule only, so that our id names both. */
export function toHeld(schedule: string, row: OverrideRow): Held<OnCallOverride> {
  return {
    id: `${schedule}/${row.alias}`,
    item: normaliseOverride({
      schedule,
      // Nobody on call, by an override made by hand: no person has an empty id.
      person: row.responder.id ?? "",
      start: instant(row.startDate),
      end: instant(row.endDate),
      rotations: row.rotationIds ?? [],
    }),
  };
}

export function splitId(id: string): { readonly schedule: string; readonly alias: string } {
  const at = id.indexOf("/");
  if (at > 0 && at < id.length - 1) return { schedule: id.slice(0, at), alias: id.slice(at + 1) };
  throw fault({
    code: "invalid_input",
    message: "not an id of an override: it names a schedule, a slash and an alias",
    written: "no",
    hint: "take the id from a listing",
  });
}

/** The body that makes or replaces an override. Without rotations it concerns all of the schedule. */
export function toFields(item: OnCallOverride): Fields {
  return {
    responder: { type: "user", id: item.person },
    startDate: item.start,
    endDate: item.end,
    ...(item.rotations.length > 0 && { rotationIds: item.rotations }),
  };
}

const FIELDS = ["schedule", "person", "start", "end", "rotations"] as const;

/** The fields in which two overrides differ. */
export function differing(one: OnCallOverride, other: OnCallOverride): readonly (keyof OnCallOverride)[] {
  return FIELDS.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}
