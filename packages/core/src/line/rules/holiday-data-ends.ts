import { dateIn } from "../../time/date.ts";
import { epochMs } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

/** Holiday calendars that end within the range: later windows are judged without them. */
export function holidayDataEnds(line: TrainLine, range: Interval): readonly Finding[] {
  const last = dateIn({ epochMilliseconds: epochMs(range.end) - 1 }, line.zone);
  return (line.holidays ?? []).flatMap(({ id, name, through }, index) =>
    last <= through
      ? []
      : [
          {
            code: "holiday_data_ends" as const,
            severity: "warning" as const,
            message: `${name} is known through ${through} only; the range goes on to ${last}`,
            hint: "add the holidays that follow, then move through",
            path: `holidays[${index}].through`,
            subjects: [id],
          },
        ],
  );
}
