import type { Fact } from "../line/fact.ts";
import type { PairRole } from "../line/people-fact.ts";
import type { TrainLine } from "../line/line.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { Finding } from "../timetable/timetable.ts";
import type { RosterOptions } from "./rotation.ts";

/** A span in which a person is away. */
export interface Absence extends Interval {
  /** Id of the fact that declared it. */
  readonly id: string;
  readonly person: string;
  readonly reason?: string;
}

/** A cover as its last fact has it. Whether it has expired hangs on the moment: see `statusAt`. */
export interface Cover extends Interval {
  readonly id: string;
  readonly train: string;
  readonly duties: readonly string[];
  /** Whose duties they are. */
  readonly for: string;
  readonly asked?: string;
  /** From here on it cannot be accepted. */
  readonly expiresAt: Instant;
  readonly status: "open" | "accepted" | "declined" | "withdrawn";
  /** Who took it. */
  readonly taker?: string;
  /** Whether a lead named the taker. */
  readonly forced?: true;
  /** Who declined. */
  readonly declinedBy: readonly string[];
  /** When it was requested. */
  readonly at: Instant;
  readonly reason?: string;
}

/** One role on one train. */
export interface Place {
  readonly train: string;
  readonly role: PairRole;
}

/** A swap as its last fact has it. Whether it has expired hangs on the moment: see `statusAt`. */
export interface Swap {
  readonly id: string;
  /** What changes hands: the place, who had it, and who gets it. */
  readonly moves: readonly (Place & { readonly from: string; readonly to: string })[];
  /** Whose consent it takes. */
  readonly parties: readonly string[];
  readonly consents: readonly string[];
  readonly proposedBy?: string;
  readonly expiresAt?: Instant;
  readonly status: "open" | "accepted" | "declined" | "undone";
  /** Whether a lead put it through. */
  readonly forced?: true;
  /** Parties that want it taken back. */
  readonly undoAsked: readonly string[];
  /** When it was proposed, and when it came about. */
  readonly at: Instant;
  readonly acceptedAt?: Instant;
  readonly reason?: string;
}

/** A place in a pair that passed on. */
export interface Handover {
  readonly id: string;
  readonly train: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly at: Instant;
}

/** Somebody confirmed how the train's week will go. */
export interface BriefingNote {
  readonly train: string;
  readonly person: string;
  readonly at: Instant;
}

/**
 * Who conducts what, as the line's rotations and the facts have it: the one value that every reader asks. Plain JSON as
 * long as the line names no strategy of its own.
 */
export interface Roster {
  readonly line: TrainLine;
  readonly facts: readonly Fact[];
  readonly absences: readonly Absence[];
  readonly covers: readonly Cover[];
  readonly swaps: readonly Swap[];
  readonly handovers: readonly Handover[];
  readonly briefings: readonly BriefingNote[];
  /** Facts about people that do not count, and why. */
  readonly findings: readonly Finding[];
  readonly options: RosterOptions;
}

/** The status of a cover or a swap at a moment: an open one expires. */
export function statusAt<T extends Cover | Swap>(item: T, now: Instant): T["status"] | "expired" {
  const { status, expiresAt } = item;
  return status === "open" && expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now) ? "expired" : status;
}
