import type { Finding, Train } from "../timetable/timetable.ts";
import { type OpenRoster, planned } from "./roster.ts";

/** One finding for each reason why trains lack a conductor. */
export function pairFindings({ roster, eras, pairOf }: OpenRoster, trains: readonly Train[]): readonly Finding[] {
  const { line, options } = roster;
  const people = new Set(line.people.map(({ id }) => id));
  const vacancies = new Map<string, { path: string; hint: string; trains: string[] }>();
  const vacant = (message: string, path: string, hint: string, train: string): void => {
    const known = vacancies.get(message);
    if (known === undefined) vacancies.set(message, { path, hint, trains: [train] });
    else known.trains.push(train);
  };
  for (const { train, slot } of planned(line, eras, trains)) {
    const { order, era } = slot.in;
    const path = `eras[${order}].rotation`;
    const { rotation } = era;
    if (rotation === undefined) {
      vacant(`nobody conducts: era ${era.id} has no rotation`, `eras[${order}]`, "add a rotation to the era", train.id);
      continue;
    }
    if (rotation.strategy === "own" && !Object.hasOwn(options.strategies ?? {}, rotation.name)) {
      const hint = "give the function as one of the `strategies`";
      vacant(`nobody conducts: no strategy ${rotation.name} is given to era ${era.id}`, path, hint, train.id);
      continue;
    }
    const pair = pairOf(slot);
    for (const role of ["primary", "backup"] as const) {
      const person = pair[role];
      if (person === undefined) {
        if (role === "backup" && pair.solo) continue;
        const [why, hint] =
          rotation.strategy === "own"
            ? ["leaves it out", "let the strategy name somebody"]
            : ["is too short", "name more people who are there, each once"];
        vacant(`no ${role}: the rotation of era ${era.id} ${why}`, path, hint, train.id);
      } else if (!people.has(person)) {
        const hint = "add the person, or begin an era with another order";
        vacant(`no ${role}: ${person} of the rotation is not among the line's people`, path, hint, train.id);
      }
    }
  }
  return [...vacancies].map(([message, { path, hint, trains: subjects }]) => ({
    code: "vacancy",
    severity: "warning",
    message: `${message} (${subjects.length === 1 ? subjects[0] : `${subjects.length} trains`})`,
    hint,
    path,
    subjects,
  }));
}
