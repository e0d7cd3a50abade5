import type { TrainLine } from "@footplate/core";

/** A person by name and id; `VACANT` for nobody. */
export function nameOf(line: TrainLine, id: string | undefined): string {
  if (id === undefined) return "VACANT";
  const name = line.people.find((person) => person.id === id)?.name;
  return name === undefined || name === id ? id : `${name} (${id})`;
}

/** The zone in which a person lives. */
export function zoneOf(line: TrainLine, id: string | undefined): string {
  return line.people.find((person) => person.id === id)?.zone ?? line.zone;
}
