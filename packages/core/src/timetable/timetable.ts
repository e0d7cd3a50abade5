import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { WindowClass } from "../line/line.ts";

/** A service in the version in which it rides (R1): boarded on this train, or carried on from the one before. */
export interface Rider {
  readonly service: string;
  /** Absent while nobody has named one. */
  readonly version?: string;
  /** Versions that differ for one target, by `stop/target`. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** One dated run of a line. */
export interface Train {
  /** `<line>/<era>.<slot>`: the train's identity for life. */
  readonly id: string;
  readonly line: string;
  readonly era: string;
  /** Index of the slot, counted from the era's anchor. */
  readonly slot: number;
  /** The slot's date in the line's zone. */
  readonly date: string;
  /** Name for people, such as `RT44-26`. Absent in a no-train week that keeps its number for the next. */
  readonly number?: string;
  readonly status: "planned" | "no_train" | "cancelled";
  /** Why it does not run. */
  readonly reason?: string;
  readonly cut?: Instant;
  readonly riders: readonly Rider[];
}

/** A guest's place in a window, after the train and the guests accepted before it. */
export interface GuestPlace {
  readonly guest: string;
  readonly name: string;
  readonly owner: string;
  readonly change: string;
  readonly status: "requested" | "accepted" | "refused";
}

/** What a window is for. */
export type WindowKind = "primary" | "secondary" | "reserved" | "guest" | "one_off";

/** An agreed interval for work. `end` is the planned end. */
export interface Window extends Interval {
  /**
   * Identity for life: `<train>/<stop>/<target>/<kind>`, `<train>/reserved/<id>`, `<line>/one-off/<id>` or
   * `<line>/guest/<id>`; of a window that was reopened, `<window>/again/<n>`.
   */
  readonly id: string;
  readonly line: string;
  /** Id of the train. Absent for a one-off window that serves none. */
  readonly train?: string;
  /** The train's number, for people. */
  readonly number?: string;
  /** Id of the stop. Absent for a reservation, which concerns the whole line. */
  readonly stop?: string;
  /** Id of the target. Absent for a reservation. */
  readonly target?: string;
  readonly name: string;
  readonly kind: WindowKind;
  readonly class: WindowClass;
  /** Wall time of the start with offset: `2026-11-25T22:00:00-05:00`. */
  readonly localStart: string;
  readonly localEnd: string;
  /** IANA zone of the wall times. */
  readonly zone: string;
  readonly status: "draft" | "reviewed";
  /** Set when the times come from a fact and not from the rule. */
  readonly moved?: true;
  /** The planned end before the window was extended. */
  readonly extendedFrom?: Instant;
  /** Actual end. Absent while it is not over. */
  readonly completedAt?: Instant;
  /** The completed window that goes on in this one. */
  readonly reopens?: string;
  /** The policy that gave the start, where the clock skips or repeats its wall time. */
  readonly resolvedBy?: "later" | "earlier" | "first" | "second";
  /** Why the window must not be published now: its wall time is ambiguous and the line does not say what it means. */
  readonly blocked?: string;
  readonly capacity: number;
  /**
   * Accepted guests in the order of acceptance, then the others in the order of request, refused ones too; for a guest's
   * own window, empty. Who has a place also has a window of kind `guest`.
   */
  readonly guests: readonly GuestPlace[];
  /** For a guest: the window that it uses. */
  readonly host?: string;
}

/** Who conducts a planned train. A vacancy is said, never silent. */
export interface ConductorPair {
  readonly train: string;
  readonly number?: string;
  /** Person id. Absent: vacant. */
  readonly primary?: string;
  readonly backup?: string;
  /** Person id of a learner, who has no duty. */
  readonly shadow?: string;
  /** The rotation has no backup by declaration: that is no vacancy. */
  readonly solo?: true;
}

/** How bad a finding is: `error` blocks what it names, `warning` wants a look, `info` is for the record. */
export type Severity = "error" | "warning" | "info";

/** The rules of the linter and the timetable. Stable. */
export type FindingCode =
  | "parity_gap"
  | "fixed_abbreviation"
  | "contradiction"
  | "unknown_zone"
  | "clock_gap"
  | "clock_overlap"
  | "clock_change_inside"
  | "window_in_freeze"
  | "window_on_holiday"
  | "window_on_no_deploy_day"
  | "window_in_no_train_week"
  | "year_typo"
  | "owner_missing"
  | "owner_stale"
  | "ref_missing"
  | "overlap"
  | "overtaking"
  | "vacancy"
  | "holiday_data_ends"
  | "capacity_exceeded"
  | "guest_does_not_fit"
  | "fact_author_unknown"
  | "fact_without_subject"
  | "fact_without_consent"
  | "fact_out_of_order";

/** Something a person should know about a line or its timetable. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
  /** The way out, in one sentence. */
  readonly hint: string;
  /** JSON path in the line document, where one place is to blame. */
  readonly path?: string;
  /** Ids of the windows, trains or people concerned. */
  readonly subjects: readonly string[];
}

/** What a line and its facts mean for a range of time. */
export interface Timetable {
  readonly line: string;
  readonly range: Interval;
  /** Trains that have a window in the range, or whose slot date lies in it. */
  readonly trains: readonly Train[];
  /** Windows that start in the range, in order of start. */
  readonly windows: readonly Window[];
  /** One for each planned train. */
  readonly pairs: readonly ConductorPair[];
  readonly findings: readonly Finding[];
}
