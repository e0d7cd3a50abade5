import type { Refs } from "../json.ts";
import type { Cadence } from "../time/cadence.ts";
import type { Weekday } from "../time/date.ts";
import type { ConductPolicy } from "./conduct-policy.ts";
import type { GapPolicy, OverlapPolicy } from "../time/wall-time.ts";

/** `YYYY-MM-DD`, a calendar day in the zone of what holds it. */
export type DateText = string;
/** `HH:MM`, a wall time from `00:00` to `24:00` in the zone of what holds it. */
export type TimeText = string;
/** ISO 8601 duration, such as `PT2H` or `P2W`. */
export type DurationText = string;
/** IANA zone name, or `AoE` (anywhere on earth, UTC-12 all year). */
export type ZoneText = string;
/** When a person may be asked. */
export interface WorkingHours {
  /** The days on which the hours begin. */
  readonly days: readonly Weekday[];
  readonly from: TimeText;
  /** Exclusive; not after `from` means the next day. */
  readonly to: TimeText;
}

/** Somebody who may conduct, approve or be asked. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Zone of the working hours. @default the line's zone */
  readonly zone?: ZoneText;
  readonly workingHours?: WorkingHours;
  /** First day with the line, in its zone. Before it, turns of a rotation pass the person by. @default always */
  readonly from?: DateText;
  /** Last day with the line, in its zone. After it, turns of a rotation pass the person by. @default for ever */
  readonly until?: DateText;
  readonly refs?: Refs;
}

/** The team that runs the line. Roles and permissions derive from it (R32). */
export interface Team {
  readonly id: string;
  readonly name: string;
  /** Ids of people who may do everything, cancel trains included. */
  readonly leads: readonly string[];
  /** Ids of people who may review windows and accept guests. */
  readonly members: readonly string[];
}

/** A service that rides on the trains of the line (R1). */
export interface Service {
  readonly id: string;
  /** Team or person that owns it. A missing one is a finding (R26). */
  readonly owner?: string;
  /** When somebody last confirmed the owner. Older than a year is a finding. */
  readonly ownerConfirmed?: DateText;
  /** The version it rides in until a train names another. */
  readonly version?: string;
}

/** One tenant, site or cluster inside a stop, with windows of its own. */
export interface Target {
  readonly id: string;
  readonly name: string;
  /** Zone of its windows. @default the line's zone */
  readonly zone?: ZoneText;
  /** Channel where its people are told, such as `#prod-support-client-a`. */
  readonly chat?: string;
  /** Person id of the customer's contact (technical account manager). */
  readonly tam?: string;
  readonly refs?: Refs;
}

/** One ordered place the train calls at. */
export interface Stop {
  readonly id: string;
  readonly name: string;
  /** At least one. */
  readonly targets: readonly Target[];
  readonly refs?: Refs;
}

/**
 * What an overlap with the window means: `exclusive`, nobody else may work then; `shared`, others may and are named;
 * `informational`, it is only shown.
 */
export type WindowClass = "exclusive" | "shared" | "informational";

/** What all rules for windows share. */
export interface WindowTimes {
  /** Days after the slot's date: 0 is the slot's own day, 7 a week later. */
  readonly day: number;
  /** The weekday that `day` falls on. Only a check: the linter compares the two. */
  readonly weekday?: Weekday;
  readonly at: TimeText;
  /** How long the window is planned to last. Either this or `until`. */
  readonly length?: DurationText;
  /** Wall time of the planned end; not after `at` means the next day. Either this or `length`. */
  readonly until?: TimeText;
  /** @default the target's zone, else the line's */
  readonly zone?: ZoneText;
  /** @default `exclusive` for stops, `shared` for reservations */
  readonly class?: WindowClass;
  /** Most guests that may use the window; 0 for none. @default 0 */
  readonly capacity?: number;
  /** What the train itself is expected to need; guests come after it. @default the whole window */
  readonly expected?: DurationText;
}

