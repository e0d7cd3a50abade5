import { orderOf } from "../../people/rotation.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

/** Eras whose trains have no conductor pair (R41), or nobody at all where one person is enough (R39). */
export function vacancy(line: TrainLine): readonly Finding[] {
  const people = new Set(line.people.map(({ id }) => id));
  return line.eras.flatMap(({ id, rotation }, index) => {
    const named = new Set(orderOf(rotation).filter((person) => people.has(person))).size;
    const least = rotation?.strategy === "soloShift" ? 1 : 2;
    if (named >= least) return [];
    return [
      {
        code: "vacancy" as const,
        severity: "warning" as const,
        message:
          least === 1
            ? `the trains of era ${id} have no conductor: its rotation names none of the line's people`
            : `the trains of era ${id} have no conductor pair: its rotation names ${named} of the line's people`,
        hint: `name at least ${least === 1 ? "one person" : "two people, each once,"} in rotation.order`,
        path: rotation === undefined ? `eras[${index}]` : `eras[${index}].rotation`,
        subjects: [id],
      },
    ];
  });
}
