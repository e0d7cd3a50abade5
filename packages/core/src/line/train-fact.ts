import type { Instant } from "../time/instant.ts";
import type { FactBase, Reversibility } from "./fact.ts";

/** What facts of a train in motion share. */
export interface TrainFactBase extends FactBase {
  readonly train: string;
}

/** The payload is fixed. */
export interface TrainCut extends TrainFactBase {
  readonly type: "trainCut";
  /** Versions by service, overrides for single targets apart. */
  readonly services: Readonly<Record<string, string>>;
}

/** Somebody asks to add or change a rider after the cut (R8, R17). */
export interface LateRiderRequested extends TrainFactBase {
  readonly type: "lateRiderRequested";
  /** Id of the request. */
  readonly rider: string;
  readonly service: string;
  readonly version: string;
  /** `stop/target`. @default every target */
  readonly target?: string;
  readonly reversible?: Reversibility;
  /** How long taking it back takes, ISO 8601. */
  readonly rollback?: string;
}

/** The team takes the late rider: the targets that it touches qualify anew. */
export interface LateRiderAccepted extends TrainFactBase {
  readonly type: "lateRiderAccepted";
  readonly rider: string;
}

/** The team does not take the late rider. */
export interface LateRiderRefused extends TrainFactBase {
  readonly type: "lateRiderRefused";
  readonly rider: string;
}

/** A service gets off the train before the cut. */
export interface RiderLeft extends TrainFactBase {
  readonly type: "riderLeft";
  readonly service: string;
}

/**
 * A version is to be put on a target. Only a decision records this: to promote, from an open gate; to roll back, without
 * it. The fact's id is the order's.
 */
export interface DeployOrdered extends TrainFactBase {
  readonly type: "deployOrdered";
  readonly kind: "promote" | "rollback";
  /** `stop/target`. */
  readonly target: string;
  readonly version: string;
  /** Versions by service; empty when the version says it all. */
  readonly services: Readonly<Record<string, string>>;
  /** Only these services move (R16). */
  readonly partial?: true;
  /** The window that was open. Absent for a rollback. */
  readonly window?: string;
  /** Id of the freeze exception that was used. */
  readonly exception?: string;
  /** Ids of other trains that this one brings along to the target. */
  readonly bundles?: readonly string[];
}

/** The runner shows a deploy of the order, or a new attempt of it (F91). */
export interface DeployStarted extends TrainFactBase {
  readonly type: "deployStarted";
  readonly order: string;
  /** The runner's id. */
  readonly run: string;
  readonly attempt: number;
  readonly url?: string;
}

/** The deploy of an order is over. */
export interface DeployFinished extends TrainFactBase {
  readonly type: "deployFinished";
  readonly order: string;
  readonly attempt: number;
  readonly outcome: "succeeded" | "failed" | "cancelled";
}

/** The deploy of an order did not appear in time (R12). It may appear yet. */
export interface DeployMissing extends TrainFactBase {
  readonly type: "deployMissing";
  readonly order: string;
}

/** Somebody wants the deploy of an order stopped. */
export interface DeployStopAsked extends TrainFactBase {
  readonly type: "deployStopAsked";
  readonly order: string;
}

/** What a target runs, read from the target. Recorded when it changes, and when it answers a deploy. */
export interface VersionRead extends TrainFactBase {
  readonly type: "versionRead";
  /** `stop/target`. */
  readonly target: string;
  readonly version: string;
  readonly services?: Readonly<Record<string, string>>;
  /** The order whose outcome this is; absent when somebody else changed the target. */
  readonly order?: string;
}

/** A target is found well: the train may move on. */
export interface TargetPassed extends TrainFactBase {
  readonly type: "targetPassed";
  readonly target: string;
}

/** A target does not take this train; the next one brings both. */
export interface TargetSkipped extends TrainFactBase {
  readonly type: "targetSkipped";
  readonly target: string;
  readonly reason: string;
}

/** The train stops where it is. A hold has a reason, an author, an owner and a note (R54). */
export interface TrainHeld extends TrainFactBase {
  readonly type: "trainHeld";
  readonly reason: string;
  /** Person id of who must act. */
  readonly owner: string;
  /** How things stand. */
  readonly note: string;
  /** Without any blocker, at the conductor's discretion. */
  readonly discretion?: true;
}

/** The hold is released. */
export interface TrainResumed extends TrainFactBase {
  readonly type: "trainResumed";
  /** Open blockers that its author overrules by name. */
  readonly overruled?: readonly string[];
}

