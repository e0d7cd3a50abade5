import type { Era, NoTrainWeek, TrainLine } from "../line/line.ts";
import { firstIndexFrom, occurrenceDate } from "../time/cadence.ts";
import { addDays, mondayOf } from "../time/date.ts";
import { trainNumber } from "./number.ts";

/** An era with the slots that it holds: those with `era.from` <= date < the next era's `from`. */
export interface EraSlots {
  readonly era: Era;
  /** Place among the line's eras. */
  readonly order: number;
  /** Index of its first slot. */
  readonly first: number;
  /** Index of its last slot; infinite for the last era, below `first` for an era without any. */
  readonly last: number;
  /** The no-train weeks, by the index of the slot that they take. */
  readonly noTrain: ReadonlyMap<number, NoTrainWeek>;
}

/** One planned departure: what becomes a train. */
export interface Slot {
  readonly id: string;
  readonly in: EraSlots;
  readonly index: number;
  readonly date: string;
  readonly noTrain?: NoTrainWeek;
}

/** The line's eras with their slots. */
export function eraSlots(line: TrainLine): readonly EraSlots[] {
  return line.eras.map((era, order) => {
    const next = line.eras[order + 1];
    const first = firstIndexFrom(era.cadence, era.from);
    const last = next === undefined ? Number.POSITIVE_INFINITY : firstIndexFrom(era.cadence, next.from) - 1;
    const noTrain = new Map<number, NoTrainWeek>();
    for (const week of line.noTrainWeeks ?? []) {
      const monday = mondayOf(week.week);
      const from = Math.max(first, firstIndexFrom(era.cadence, monday));
      const to = Math.min(last, firstIndexFrom(era.cadence, addDays(monday, 7)) - 1);
      for (let index = from; index <= to; index += 1) noTrain.set(index, week);
    }
    return { era, order, first, last, noTrain };
  });
}

/** The slot with that index. The index must lie in the era. */
export function slotAt(line: TrainLine, within: EraSlots, index: number): Slot {
  const noTrain = within.noTrain.get(index);
  return {
    id: `${line.id}/${within.era.id}.${index}`,
    in: within,
    index,
    date: occurrenceDate(within.era.cadence, index),
    ...(noTrain !== undefined && { noTrain }),
  };
}

/** Slots of the era with `from` <= date <= `to`, in order. */
export function slotsBetween(line: TrainLine, within: EraSlots, from: string, to: string): readonly Slot[] {
  const { cadence } = within.era;
  const first = Math.max(within.first, firstIndexFrom(cadence, from));
  const last = Math.min(within.last, firstIndexFrom(cadence, addDays(to, 1)) - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => slotAt(line, within, first + offset));
}

/** The day after the last that a document may name. */
const END_OF_DATES = "2200-01-01";

/** The slot that a train's id names, or `undefined` when the line has no such train before the year 2200. */
export function slotOf(line: TrainLine, eras: readonly EraSlots[], train: string): Slot | undefined {
  const dot = train.lastIndexOf(".");
  const within = eras.find(({ era }) => train.slice(0, dot) === `${line.id}/${era.id}`);
  const text = train.slice(dot + 1);
  const index = /^(0|-?[1-9]\d{0,8})$/.test(text) ? Number(text) : Number.NaN;
  if (within === undefined || !(index >= within.first && index <= within.last)) return undefined;
  if (index >= firstIndexFrom(within.era.cadence, END_OF_DATES)) return undefined;
  return slotAt(line, within, index);
}

/** How many slots before this one do not use up what they stand for, by the given test. */
export function countBefore(slot: Slot, test: (week: NoTrainWeek) => boolean): number {
  let count = 0;
  for (const [index, week] of slot.in.noTrain) if (index < slot.index && test(week)) count += 1;
  return count;
}

/** The slot's number for people; none in a no-train week that keeps its number for the next train. */
export function numberOf(slot: Slot): string | undefined {
  const kept = (week: NoTrainWeek): boolean => week.number === "kept";
  if (slot.noTrain !== undefined && kept(slot.noTrain)) return undefined;
  const rule = slot.in.era.number;
  return trainNumber(rule, (rule.first ?? 1) + slot.index - slot.in.first - countBefore(slot, kept), slot.date);
}

/** Order of two slots of one line. */
export function bySlot(a: Slot, b: Slot): number {
  return a.in.order - b.in.order || a.index - b.index;
}
