import type { CommandBase } from "./commands.ts";
import type { Reversibility } from "./line/fact.ts";
import type { Course } from "./line/train-fact.ts";
import type { InstantLike } from "./time/instant.ts";
import type { WindowCommand } from "./window-commands.ts";

/** What commands about one train share. */
export interface TrainCommandBase extends CommandBase {
  readonly train: string;
}

/** Fix the payload. */
export interface CutCommand extends TrainCommandBase {
  readonly act: "cut";
}

/** Put a rider on the train before the cut. */
export interface BoardCommand extends TrainCommandBase {
  readonly act: "board";
  readonly service: string;
  readonly version: string;
  /** `stop/target`. @default every target */
  readonly target?: string;
  readonly reversible?: Reversibility;
  /** ISO 8601. */
  readonly rollback?: string;
}

/** Take a rider off the train before the cut. */
export interface LeaveCommand extends TrainCommandBase {
  readonly act: "leave";
  readonly service: string;
}

/** Ask to board after the cut. */
export interface RequestLateRiderCommand extends Omit<BoardCommand, "act"> {
  readonly act: "requestLateRider";
  /** Id of the request. @default `<train>/late/<n>` */
  readonly rider?: string;
}

/** Take a late rider or not. */
export interface AnswerLateRiderCommand extends TrainCommandBase {
  readonly act: "acceptLateRider" | "refuseLateRider";
  readonly rider: string;
}

/** Move the train on to a stop, or to one target of it. Every target needs an open gate, or none is ordered. */
export interface PromoteCommand extends TrainCommandBase {
  readonly act: "promote";
  /** `stop` or `stop/target`. */
  readonly to: string;
  /** Only these riders (R16). @default all */
  readonly services?: readonly string[];
  /** What the target is expected to run now: refused when it is something else. @default not compared */
  readonly from?: string;
}

/** Put targets back on what they ran before. Never refused because of a window, a freeze or a hold. */
export interface RollbackCommand extends TrainCommandBase {
  readonly act: "rollback";
  /** Rollbacks always say why (R27). */
  readonly reason: string;
  /** `stop` or `stop/target`. @default every target that runs this train */
  readonly at?: string;
  /** Version to go back to: one that the target has run, or an earlier train's that was cut. @default what it ran before this train */
  readonly to?: string;
  /** Stop a deploy that runs on the target, then roll back. @default false: it is refused */
  readonly stopRunning?: boolean;
  readonly from?: string;
}

/** Say that a target is well. */
export interface PassCommand extends TrainCommandBase {
  readonly act: "pass";
  /** `stop` or `stop/target`. */
  readonly at: string;
}

/** Leave a target out; the next train brings both. */
export interface SkipCommand extends TrainCommandBase {
  readonly act: "skip";
  readonly target: string;
  readonly reason: string;
}

/** Stop a deploy. */
export interface StopDeployCommand extends TrainCommandBase {
  readonly act: "stopDeploy";
  readonly order: string;
}

/** Stop moving on. */
export interface HoldCommand extends TrainCommandBase {
  readonly act: "hold";
  readonly reason: string;
  /** Person id of who must act. @default whose duty it is to promote now */
  readonly owner?: string;
  /** How things stand. */
  readonly note: string;
  /** Without a blocker, at the conductor's discretion. */
  readonly discretion?: true;
}

/** Go on. Every open blocker must be resolved, or overruled by name. */
export interface ResumeCommand extends TrainCommandBase {
  readonly act: "resume";
  readonly overrule?: readonly string[];
}

/** Name an issue that stops the train. It holds the train by itself. */
export interface AddBlockerCommand extends TrainCommandBase {
  readonly act: "addBlocker";
  /** @default `<train>/blocker/<n>` */
  readonly blocker?: string;
  readonly title: string;
  /** Person id or name of a team. */
  readonly owner: string;
  readonly note: string;
  readonly updateBy?: InstantLike;
}

