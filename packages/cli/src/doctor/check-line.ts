import { dateIn, type Instant, type TrainLine, zoneProblem } from "@footplate/core";
import type { Examined } from "./examined.ts";

const OLD_MONTHS = 18;

/** Whether the runtime knows the zones of the line, and how old its zone data are. `tz` is their version, such as `2026b`. */
export function checkLine(line: TrainLine, now: Instant, tz: string | undefined): readonly Examined[] {
  return [zones(line), zoneData(now, tz)];
}

function zones(line: TrainLine): Examined {
  const named = [...new Set(zonesIn(line))];
  const unknown = named.filter((zone) => zoneProblem(zone) !== undefined);
  const check = { about: "line", subject: "zones" };
  if (unknown.length === 0) return { ...check, result: "fine", found: `the runtime knows ${named.join(", ")}` };
  const hint = "update the runtime, or write the zone as it is called now";
  return { ...check, result: "wrong", found: `the runtime does not know ${unknown.join(", ")}`, hint };
}

/** Rules change a few times a year, and a window moves with them (F43). */
function zoneData(now: Instant, tz: string | undefined): Examined {
  const check = { about: "line", subject: "zone data" };
  const year = Number(/^(\d{4})[a-z]*$/.exec(tz ?? "")?.[1]);
  if (!Number.isInteger(year))
    return { ...check, result: "open", found: "the runtime does not say how old its zone data are" };
  const [thisYear = 0, month = 0] = dateIn(now, "UTC").split("-").map(Number);
  if ((thisYear - year) * 12 + month <= OLD_MONTHS) return { ...check, result: "fine", found: `they are ${tz}` };
  const hint = "update the runtime: governments change clocks at short notice, and windows move with them";
  return { ...check, result: "doubtful", found: `they are ${tz}`, hint };
}

/** Everything that stands under the name `zone`, wherever it is. */
function zonesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    name === "refs" ? [] : name === "zone" && typeof inner === "string" ? [inner] : zonesIn(inner),
  );
}
