import type { CallOptions } from "../call.ts";
import type { Checkup } from "./checkup.ts";

/** A change request as change control has it. A state that the service invents later is kept, and counts as not approved. */
export interface ChangeRequest {
  readonly id: string;
  readonly title: string;
  readonly state: "draft" | "requested" | "approved" | "refused" | "closed" | (string & {});
  readonly url?: string;
}

/** The change-control record (R2, R30, R35). */
export interface ChangeControl {
  readonly spec: 1;
  /** `undefined` when there is none of that id. */
  read(id: string, options?: CallOptions): Promise<ChangeRequest | undefined>;
  /** Adds a note once per key. */
  note(id: string, key: string, text: string, options?: CallOptions): Promise<void>;
  readonly checkup?: Checkup;
}
