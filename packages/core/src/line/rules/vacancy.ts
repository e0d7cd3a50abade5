import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

/** Eras whose trains have no conductor pair (R41). */
export function vacancy(line: TrainLine): readonly Finding[] {
  const people = new Set(line.people.map(({ id }) => id));
  return line.eras.flatMap(({ id, rotation }, index) => {
    const named = new Set((rotation?.order ?? []).filter((person) => people.has(person))).size;
    if (named >= 2) return [];
    return [
      {
        code: "vacancy" as const,
        severity: "warning" as const,
        message: `the trains of era ${id} have no conductor pair: its rotation names ${named} of the line's people`,
        hint: "name at least two people in rotation.order, each once",
        path: rotation === undefined ? `eras[${index}]` : `eras[${index}].rotation`,
        subjects: [id],
      },
    ];
  });
}
