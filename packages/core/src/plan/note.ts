import type { FootplateErrorCode } from "../error.ts";
import type { JsonObject } from "../json.ts";
import type { Instant } from "../time/instant.ts";

/** Something is about to be sent. Written before the send, always. */
export interface IntentNote {
  readonly type: "intent";
  readonly action: "create" | "update" | "remove";
  readonly generation: number;
  /** The nonce of the resource: a new one for a creation, else the one it carries. */
  readonly nonce: string;
  /** The send gives up by then, by the journal's clock. */
  readonly deadline: Instant;
  /** What is asked for; absent for a removal. */
  readonly asked?: JsonObject;
  /** The vendor's id; absent for a creation. */
  readonly id?: string;
}

/** A creation or update is known to have happened, or a resource was taken over. */
export interface DoneNote {
  readonly type: "done";
  readonly generation: number;
  readonly nonce: string;
  readonly id: string;
  /** What we asked for; absent when the resource was taken over from a lost journal and nobody knows. */
  readonly asked?: JsonObject;
  /** What the vendor made of it. */
  readonly got: JsonObject;
}

/** An intent is known not to have happened. */
export interface DroppedNote {
  readonly type: "dropped";
  readonly generation: number;
  readonly nonce: string;
  /** The error that proved it, where there was one: what is tried again and again says why. */
  readonly why?: FootplateErrorCode;
}

/** The resource is gone: we removed it, or it ended, or a person removed it and a person said what that means. */
export interface GoneNote {
  readonly type: "gone";
  readonly generation: number;
  readonly id: string;
  readonly by: "us" | "person";
}

/** What the executor remembers of one planned thing. */
export type Note = IntentNote | DoneNote | DroppedNote | GoneNote;
