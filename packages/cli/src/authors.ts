import { factAuthors, type FactType, mayCause, type Problem, type TrainLine } from "@footplate/core";
import { problem } from "./bad-input.ts";
import type { Option } from "./command.ts";
import { nameHint } from "./nearest.ts";

/** The option that says who acts. */
export const AS_OPTION: Readonly<Record<string, Option>> = {
  as: { value: "PERSON", help: "who says so: the id of a person of the line" },
};

/** What is wrong with the author as a person of the line; whether they may act is judged with the act. */
export function personProblems(line: TrainLine, person: string | undefined): readonly Problem[] {
  const people = line.people.map(({ id }) => id);
  if (person === undefined) {
    return [
      problem("--as", undefined, "what is recorded needs an author", "add --as with the id of a person of the line"),
    ];
  }
  return people.includes(person)
    ? []
    : [problem("--as", person, "the line has no such person", nameHint(person, people))];
}

/** Why the person may not cause these facts (R32); nothing where the person may. */
export function authorProblems(
  line: TrainLine,
  person: string | undefined,
  types: readonly FactType[],
): readonly Problem[] {
  if (types.length === 0) return [];
  const unknown = personProblems(line, person);
  if (unknown.length > 0 || person === undefined) return unknown;
  const people = line.people.map(({ id }) => id);
  return types
    .filter((type) => !mayCause(line, type, { person }))
    .map((type) => {
      const allowed = people.filter((id) => mayCause(line, type, { person: id }));
      const hint =
        allowed.length === 0
          ? `make somebody ${factAuthors[type].join(" or ")}`
          : `ask ${allowed.slice(0, 8).join(", ")}`;
      return problem("--as", person, `this person may not cause ${type}`, hint);
    });
}
