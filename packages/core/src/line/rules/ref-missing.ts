import type { Refs } from "../../json.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

interface Holder {
  readonly subject: string;
  readonly path: string;
  readonly refs: Refs | undefined;
}

/** Targets and people that an adapter does not know, though it knows others of the line. */
export function refMissing(line: TrainLine): readonly Finding[] {
  const targets = line.stops.flatMap((stop, at) =>
    stop.targets.map((target, index) => ({
      subject: `${stop.id}/${target.id}`,
      path: `stops[${at}].targets[${index}].refs`,
      refs: target.refs,
    })),
  );
  const people = line.people.map(({ id, refs }, index) => ({ subject: id, path: `people[${index}].refs`, refs }));
  // A target that stays off a service is a choice.
  return [...lacking(targets, "info"), ...lacking(people, "warning")];
}

function lacking(holders: readonly Holder[], severity: Finding["severity"]): readonly Finding[] {
  const adapters = [...new Set(holders.flatMap(({ refs }) => Object.keys(refs ?? {})))].toSorted();
  return adapters.flatMap((adapter) =>
    holders
      .filter(({ refs }) => refs === undefined || !Object.hasOwn(refs, adapter))
      .map(({ subject, path }) => ({
        code: "ref_missing" as const,
        severity,
        message: `${subject} has no refs for ${adapter}, which others of the line have`,
        hint: `add refs.${adapter}`,
        path,
        subjects: [subject],
      })),
  );
}