/** When a train may work on a target (R6, R33). */
export interface StopWindowRule extends WindowTimes {
  /** `primary`: the target's normal window, announced. `secondary`: its fallback, reserved on the calendar only. */
  readonly kind: "primary" | "secondary";
  /** Id of the stop. */
  readonly stop: string;
  /** Id of the target. @default every target of the stop */
  readonly target?: string;
  /**
   * For `secondary`: whether trains have it `always`, or only while the conductor pair is `straddling` (R52), which is
   * when the backup's working hours hold this window and not the primary one, and the primary's do not hold it. A
   * straddling window that would begin before the train's first primary window is left out. @default `always`
   */
  readonly when?: "always" | "straddling";
  /**
   * For `secondary`: it and the primary window exchange their times for trains whose primary conductor's working hours
   * hold this window and not the primary one. @default false
   */
  readonly exchange?: boolean;
}

/** A claim of another party on time in each cycle; it may stay unused. */
export interface ReservedWindowRule extends WindowTimes {
  readonly kind: "reserved";
  readonly id: string;
  readonly name: string;
}

/** A rule that gives windows for every train. */
export type WindowRule = StopWindowRule | ReservedWindowRule;

/** Somebody's place in a rotation. Who has not joined the line yet, or has left it, is passed by. */
export type TurnEntry =
  | string
  | {
      readonly person: string;
      /** Takes one in so many of the turns that come round to them: 2 for somebody who works half the time. @default 1 */
      readonly every?: number;
    };

/** What all rotations share. */
export interface RotationBase {
  /** Who takes turns, by person id, each once. The first is primary of the era's first train. */
  readonly order: readonly TurnEntry[];
  /** Whether a no-train week uses up its turn (`consume`) or the turn waits (`carry`). @default `consume` */
  readonly noTrain?: "consume" | "carry";
  /** Learners, one a turn, in turn. A shadow has no duty; one who is in the pair is none for that turn. */
  readonly shadows?: readonly TurnEntry[];
}

/** A staggered pair: the backup of a train is the primary of the one before (R42). At least two people. */
export interface StaggeredPair extends RotationBase {
  readonly strategy: "staggeredPair";
}

/** One person conducts for some weeks, without a backup, which is then no vacancy (R39). */
export interface SoloShift extends RotationBase {
  readonly strategy: "soloShift";
  /** Weeks of a shift, counted from the Monday of the era's first slot. @default 2 */
  readonly weeks?: number;
}

/** A rotation by a function that the program names in its options. */
export interface OwnRotation extends RotationBase {
  readonly strategy: "own";
  /** Name of the function among the `strategies`. */
  readonly name: string;
}

/** Who conducts which train. */
export type Rotation = StaggeredPair | SoloShift | OwnRotation;

/** What a train's pair has to do, and for how long (R44, R50). */
export interface CrewPolicy {
  /** How long somebody watches after each window. @default `PT2H` */
  readonly watch?: DurationText;
  /** Duties of each role. A backup that is vacant by declaration leaves them to the primary. */
  readonly duties?: {
    /** @default `cut` and `promote` */
    readonly primary: readonly string[];
    /** @default `watch logs` and `watch ticket` */
    readonly backup: readonly string[];
  };
  /** The duties that go on after the window, while it is watched. @default `watch logs` and `watch ticket` */
  readonly after?: readonly string[];
  /** Days ahead of a train's slot by which its pair should be settled. @default 28 */
  readonly noticeDays?: number;
}

/** How trains are numbered. */
export interface NumberRule {
  /**
   * Text with `{n}` (counter), `{ww}` (ISO week of the slot, two digits), `{yy}` and `{yyyy}` (its ISO year).
   * Example: `RT{ww}-{yy}`.
   */
  readonly format: string;
  /** Counter of the era's first slot. @default 1 */
  readonly first?: number;
}

/** The rules of a line from a date on. Changing a rule adds an era; history keeps the old one. */
export interface Era {
  readonly id: string;
  /** First slot date the era may hold, in the line's zone. It ends where the next era begins. */
  readonly from: DateText;
  readonly cadence: Cadence;
  readonly number: NumberRule;
  readonly rotation?: Rotation;
  readonly crew?: CrewPolicy;
  readonly conduct?: ConductPolicy;
  /** Wall time of the cut on `cut.day` days after the slot's date. */
  readonly cut?: { readonly day: number; readonly at: TimeText };
  readonly windows: readonly WindowRule[];
}

