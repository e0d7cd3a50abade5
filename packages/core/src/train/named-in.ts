import type { TrainLine } from "../line/line.ts";
import type { Named } from "./board-parts.ts";

/** Somebody by id and name; teams and people whom the line does not have go by the id. */
export function namedIn(line: TrainLine, id: string): Named {
  return { id, name: line.people.find((person) => person.id === id)?.name ?? id };
}