/** An issue stops the train. Never without an owner and a note. */
export interface BlockerAdded extends TrainFactBase {
  readonly type: "blockerAdded";
  readonly blocker: string;
  readonly title: string;
  /** Person id or name of a team. */
  readonly owner: string;
  readonly note: string;
  /** When its owner is expected to say how it stands. */
  readonly updateBy?: Instant;
}

/** The owner, or another, says how a blocker stands. */
export interface BlockerUpdated extends TrainFactBase {
  readonly type: "blockerUpdated";
  readonly blocker: string;
  readonly note: string;
  /** The new owner. */
  readonly owner?: string;
  readonly updateBy?: Instant;
}

/** The blocker stops the train no more. */
export interface BlockerResolved extends TrainFactBase {
  readonly type: "blockerResolved";
  readonly blocker: string;
}

/** A version that was rolled back may be promoted again. */
export interface VersionCleared extends TrainFactBase {
  readonly type: "versionCleared";
  readonly version: string;
}

/** The train ends before its time; its riders go back to the next. */
export interface TrainAbandoned extends TrainFactBase {
  readonly type: "trainAbandoned";
  readonly reason: string;
}

/** All targets passed or skipped, all windows completed. */
export interface TrainArrived extends TrainFactBase {
  readonly type: "trainArrived";
}

/** Something is wrong. While it is open no window of the train is completed (R22). */
export interface ProblemOpened extends TrainFactBase {
  readonly type: "problemOpened";
  readonly problem: string;
  /** One sentence. */
  readonly summary: string;
  /** `stop/target`. @default the whole train */
  readonly target?: string;
  /** The order that went wrong. */
  readonly order?: string;
  /** Services concerned, whose owners are told (R19). @default all riders of the train */
  readonly services?: readonly string[];
  /** Where people meet to look at it (R49). */
  readonly call?: string;
}

/** What is done about a problem. */
export type Course = "rollback" | "rollForward" | "retry" | "extend" | "hold" | "skip" | "abandon" | "goOn";

/** A course is chosen for a problem, by name (R18). The last one counts. */
export interface ProblemDecided extends TrainFactBase {
  readonly type: "problemDecided";
  readonly problem: string;
  readonly course: Course;
  readonly reason: string;
}

/** The problem is over. */
export interface ProblemClosed extends TrainFactBase {
  readonly type: "problemClosed";
  readonly problem: string;
}

/** Consent of a customer or of who speaks for one. */
export interface ApprovalGiven extends TrainFactBase {
  readonly type: "approvalGiven";
  readonly approval: string;
  /** For whom its author speaks: a client themselves, or the customer's contact. */
  readonly as: "client" | "tam";
  /** What is approved. */
  readonly subject:
    | { readonly type: "extension"; readonly window: string; readonly until: Instant }
    | { readonly type: "skip"; readonly target: string };
  /** Who at the client said yes, where the author passes it on. */
  readonly from?: string;
}

/** Somebody wants to promote in a freeze. */
export interface ExceptionRequested extends TrainFactBase {
  readonly type: "exceptionRequested";
  readonly exception: string;
  /** Id of the freeze. */
  readonly freeze: string;
  /** `stop` or `stop/target`. */
  readonly scope: readonly string[];
  readonly reason: string;
  readonly expiresAt: Instant;
}

/** One of the required people says yes. */
export interface ExceptionApproved extends TrainFactBase {
  readonly type: "exceptionApproved";
  readonly exception: string;
}

/** One of the required people says no. That is final. */
export interface ExceptionRefused extends TrainFactBase {
  readonly type: "exceptionRefused";
  readonly exception: string;
}

/** The train, or one target of it, rests on a change request or on a named exception from change control (R2). */
export interface ChangeLinked extends TrainFactBase {
  readonly type: "changeLinked";
  /** `stop/target`. @default every target */
  readonly target?: string;
  readonly change: { readonly request: string; readonly state: string } | { readonly exception: string };
}

/** A fact about a train in motion. */
export type TrainFact =
  | TrainCut
  | LateRiderRequested
  | LateRiderAccepted
  | LateRiderRefused
  | RiderLeft
  | DeployOrdered
  | DeployStarted
  | DeployFinished
  | DeployMissing
  | DeployStopAsked
  | VersionRead
  | TargetPassed
  | TargetSkipped
  | TrainHeld
  | TrainResumed
  | BlockerAdded
  | BlockerUpdated
  | BlockerResolved
  | VersionCleared
  | TrainAbandoned
  | TrainArrived
  | ProblemOpened
  | ProblemDecided
  | ProblemClosed
  | ApprovalGiven
  | ExceptionRequested
  | ExceptionApproved
  | ExceptionRefused
  | ChangeLinked;
