import type { Actor } from "../line/fact.ts";
import type { Course } from "../line/train-fact.ts";
import type { WhomToAsk } from "../people/who-to-ask.ts";
import type { Instant } from "../time/instant.ts";
import type { GuestPlace, WindowKind } from "../timetable/timetable.ts";
import type { Gate } from "./gate.ts";
import type { RollbackCost } from "./rollback-cost.ts";
import type { OrderState, Phase, TargetStatus } from "./train-state.ts";

/** Somebody by id and by name. A team, or whom the line does not have, goes by the id. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Why a train is held, and whose move it is. */
export interface BoardHold {
  readonly reason: string;
  readonly by: Actor;
  readonly owner: Named;
  readonly note: string;
  readonly since: Instant;
  /** How long it has been held, in milliseconds. */
  readonly ageMs: number;
  /** Without a blocker or a problem, at the conductor's discretion. */
  readonly discretion?: true;
}

/** A window of a train on a target, as it stands. */
export interface BoardWindow {
  /** Id of the window. */
  readonly window: string;
  readonly kind: WindowKind;
  readonly state: "planned" | "in_progress" | "completed";
  /** Its times have not been reviewed, so that it is not announced and nothing is promoted in it. */
  readonly draft?: true;
  readonly start: Instant;
  /** Planned end, extensions counted. */
  readonly end: Instant;
  /** Zone of its wall times. */
  readonly zone: string;
  /** The planned end before it was extended. */
  readonly extendedFrom?: Instant;
  /** Actual end. */
  readonly completedAt?: Instant;
  /** Until its planned end, in milliseconds; past it, how long ago it was, below zero. For a window in progress. */
  readonly remainingMs?: number;
  /** In progress though its planned end has passed. */
  readonly overrunning: boolean;
  /** When it is completed without a word, as things stand: now, or at its planned end. Absent while `keptOpen` says why not. */
  readonly endsAt?: Instant;
  /** Why it would stay open past its planned end, as things stand. */
  readonly keptOpen?: string;
  /** Nobody claimed it in time, so that others may use it. */
  readonly free: boolean;
  /** Who means to use it. */
  readonly claimedBy?: Actor;
  /** Who is there for it. */
  readonly joined: readonly Named[];
  /** Guests that wait, take part or were refused. */
  readonly guests: readonly GuestPlace[];
}

/**
 * The last window of a train on a target, which ended without the train having got there. None is left, so that it stays
 * where it is, and in the way of later trains, until somebody acts.
 */
export interface BoardMissed {
  /** Id of the window. */
  readonly window: string;
  /** Its actual end; the planned one where nobody completed it. */
  readonly endedAt: Instant;
  /** Zone of its wall times. */
  readonly zone: string;
  /** Its times were never reviewed, so that nothing could be promoted in it. */
  readonly draft?: true;
  /** The ways out, for people. */
  readonly hint: string;
}

/** One target, as the train sees it. */
export interface BoardTarget {
  /** `stop/target`. */
  readonly target: string;
  /** Names of stop and target, for people. */
  readonly name: string;
  readonly status: TargetStatus;
  readonly since?: Instant;
  /** Why it is skipped. */
  readonly reason?: string;
  /** When its soak is over. While it soaks. */
  readonly soaksUntil?: Instant;
  /** What runs there, as read from it. Absent where nothing was ever read. */
  readonly position?: { readonly version: string; readonly train?: string; readonly since: Instant };
  /** The last order for it. */
  readonly order?: OrderState;
  /** The window in progress, else the one that was completed last. */
  readonly window?: BoardWindow;
  /** The next window that has not begun. */
  readonly nextWindow?: BoardWindow;
  /** The last window, where it passed and the train did not get there. Absent while another is to come, and once the train is there. */
  readonly missed?: BoardMissed;
  /** Whether the train may be promoted to it now. Absent once nothing is left to promote, and for a train that has ended. */
  readonly gate?: Gate;
}

/** Something that is wrong and not over. */
export interface BoardProblem {
  readonly problem: string;
  readonly summary: string;
  /** `stop/target`; absent: the whole train. */
  readonly target?: string;
  /** Where people meet to look at it. */
  readonly call?: string;
  readonly by: Actor;
  readonly openedAt: Instant;
  /** How long it has been open, in milliseconds. */
  readonly ageMs: number;
  /** What is done about it. Absent: nobody has chosen yet. */
  readonly decision?: { readonly course: Course; readonly reason: string; readonly by: Actor; readonly at: Instant };
  /** Until when a rollback must be chosen so that it is over by the planned end of the window in use (R29). */
  readonly deadline?: Instant;
  /** Whole minutes until then; past it, below zero. */
  readonly remainingMinutes?: number;
}

/** An issue that stops the train. */
export interface BoardBlocker {
  readonly blocker: string;
  readonly title: string;
  readonly owner: Named;
  /** The last note. */
  readonly note: string;
  readonly addedAt: Instant;
  readonly updatedAt: Instant;
  /** How long it has stopped the train, in milliseconds. */
  readonly ageMs: number;
  /** When its owner is expected to say how it stands. */
  readonly updateBy?: Instant;
  /** That moment has passed without a word. */
  readonly overdue: boolean;
}

/** A rider that asks to board after the cut, and waits for an answer. */
export interface BoardLateRider {
  readonly rider: string;
  readonly service: string;
  readonly version: string;
  /** `stop/target`; absent: every target. */
  readonly target?: string;
  readonly by: Actor;
  readonly requestedAt: Instant;
  /** How long it has waited, in milliseconds. */
  readonly ageMs: number;
}

/** One train on the board. */
export interface BoardTrain {
  readonly train: string;
  /** Name for people. */
  readonly number?: string;
  /** What its targets run once promoted. */
  readonly version: string;
  /** The slot's date in the line's zone. Absent for a train that is far from now. */
  readonly date?: string;
  readonly cut?: Instant;
  /** It is conducted now, its cut is due by `cut`, and it has not been cut. */
  readonly cutOverdue?: true;
  readonly phase: Phase;
  readonly since?: Instant;
  /** Whether it is conducted now; otherwise it is the next to be, or was asked for by id. */
  readonly live: boolean;
  /** Why it was cancelled or abandoned. */
  readonly reason?: string;
  /** It was rolled back somewhere, and is not promoted again before somebody clears its version. */
  readonly quarantined: boolean;
  /** Who conducts it. A place that nobody has is absent. */
  readonly pair: { readonly primary?: Named; readonly backup?: Named };
  /** Whom to ask about it now, and where. Absent while its pair is not on duty. */
  readonly ask?: WhomToAsk;
  readonly hold?: BoardHold;
  readonly targets: readonly BoardTarget[];
  /** Open problems. */
  readonly problems: readonly BoardProblem[];
  /** Open blockers. */
  readonly blockers: readonly BoardBlocker[];
  /** Late riders without an answer. */
  readonly lateRiders: readonly BoardLateRider[];
  /** What taking it back costs (R28). */
  readonly rollback: RollbackCost;
}

/** The departures of a line at a moment. Plain JSON. */
export interface Board {
  readonly line: string;
  readonly name: string;
  /** The line's zone. */
  readonly zone: string;
  readonly at: Instant;
  /** The people of the line, by whose ids the board says who did something. */
  readonly people: readonly Named[];
  /** The trains that are conducted now, then the next one. */
  readonly trains: readonly BoardTrain[];
}