/** A week in which no train of the line leaves. Smaller deploys may go on. */
export interface NoTrainWeek {
  /** Any day of the week (Monday to Sunday, in the line's zone). */
  readonly week: DateText;
  readonly reason: string;
  /** Whether the week uses up a train number. @default `used` */
  readonly number?: "used" | "kept";
}

/** Days on which nothing goes, on any target. */
export type NoDeployDay = { readonly weekday: Weekday } | { readonly date: DateText; readonly reason: string };

/** An interval in which promotion is refused for some targets. */
export interface Freeze {
  readonly id: string;
  readonly name: string;
  /** `hard`: nothing without an approved exception. `soft`: discouraged, a warning. */
  readonly class: "hard" | "soft";
  readonly from: { readonly date: DateText; readonly at?: TimeText };
  /** Exclusive; without `at`, the day is included whole. */
  readonly to: { readonly date: DateText; readonly at?: TimeText };
  /** @default the line's zone */
  readonly zone?: ZoneText;
  /** `stop` or `stop/target`. @default everything */
  readonly scope?: readonly string[];
  /** What is still allowed, for people to read. */
  readonly allows?: string;
}

/** Public holidays as data. */
export interface HolidayCalendar {
  readonly id: string;
  readonly name: string;
  /** Last day for which the data is known to be complete. A window after it is a finding. */
  readonly through: DateText;
  readonly days: readonly { readonly date: DateText; readonly name: string }[];
  /** `stop` or `stop/target`. @default everything */
  readonly scope?: readonly string[];
}

/** A window outside the rules, for late riders and single changes (R8). */
export interface OneOffWindow {
  readonly id: string;
  readonly name: string;
  readonly stop: string;
  readonly target: string;
  readonly date: DateText;
  /** Only a check: the linter compares it with `date`. */
  readonly weekday?: Weekday;
  readonly at: TimeText;
  readonly length: DurationText;
  /** The same start once more, with an offset. Only a check: the linter compares the two. */
  readonly start?: string;
  /** @default the target's zone */
  readonly zone?: ZoneText;
  /** Id of the train it serves. */
  readonly train?: string;
}

/** What people read. `{line}`, `{number}`, `{stop}`, `{target}`, `{start}`, `{end}` and `{zone}` are filled in. */
export interface Texts {
  /** @default `{line} {number}: {target}` */
  readonly title?: string;
  /** @default a sentence with train, stop, target and both times */
  readonly body?: string;
  /** Posted when an announced window is withdrawn. @default a sentence that says so */
  readonly cancellation?: string;
  /** Title of a calendar entry, but for reservations. @default `{line} {number}: {stop}, {target}` */
  readonly entry?: string;
  /**
   * Title of a train's ticket, which knows no stop and target: its `{start}` and `{end}` are those of the train, in the
   * line's zone. @default `{line} {number}`
   */
  readonly ticket?: string;
}

/** The standing definition of a release train: when it runs, where it stops, who conducts. Plain JSON. */
export interface TrainLine {
  readonly id: string;
  readonly name: string;
  /** Zone of slots, dates and cuts. */
  readonly zone: ZoneText;
  /** What wins when a person moved an entry of ours in the calendar. @default `line` */
  readonly record?: "line" | "calendar";
  /** Whether windows are announced only after a review (R7). @default `required` */
  readonly review?: "required" | "none";
  /** What an occurrence becomes whose wall time does not exist. Without it, such a window waits for an answer. */
  readonly gap?: GapPolicy;
  /** What an occurrence becomes whose wall time exists twice. Without it, such a window waits for an answer. */
  readonly overlap?: OverlapPolicy;
  /** Whether subscribers of the notice board are told. @default true */
  readonly notify?: boolean;
  readonly team: Team;
  readonly people: readonly Person[];
  readonly services: readonly Service[];
  readonly stops: readonly Stop[];
  /** At least one, in order of `from`. */
  readonly eras: readonly Era[];
  readonly noTrainWeeks?: readonly NoTrainWeek[];
  readonly noDeployDays?: readonly NoDeployDay[];
  readonly freezes?: readonly Freeze[];
  readonly holidays?: readonly HolidayCalendar[];
  readonly oneOffWindows?: readonly OneOffWindow[];
  readonly texts?: Texts;
  readonly refs?: Refs;
}
