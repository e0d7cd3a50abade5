import type { TrainLine } from "../line/line.ts";
import { addDays } from "../time/date.ts";
import { ianaZone } from "../time/zone.ts";
import { numberOf, type Slot } from "./slots.ts";
import type { Finding, Rider, Train } from "./timetable.ts";
import { wallMoment } from "./wall-moment.ts";

/** The train of a slot, and what is wrong with its cut. */
export function trainOf(
  line: TrainLine,
  slot: Slot,
  cancelled: string | undefined,
  riders: readonly Rider[],
): { readonly train: Train; readonly findings: readonly Finding[] } {
  const number = numberOf(slot);
  const rule = slot.in.era.cut;
  const reason = slot.noTrain?.reason ?? cancelled;
  const cut = rule && wallMoment(line, addDays(slot.date, rule.day), rule.at, ianaZone(line.zone));
  const train: Train = {
    id: slot.id,
    line: line.id,
    era: slot.in.era.id,
    slot: slot.index,
    date: slot.date,
    ...(number !== undefined && { number }),
    status: slot.noTrain !== undefined ? "no_train" : cancelled !== undefined ? "cancelled" : "planned",
    ...(reason !== undefined && { reason }),
    ...(cut !== undefined && slot.noTrain === undefined && { cut: cut.at }),
    riders: slot.noTrain === undefined ? riders : [],
  };
  const unclear = train.status === "planned" ? cut?.unclear : undefined;
  return {
    train,
    findings:
      unclear === undefined
        ? []
        : [
            {
              code: unclear.code,
              severity: "warning",
              message: `${slot.id}: the cut at ${unclear.text}`,
              hint: `set \`${unclear.code === "clock_gap" ? "gap" : "overlap"}\` on the line`,
              subjects: [slot.id],
            },
          ],
  };
}
