import { dateIn, daysBetween, isoWeek, addDays } from "../../time/date.ts";
import type { Interval } from "../../time/interval.ts";
import { type EraSlots, eraSlots, numberOf, type Slot, slotsBetween } from "../../timetable/slots.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

/**
 * Two-week trains and ISO weeks do not go together for ever: a year of 53 weeks turns even weeks into odd ones (R6). Lists
 * where that happens in the range, where one era hands over to the next out of step, and numbers given twice within a year.
 */
export function parityGap(line: TrainLine, range: Interval): readonly Finding[] {
  const [from, to] = [dateIn(range.start, line.zone), dateIn(range.end, line.zone)];
  const eras = eraSlots(line);
  return eras.flatMap((within, index) => [
    ...turns(line, within, index, from, to),
    ...handOver(line, within, eras[index + 1], index, from, to),
    ...repeats(line, within, index, from, to),
  ]);
}

function turns(line: TrainLine, within: EraSlots, era: number, from: string, to: string): readonly Finding[] {
  const { cadence, number } = within.era;
  if (cadence.every !== "P2W" || !number.format.includes("{ww}")) return [];
  const slots = slotsBetween(line, within, addDays(from, -14), addDays(to, 14));
  const pairs = slots.slice(1).map((slot, index) => [slots[index] ?? slot, slot] as const);
  const gaps = pairs.filter(([before, after]) => isEven(before.date) !== isEven(after.date));
  if (gaps.length === 0) return [];
  const listed = gaps.map(
    ([before, after]) => `${before.date} (week ${weekOf(before)}) to ${after.date} (week ${weekOf(after)})`,
  );
  return [
    {
      code: "parity_gap",
      severity: "warning",
      message: `the trains stay 14 days apart, but their week numbers change between even and odd: ${listed.join("; ")}`,
      hint: "tell everybody who counts even or odd weeks the dates, or number the trains with {n}",
      path: `eras[${era}].number.format`,
      subjects: gaps.flatMap(([before, after]) => [before.id, after.id]),
    },
  ];
}

function handOver(
  line: TrainLine,
  within: EraSlots,
  next: EraSlots | undefined,
  era: number,
  from: string,
  to: string,
): readonly Finding[] {
  if (next === undefined || within.era.cadence.every !== "P2W" || next.era.cadence.every !== "P2W") return [];
  const before = slotsBetween(line, within, addDays(next.era.from, -15), addDays(next.era.from, -1)).at(-1);
  const after = slotsBetween(line, next, next.era.from, addDays(next.era.from, 14))[0];
  if (before === undefined || after === undefined || after.date < from || before.date > to) return [];
  const days = daysBetween(before.date, after.date);
  if (days === 14) return [];
  return [
    {
      code: "parity_gap",
      severity: "warning",
      message: `between ${before.date} and ${after.date}, where era ${next.era.id} begins, lie ${days} days and not 14`,
      hint: "anchor the era so that the trains stay 14 days apart, or leave it so and tell everybody",
      path: `eras[${era + 1}].cadence.anchor`,
      subjects: [before.id, after.id],
    },
  ];
}

function repeats(line: TrainLine, within: EraSlots, era: number, from: string, to: string): readonly Finding[] {
  if (!within.era.number.format.includes("{ww}")) return [];
  const first = new Map<string, Slot>();
  for (const slot of slotsBetween(line, within, addDays(from, -371), to)) {
    const number = numberOf(slot);
    if (number === undefined) continue;
    const before = first.get(number);
    if (before !== undefined && slot.date >= from) {
      return [
        {
          code: "parity_gap",
          severity: "warning",
          message: `the number ${number} is given twice: on ${before.date} and on ${slot.date}`,
          hint: "add {yy} or {yyyy} to the format, or number the trains with {n}",
          path: `eras[${era}].number.format`,
          subjects: [before.id, slot.id],
        },
      ];
    }
    first.set(number, slot);
  }
  return [];
}

function isEven(date: string): boolean {
  return isoWeek(date).week % 2 === 0;
}

function weekOf({ date }: Slot): string {
  return String(isoWeek(date).week).padStart(2, "0");
}
