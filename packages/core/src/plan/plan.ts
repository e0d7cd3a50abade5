import type { Fact } from "../line/fact.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import type { Held } from "../ports/mirror.ts";
import type { MirrorName } from "../ports/ports.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { Finding } from "../timetable/timetable.ts";

/** One field that differs. */
export interface FieldChange {
  readonly field: string;
  readonly from?: JsonValue;
  readonly to?: JsonValue;
}

/** What all operations share. */
export interface OperationBase {
  readonly mirror: MirrorName;
  /** The mark's key: the window's id, with what follows it for an on-call override; `<train>/ticket` for a ticket. */
  readonly key: string;
  /** For people: train, stop, target and when. */
  readonly label: string;
  /** Number of notes that the key's stream had when the plan was made. */
  readonly expected: number;
  readonly generation: number;
}

/** Makes a resource. */
export interface CreateOperation extends OperationBase {
  readonly action: "create";
  readonly item: JsonObject;
  readonly facts: number;
  /** The journal is new, so a write from before it may still be on its way: looked at again then, and made only then. */
  readonly notBefore?: Instant;
}

/** Changes a resource of ours. */
export interface UpdateOperation extends OperationBase {
  readonly action: "update";
  readonly held: Held<JsonObject>;
  /** The item to send: what is held, with the changed fields. */
  readonly item: JsonObject;
  /** The whole item as it is wanted, kept in the journal. */
  readonly asked: JsonObject;
  readonly facts: number;
  readonly changes: readonly FieldChange[];
}

/** Takes a resource of ours away. */
export interface RemoveOperation extends OperationBase {
  readonly action: "remove";
  readonly held: Held<JsonObject>;
  /** The recorded reason. Absent: nothing recorded explains it, and the guard counts it. */
  readonly explained?: string;
}

/** Removes what an earlier, given-up try of ours left behind. */
export interface OrphanOperation extends OperationBase {
  readonly action: "remove-orphan";
  readonly held: Held<JsonObject>;
}

/** Writes to the journal only: what was seen in the world is noted. */
export interface NoteOperation extends OperationBase {
  readonly action: "note";
  /** `settled`: an open intent is decided. `adopted`: a resource or a change of it is taken as ours. `forgotten`: a deletion is accepted. */
  readonly outcome: "settled" | "adopted" | "forgotten";
  readonly note:
    | {
        readonly type: "done";
        readonly nonce: string;
        readonly id: string;
        readonly asked?: JsonObject;
        readonly got: JsonObject;
      }
    | { readonly type: "dropped"; readonly nonce: string }
    | { readonly type: "gone"; readonly id: string; readonly by: "us" | "person" };
}

/** One thing that applying the plan will do. */
export type Operation = CreateOperation | UpdateOperation | RemoveOperation | OrphanOperation | NoteOperation;

/** Something that waits for a person, or for time. Nothing is written for it. */
export type Question =
  /** A person edited a resource of ours. */
  | {
      readonly type: "drift";
      readonly mirror: MirrorName;
      readonly key: string;
      readonly label: string;
      /** From what we left there to what is there now. Without a base (lost journal): from what is wanted. */
      readonly changes: readonly FieldChange[];
      readonly answers: readonly ["adopt", "revert"];
    }
  /** A person deleted, completed, closed or cancelled a resource of ours. */
  | {
      readonly type: "ended";
      readonly mirror: MirrorName;
      readonly key: string;
      readonly label: string;
      readonly generation: number;
      readonly how: "deleted" | "completed";
      readonly answers: readonly ["recreate", "dismiss"];
    }
  /** A window is a draft: nobody reviewed these times. It is not announced for them, and nothing is promoted in it. */
  | {
      readonly type: "review";
      readonly key: string;
      readonly label: string;
      readonly start: Instant;
      readonly end: Instant;
      /** What its notice still says. Absent: it has none. */
      readonly announced?: Interval;
    }
  /** A window cannot be published as the line stands. */
  | { readonly type: "blocked"; readonly key: string; readonly label: string; readonly why: string }
  /** A window began, or is about to, and was never published. */
  | { readonly type: "missed"; readonly mirror: MirrorName; readonly key: string; readonly label: string }
  /** It is not yet certain whether an earlier write happened. */
  | {
      readonly type: "settling";
      readonly mirror: MirrorName;
      readonly key: string;
      readonly label: string;
      readonly until: Instant;
    }
  /** A service did not show everything, so nothing is made or removed there. */
  | { readonly type: "unseen"; readonly mirror: MirrorName; readonly why: string; readonly waiting: number };

/** Somebody else's entry at the time of one of our exclusive windows. */
export interface ForeignConflict {
  readonly window: string;
  readonly label: string;
  readonly title: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** Somebody's copy of a resource of ours. It is shown and never touched. */
export interface ForeignCopy {
  readonly mirror: MirrorName;
  readonly key: string;
  readonly id: string;
}

/** Targets whose windows stay off the notice board, since their refs name nothing there. Nobody needs to act on it. */
export interface Unannounced {
  /** As `stop/target`, in the order of the line. */
  readonly targets: readonly string[];
  /** Set where no target of the line names a component, so that nothing at all is announced. */
  readonly all?: true;
  /** The ref that would name a component, as other targets have it: `refs.statuspage.componentId`. Absent: none has one. */
  readonly ref?: string;
}

/** Why the plan as a whole will not be applied. */
export interface Refusal {
  readonly code: "journal_missing" | "guard_refused";
  readonly message: string;
  readonly hint: string;
}

/** Everything that will be done, what waits, and why. Plain JSON: print it, diff it, save it. */
export interface Plan {
  readonly spec: 1;
  readonly line: string;
  /** Zone of the line, in which the plan's times are shown beside UTC. */
  readonly zone: string;
  readonly range: Interval;
  readonly madeAt: Instant;
  /** Facts seen in the world, recorded before anything is written. */
  readonly facts: readonly Fact[];
  /** In the order in which they are done. */
  readonly operations: readonly Operation[];
  readonly questions: readonly Question[];
  readonly refusals: readonly Refusal[];
  readonly conflicts: readonly ForeignConflict[];
  readonly copies: readonly ForeignCopy[];
  /** Absent: every target with a window in the range names a component, or no notice board is wired. */
  readonly unannounced?: Unannounced;
  readonly findings: readonly Finding[];
  /** How many resources are as they should be, by mirror. */
  readonly unchanged: Readonly<Record<string, number>>;
  /** Equal for two plans that would do the same for the same reasons. */
  readonly fingerprint: string;
}
