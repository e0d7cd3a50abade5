import { nameHint } from "../nearest.ts";
import { each, field, type Place, text } from "../place.ts";
import type { Report } from "../report.ts";

/** What one part of the document names, another part holds. */
export function references(document: Place, report: Report): void {
  const people = new Set(idsOf(each(document, "people")));
  const stops = stopsOf(document);
  for (const person of namedPeople(document)) known(person, people, "nobody of the line", report);
  for (const place of placed(document)) inStops(place, stops, report);
  const scopes = new Set([...stops].flatMap(([stop, targets]) => [stop, ...[...targets].map((id) => `${stop}/${id}`)]));
  for (const scoped of [...each(document, "freezes"), ...each(document, "holidays")]) {
    for (const entry of each(scoped, "scope")) known(entry, scopes, "no stop and no target", report);
  }
  servedTrains(document, report);
}

function idsOf(places: readonly Place[]): readonly string[] {
  return places.map((place) => text(place, "id")).filter((id) => id !== undefined);
}

function stopsOf(document: Place): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    each(document, "stops").map((stop) => [text(stop, "id") ?? "", new Set(idsOf(each(stop, "targets")))]),
  );
}

function namedPeople(document: Place): readonly Place[] {
  const team = field(document, "team");
  return [
    ...each(team, "leads"),
    ...each(team, "members"),
    ...each(document, "stops").flatMap((stop) => each(stop, "targets").map((target) => field(target, "tam"))),
    ...each(document, "eras").flatMap((era) =>
      ["order", "shadows"].flatMap((name) => each(field(era, "rotation"), name).map(personOf)),
    ),
  ];
}

/** A turn names its person itself, or in a field. */
function personOf(entry: Place): Place {
  return typeof entry.value === "string" ? entry : field(entry, "person");
}

function placed(document: Place): readonly Place[] {
  const rules = each(document, "eras").flatMap((era) => each(era, "windows"));
  return [...rules.filter((rule) => text(rule, "kind") !== "reserved"), ...each(document, "oneOffWindows")];
}

function inStops(place: Place, stops: ReadonlyMap<string, ReadonlySet<string>>, report: Report): void {
  const stop = field(place, "stop");
  known(stop, new Set(stops.keys()), "no stop", report);
  const targets = typeof stop.value === "string" ? stops.get(stop.value) : undefined;
  if (targets !== undefined) known(field(place, "target"), targets, "no target of the stop", report);
}

function known(place: Place, names: ReadonlySet<string>, nothing: string, report: Report): void {
  const { value } = place;
  if (typeof value !== "string" || names.has(value)) return;
  report.add(place, `${nothing} has this id`, () => nameHint(value, names));
}

function servedTrains(document: Place, report: Report): void {
  const line = text(document, "id");
  const eras = idsOf(each(document, "eras"));
  const starts = new Set(eras.map((era) => `${line}/${era}.`));
  for (const window of each(document, "oneOffWindows")) {
    const train = field(window, "train");
    if (typeof train.value !== "string") continue;
    const [start = ""] = train.value.match(/^.*\.(?=(?:0|-?[1-9]\d{0,4})$)/) ?? [];
    if (starts.has(start)) continue;
    report.add(train, "the line has no such train", `write ${line ?? "<line>"}/${eras.at(-1) ?? "<era>"}.<slot>`);
  }
}
