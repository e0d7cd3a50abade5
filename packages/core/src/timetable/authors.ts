import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { mayCause } from "../line/permissions.ts";
import type { Finding } from "./timetable.ts";

/** The people whose facts count, though the line does not name them; one finding each. Who only asks needs no name (R37). */
export function unknownAuthors(line: TrainLine, facts: readonly Fact[]): readonly Finding[] {
  const people = new Set(line.people.map(({ id }) => id));
  const factsOf = new Map<string, Set<string>>();
  for (const { id, type, by } of facts) {
    if (!("person" in by) || people.has(by.person) || mayCause(line, type, by)) continue;
    factsOf.set(by.person, (factsOf.get(by.person) ?? new Set()).add(id));
  }
  return [...factsOf].map(([person, { size }]) => ({
    code: "fact_author_unknown",
    severity: "warning",
    message: `${size === 1 ? "1 fact counts that is" : `${size} facts count that are`} by ${person}, whom the line does not name`,
    hint: "keep people who left in `people`, without a role; if it is a mistake, record the opposite",
    subjects: [person],
  }));
}