/** Say how a blocker stands, or give it to another owner. */
export interface UpdateBlockerCommand extends TrainCommandBase {
  readonly act: "updateBlocker";
  readonly blocker: string;
  readonly note: string;
  readonly owner?: string;
  readonly updateBy?: InstantLike;
}

/** A blocker stops the train no more. */
export interface ResolveBlockerCommand extends TrainCommandBase {
  readonly act: "resolveBlocker";
  readonly blocker: string;
}

/** Let a rolled-back version be promoted again. */
export interface ClearVersionCommand extends TrainCommandBase {
  readonly act: "clearVersion";
  readonly reason: string;
}

/** End a train that has not been cut, or one that has. */
export interface EndTrainCommand extends TrainCommandBase {
  readonly act: "cancelTrain" | "abandon";
  readonly reason: string;
}

/** Say that the train has arrived. */
export interface ArriveCommand extends TrainCommandBase {
  readonly act: "arrive";
}

/** Say that something is wrong. */
export interface OpenProblemCommand extends TrainCommandBase {
  readonly act: "openProblem";
  /** @default `<train>/problem/<n>` */
  readonly problem?: string;
  readonly summary: string;
  readonly target?: string;
  readonly services?: readonly string[];
  readonly call?: string;
}

/** Choose what is done about a problem. */
export interface DecideProblemCommand extends TrainCommandBase {
  readonly act: "decideProblem";
  readonly problem: string;
  readonly course: Course;
  readonly reason: string;
}

/** A problem is over. */
export interface CloseProblemCommand extends TrainCommandBase {
  readonly act: "closeProblem";
  readonly problem: string;
}

/** Give, or pass on, a customer's consent. */
export interface ApproveCommand extends TrainCommandBase {
  readonly act: "approve";
  /** @default `<train>/approval/<n>` */
  readonly approval?: string;
  /** For whom `by` speaks. @default `tam` for the target's contact */
  readonly as?: "client" | "tam";
  readonly subject:
    | { readonly type: "extension"; readonly window: string; readonly until: InstantLike }
    | { readonly type: "skip"; readonly target: string };
  /** Who at the client said yes. Needed where a member of the team passes it on. */
  readonly from?: string;
}

/** Ask to promote in a freeze. */
export interface RequestExceptionCommand extends TrainCommandBase {
  readonly act: "requestException";
  /** @default `<train>/exception/<n>` */
  readonly exception?: string;
  readonly freeze: string;
  /** @default every target that the freeze covers */
  readonly scope?: readonly string[];
  readonly reason: string;
  readonly expiresAt: InstantLike;
}

/** Say yes or no to a freeze exception. */
export interface AnswerExceptionCommand extends TrainCommandBase {
  readonly act: "approveException" | "refuseException";
  readonly exception: string;
}

/** Name the change request on which the train rests, or the exception from needing one. */
export interface LinkChangeCommand extends TrainCommandBase {
  readonly act: "linkChange";
  readonly target?: string;
  readonly change: { readonly request: string; readonly state: string } | { readonly exception: string };
}

/** An act that moves a train or a window. */
export type ConductCommand =
  | CutCommand
  | BoardCommand
  | LeaveCommand
  | RequestLateRiderCommand
  | AnswerLateRiderCommand
  | PromoteCommand
  | RollbackCommand
  | PassCommand
  | SkipCommand
  | StopDeployCommand
  | HoldCommand
  | ResumeCommand
  | AddBlockerCommand
  | UpdateBlockerCommand
  | ResolveBlockerCommand
  | ClearVersionCommand
  | EndTrainCommand
  | ArriveCommand
  | OpenProblemCommand
  | DecideProblemCommand
  | CloseProblemCommand
  | ApproveCommand
  | RequestExceptionCommand
  | AnswerExceptionCommand
  | LinkChangeCommand
  | WindowCommand;
