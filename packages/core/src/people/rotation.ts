import type { CrewPolicy, Era, Person, Rotation, TrainLine, TurnEntry } from "../line/line.ts";
import { durationMs } from "../time/duration.ts";

/** One turn, as a strategy of one's own is asked about it. */
export interface RotationTurn {
  /** Number of the turn since the era began, 0 first. A no-train week counts with `consume` and does not with `carry`. */
  readonly index: number;
  /** The slot of its train. */
  readonly slot: { readonly train: string; readonly index: number; readonly date: string };
  /** The order, without those who have not joined on the slot's date or have left. */
  readonly order: readonly string[];
  readonly era: Era;
}

/** A rotation of one's own: a pure function of the turn. Whom it leaves out is a vacancy, which is said. */
export type RotationStrategy = (turn: RotationTurn) => {
  readonly primary?: string | undefined;
  readonly backup?: string | undefined;
};

/** What a roster needs beside the line and its facts. */
export interface RosterOptions {
  /** Rotations of one's own, by the name that the line's eras give. */
  readonly strategies?: Readonly<Record<string, RotationStrategy>>;
}

/** The roster options among those of a program; nothing where it names no strategies. */
export function rosterOptions({
  strategies,
}: {
  readonly strategies?: RosterOptions["strategies"] | undefined;
}): RosterOptions {
  return strategies === undefined ? {} : { strategies };
}

/** A crew policy with its defaults. */
export interface Crew {
  readonly watchMs: number;
  readonly duties: { readonly primary: readonly string[]; readonly backup: readonly string[] };
  readonly after: readonly string[];
  readonly noticeDays: number;
}

const WATCH = ["watch logs", "watch ticket"];

/** The crew policy of an era. */
export function crewPolicy({ crew }: { readonly crew?: CrewPolicy }): Crew {
  return {
    watchMs: durationMs(crew?.watch ?? "PT2H"),
    duties: crew?.duties ?? { primary: ["cut", "promote"], backup: WATCH },
    after: crew?.after ?? WATCH,
    noticeDays: crew?.noticeDays ?? 28,
  };
}

/** An entry of an order in full. */
export function turnEntry(entry: TurnEntry): { readonly person: string; readonly every: number } {
  return typeof entry === "string" ? { person: entry, every: 1 } : { person: entry.person, every: entry.every ?? 1 };
}

/** Whom a rotation names to conduct, in order. */
export function orderOf(rotation: Rotation | undefined): readonly string[] {
  return (rotation?.order ?? []).map((entry) => turnEntry(entry).person);
}

/** Whether anybody is to conduct the era's trains. */
export function hasConductors({ rotation }: Pick<Era, "rotation">): boolean {
  return rotation !== undefined;
}

/** Whether some rotation of the line names the person, shadows apart. */
export function isConductor(line: TrainLine, person: string): boolean {
  return line.eras.some(({ rotation }) => orderOf(rotation).includes(person));
}

/** Whether the person is with the line on a date. Whom the line does not know never joined and never left. */
export function isPresent(person: Person | undefined, date: string): boolean {
  const { from, until } = person ?? {};
  return (from === undefined || from <= date) && (until === undefined || date <= until);
}
