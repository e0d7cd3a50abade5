import { isFixedAbbreviation, zoneProblem } from "../../time/zone.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

/** Zones that cannot be used. A line that was read has none; one made in a program may. */
export function unknownZone(line: TrainLine): readonly Finding[] {
  return zonesOf(line).flatMap(([path, zone]) => {
    const problem = zone === undefined ? undefined : zoneProblem(zone);
    if (problem === undefined || zone === undefined) return [];
    return [
      {
        code: isFixedAbbreviation(zone) ? ("fixed_abbreviation" as const) : ("unknown_zone" as const),
        severity: "error" as const,
        message: problem.message,
        hint: problem.hint,
        path,
        subjects: [],
      },
    ];
  });
}

type Zone = readonly [path: string, zone: string | undefined];

function zonesOf(line: TrainLine): readonly Zone[] {
  const all = (path: string, things: readonly { readonly zone?: string }[] = []): readonly Zone[] =>
    things.map(({ zone }, index) => [`${path}[${index}].zone`, zone]);
  return [
    ["zone", line.zone],
    ...all("people", line.people),
    ...line.stops.flatMap(({ targets }, stop) => all(`stops[${stop}].targets`, targets)),
    ...line.eras.flatMap(({ windows }, era) => all(`eras[${era}].windows`, windows)),
    ...all("freezes", line.freezes),
    ...all("oneOffWindows", line.oneOffWindows),
  ];
}
