import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

/** Services that nobody is known to own (R26). */
export function ownerMissing(line: TrainLine): readonly Finding[] {
  return line.services.flatMap(({ id, owner }, index) =>
    owner !== undefined
      ? []
      : [
          {
            code: "owner_missing" as const,
            severity: "warning" as const,
            message: `nobody is named as owner of ${id}`,
            hint: "name the team or person to call when it fails",
            path: `services[${index}].owner`,
            subjects: [id],
          },
        ],
  );
}
