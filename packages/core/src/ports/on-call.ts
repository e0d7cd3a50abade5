import type { CallOptions } from "../call.ts";
import type { Refs } from "../json.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";
import type { Mirror } from "./mirror.ts";

/** A span in which a named person is on call instead of whom the schedule says. All fields are owned by the planner. */
export interface OnCallOverride {
  /** The vendor's id of the schedule. */
  readonly schedule: string;
  /** The vendor's id of the person. */
  readonly person: string;
  readonly start: Instant;
  /** Exclusive. */
  readonly end: Instant;
  /** The vendor's ids of the rotations it concerns, sorted; empty for all of the schedule. */
  readonly rotations: readonly string[];
}

/** A schedule of the on-call service. */
export interface OnCallSchedule {
  readonly id: string;
  readonly name: string;
  /** IANA zone of its rotations, where the service says so. */
  readonly zone?: string;
}

/** Who is on call. Shaped on what on-call services have in common; a vendor's own words stay in its adapter. */
export interface OnCall {
  readonly spec: 1;
  /** The vendor's id of a person, from the refs of a `Person`; undefined when they name none. */
  personOf(refs: Refs | undefined): string | undefined;
  /** The vendor's id of the schedule that the refs of a line name; undefined when they name none. */
  scheduleOf(refs: Refs | undefined): string | undefined;
  schedules(options?: CallOptions): Promise<readonly OnCallSchedule[]>;
  /** The vendor's ids of the people on call at a moment, overrides included; empty when nobody is. Throws `not_found` for an unknown schedule. */
  onCall(schedule: string, at: Instant, options?: CallOptions): Promise<readonly string[]>;
  /** Who comes next after that moment. */
  nextOnCall(schedule: string, at: Instant, options?: CallOptions): Promise<readonly string[]>;
  /** Overrides of the schedules that the port was made for. */
  readonly overrides: Mirror<OnCallOverride>;
  readonly checkup?: Checkup;
}
