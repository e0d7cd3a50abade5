import type { RiderBoarded } from "../line/fact.ts";
import type { Service, TrainLine } from "../line/line.ts";
import { bySlot, type EraSlots, type Slot, slotOf } from "./slots.ts";
import type { Finding, Rider } from "./timetable.ts";

/** Answers which services ride on a train, and in which version (R1). */
export type Riders = (slot: Slot) => readonly Rider[];

/**
 * Resolves each service to a version: the one that the train, or the last train before it which was not cancelled, was
 * boarded with; else the service's own. What was boarded for one target holds for that train only.
 */
export function ridersOf(
  line: TrainLine,
  eras: readonly EraSlots[],
  boardings: readonly RiderBoarded[],
  cancelled: ReadonlyMap<string, string>,
): Riders {
  const named = new Map<string, { readonly slot: Slot; readonly version: string }[]>();
  const overrides = new Map<string, Record<string, string>>();
  const targets = targetNames(line);
  for (const { train, service, version, target } of boardings) {
    const slot = slotOf(line, eras, train);
    if (slot === undefined || (target !== undefined && !targets.has(target))) continue;
    if (target !== undefined) {
      const key = `${train} ${service}`;
      overrides.set(key, { ...overrides.get(key), [target]: version });
    } else {
      const list = named.get(service) ?? [];
      list.push({ slot, version });
      named.set(service, list);
    }
  }
  // Sorting is stable: of two boardings of one train, the later fact stays behind.
  for (const list of named.values()) list.sort((a, b) => bySlot(a.slot, b.slot));
  const version = (service: Service, slot: Slot): string | undefined =>
    named
      .get(service.id)
      ?.findLast((one) => bySlot(one.slot, slot) === 0 || (bySlot(one.slot, slot) < 0 && !cancelled.has(one.slot.id)))
      ?.version ?? service.version;
  return (slot) =>
    line.services.map((service) => {
      const resolved = version(service, slot);
      const own = overrides.get(`${slot.id} ${service.id}`);
      return {
        service: service.id,
        ...(resolved !== undefined && { version: resolved }),
        ...(own !== undefined && { overrides: own }),
      };
    });
}

/** Boardings of listed trains that name a service or target which the line does not have. */
export function riderFindings(
  line: TrainLine,
  boardings: readonly RiderBoarded[],
  listed: ReadonlySet<string>,
): readonly Finding[] {
  const services = new Set(line.services.map(({ id }) => id));
  const targets = targetNames(line);
  return boardings
    .filter(({ train }) => listed.has(train))
    .flatMap(({ id, service, target }) => {
      const missing = services.has(service)
        ? target === undefined || targets.has(target)
          ? undefined
          : `target ${target}`
        : `service ${service}`;
      return missing === undefined
        ? []
        : {
            code: "fact_without_subject" as const,
            severity: "warning" as const,
            message: `fact ${id} (riderBoarded) is ignored: the line has no ${missing}`,
            hint: "add it to the line, or board what the line has",
            subjects: [id],
          };
    });
}

function targetNames(line: TrainLine): ReadonlySet<string> {
  return new Set(line.stops.flatMap((stop) => stop.targets.map(({ id }) => `${stop.id}/${id}`)));
}
