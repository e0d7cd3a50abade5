import { each, field, items, type Place, text } from "../place.ts";
import type { Report } from "../report.ts";

/** Ids name one thing each, and no two rules give one window. */
export function identities(document: Place, report: Report): void {
  for (const list of ["people", "services", "stops", "eras", "freezes", "holidays", "oneOffWindows"]) {
    unique(each(document, list), idOf, report);
  }
  for (const stop of each(document, "stops")) unique(each(stop, "targets"), idOf, report);
  for (const era of each(document, "eras")) {
    unique(each(era, "windows").filter(isReserved), idOf, report);
    uniqueWindows(items(field(era, "windows")), report);
  }
}

function isReserved(rule: Place): boolean {
  return text(rule, "kind") === "reserved";
}

function idOf(place: Place): Place {
  return field(place, "id");
}

function unique(places: readonly Place[], of: (place: Place) => Place, report: Report): void {
  const first = new Map<string, string>();
  for (const place of places.map(of)) {
    if (typeof place.value !== "string") continue;
    const before = first.get(place.value);
    if (before === undefined) first.set(place.value, place.path);
    else report.add(place, "this id is taken", `${before} has it: choose another`);
  }
}

function uniqueWindows(rules: readonly Place[], report: Report): void {
  const first = new Map<string, string>();
  for (const rule of rules) {
    const parts = [text(rule, "kind"), text(rule, "stop"), text(rule, "target") ?? "*"];
    if (isReserved(rule) || parts.includes(undefined)) continue;
    const key = parts.join("/");
    const before = first.get(key);
    if (before === undefined) first.set(key, rule.path);
    else report.add(rule, "two rules give the same window", `remove this one or ${before}, or name another target`);
  }
}
