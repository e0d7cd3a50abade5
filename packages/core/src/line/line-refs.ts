import type { Refs } from "../json.ts";
import type { TrainLine } from "./line.ts";

/** Something of a line that names what is its own at the services. */
export interface LineRefs {
  readonly kind: "line" | "stop" | "target" | "person";
  /** As people say it: `line retail`, `target prod/client-a`, `person conductor-a`. */
  readonly name: string;
  /** Empty when it names nothing anywhere. */
  readonly refs: Refs;
}

/** Everything in a line that has refs, or may have them, in the order of the document: the line, stops, targets, people. */
export function lineRefs(line: TrainLine): readonly LineRefs[] {
  const one = (kind: LineRefs["kind"], id: string, refs: Refs | undefined): LineRefs => ({
    kind,
    name: `${kind} ${id}`,
    refs: refs ?? {},
  });
  return [
    one("line", line.id, line.refs),
    ...line.stops.flatMap((stop) => [
      one("stop", stop.id, stop.refs),
      ...stop.targets.map((target) => one("target", `${stop.id}/${target.id}`, target.refs)),
    ]),
    ...line.people.map((person) => one("person", person.id, person.refs)),
  ];
}
