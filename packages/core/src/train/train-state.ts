import type { Reversibility } from "../line/fact.ts";
import type { Course } from "../line/train-fact.ts";
import type { Actor } from "../line/fact.ts";
import type { Instant } from "../time/instant.ts";

/** How far a train has come. Whether it is held is another matter, and so is each target. */
export type Phase = "planned" | "cut" | "running" | "arrived" | "cancelled" | "abandoned";

/** How a target stands to a train. */
export type TargetStatus = "pending" | "promoting" | "soaking" | "passed" | "rolled_back" | "failed" | "skipped";

/** Why a train does not move, and whose move it is. */
export interface Hold {
  readonly reason: string;
  readonly by: Actor;
  readonly since: Instant;
  /** Person id. */
  readonly owner: string;
  readonly note: string;
  readonly discretion?: true;
}

/** A deploy of the train, from order to outcome. */
export interface OrderState {
  /** Id of the fact that ordered it. */
  readonly id: string;
  readonly kind: "promote" | "rollback";
  readonly target: string;
  readonly version: string;
  readonly services: Readonly<Record<string, string>>;
  readonly partial?: true;
  readonly window?: string;
  /** Id of the freeze exception that was used. */
  readonly exception?: string;
  /** Ids of other trains that come along, because they skipped the target. */
  readonly bundles?: readonly string[];
  readonly by: Actor;
  readonly orderedAt: Instant;
  /** `missing`: it did not appear in time, and may yet. */
  readonly status: "ordered" | "missing" | "running" | "succeeded" | "failed" | "cancelled";
  readonly run?: string;
  readonly attempt?: number;
  readonly url?: string;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  /** Somebody wants it stopped. */
  readonly stopAskedAt?: Instant;
  /** What was read from the target afterwards. */
  readonly read?: string;
}

/** One target, as the train sees it. */
export interface TargetState {
  /** `stop/target`. */
  readonly target: string;
  readonly stop: string;
  readonly status: TargetStatus;
  /** Since when. Absent while nothing has happened. */
  readonly since?: Instant;
  /** Why it is skipped. */
  readonly reason?: string;
  /** The last order for the target. */
  readonly order?: OrderState;
}

/** An issue that stops the train. */
export interface BlockerState {
  readonly blocker: string;
  readonly title: string;
  /** Person id or name of a team. */
  readonly owner: string;
  /** The last note. */
  readonly note: string;
  readonly addedAt: Instant;
  readonly updatedAt: Instant;
  readonly updateBy?: Instant;
  readonly resolvedAt?: Instant;
  /** Who overruled it when the hold was released. */
  readonly overruledBy?: Actor;
}

/** Something that is wrong, and what is done about it. */
export interface ProblemState {
  readonly problem: string;
  readonly summary: string;
  readonly target?: string;
  readonly order?: string;
  readonly services?: readonly string[];
  readonly call?: string;
  readonly by: Actor;
  readonly openedAt: Instant;
  readonly decision?: { readonly course: Course; readonly reason: string; readonly by: Actor; readonly at: Instant };
  readonly closedAt?: Instant;
}

/** A request to board after the cut. */
export interface LateRiderState {
  readonly rider: string;
  readonly service: string;
  readonly version: string;
  readonly target?: string;
  readonly by: Actor;
  readonly requestedAt: Instant;
  readonly reversible?: Reversibility;
  /** How long taking it back takes, in milliseconds. */
  readonly rollbackMs?: number;
  readonly status: "requested" | "accepted" | "refused";
  readonly decidedAt?: Instant;
}

/** What is known of a rider that counts when it must be taken back (R28). */
export interface RiderCost {
  readonly service: string;
  readonly reversible: Reversibility;
  /** How long taking it back takes, in milliseconds, where somebody said so. */
  readonly rollbackMs?: number;
}

/** Leave to promote in a freeze. Who must say yes is the era's policy. */
export interface ExceptionState {
  readonly exception: string;
  readonly freeze: string;
  readonly scope: readonly string[];
  readonly reason: string;
  readonly by: Actor;
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  /** Person ids, in order. */
  readonly approvedBy: readonly string[];
  readonly refusedBy?: string;
  /** Ids of the orders that used it. */
  readonly usedBy: readonly string[];
}

/** Consent of a customer. */
export interface ApprovalState {
  readonly approval: string;
  readonly as: "client" | "tam";
  readonly subject:
    | { readonly type: "extension"; readonly window: string; readonly until: Instant }
    | { readonly type: "skip"; readonly target: string };
  readonly by: Actor;
  readonly at: Instant;
  readonly from?: string;
}

/** A train in motion. */
export interface TrainState {
  readonly train: string;
  /** What its targets run once promoted: the train's number, or its id without one. */
  readonly version: string;
  readonly phase: Phase;
  /** Since when it is in that phase; absent while planned. */
  readonly since?: Instant;
  /** Absent: nothing holds it. */
  readonly hold?: Hold;
  /** Every target of the line, in order of stops. */
  readonly targets: readonly TargetState[];
  /** What was fixed at the cut, late riders included; absent before. Versions by service. */
  readonly services?: Readonly<Record<string, string>>;
  /** Versions that differ for one target, by `stop/target`, then service. */
  readonly overrides: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly costs: readonly RiderCost[];
  readonly lateRiders: readonly LateRiderState[];
  readonly left: readonly string[];
  readonly blockers: readonly BlockerState[];
  readonly problems: readonly ProblemState[];
  readonly approvals: readonly ApprovalState[];
  readonly exceptions: readonly ExceptionState[];
  /** Change control, by `stop/target`; what holds for the whole train is under the empty text. */
  readonly changes: Readonly<
    Record<string, { readonly request: string; readonly state: string } | { readonly exception: string }>
  >;
  /** All orders, oldest first. */
  readonly orders: readonly OrderState[];
  /** Rolled back somewhere and not cleared since: not promoted again by itself or by mistake. */
  readonly quarantined: boolean;
  /** Why it was cancelled or abandoned. */
  readonly reason?: string;
}

/** What a target runs, as read from it. */
export interface Position {
  readonly target: string;
  readonly version: string;
  /** The train that this version belongs to, where one of ours put it there. */
  readonly train?: string;
  readonly services?: Readonly<Record<string, string>>;
  readonly since: Instant;
  /** What it ran before, newest first, each version once in a row. */
  readonly before: readonly {
    readonly version: string;
    readonly train?: string;
    readonly services?: Readonly<Record<string, string>>;
  }[];
}

/** What facts say about one window in use. */
export interface WindowRecord {
  readonly window: string;
  readonly startedAt?: Instant;
  /** Actual end. */
  readonly completedAt?: Instant;
  readonly how?: "us" | "person" | "board";
  /** Oldest first. `end` is the planned end from then on. */
  readonly extensions: readonly { readonly end: Instant; readonly approval: string; readonly at: Instant }[];
  /** The window that goes on after this one. */
  readonly reopenedAs?: string;
  readonly claimedBy?: Actor;
  readonly claimedAt?: Instant;
  /** Person ids, in order. */
  readonly joined: readonly string[];
}

/** Everything that moves on a line, folded from its facts. Plain JSON. */
export interface Movements {
  readonly line: string;
  /** Trains of which there is any fact, by id. */
  readonly trains: Readonly<Record<string, TrainState>>;
  /** By `stop/target`; absent where nothing was ever read. */
  readonly positions: Readonly<Record<string, Position>>;
  /** Windows of which there is any fact about their use, by id. */
  readonly windows: Readonly<Record<string, WindowRecord>>;
  /** Guests that have finished. */
  readonly guestsDone: readonly string[];
}
