import type { DurationText } from "./line.ts";

/** Who is told: the line's own team, the people of a target, or those who watch over changes. */
export type Audience = "team" | "target" | "changeControl";

/** What is announced. Each goes out once per audience and occasion. */
export type AnnouncementKind =
  | "reminder"
  | "rescheduled"
  | "windowStarted"
  | "deployed"
  | "passed"
  | "windowExtended"
  | "windowCompleted"
  | "windowCancelled"
  | "held"
  | "resumed"
  | "rolledBack"
  | "problem"
  | "decided"
  | "decisionDue"
  | "problemClosed"
  | "skipped"
  | "lateRider"
  | "handedOver"
  | "stakeholderMissing"
  | "windowFree"
  | "announcementMissing"
  | "cancelled"
  | "abandoned"
  | "arrived";

/** What becomes of an announcement that could not go out when it was due, because the bot was down. */
export interface CatchUp {
  /** `late`: sent all the same, saying when it was due. `missed`: one line says that it was missed. `drop`: nothing. */
  readonly policy: "late" | "missed" | "drop";
  /** Up to this long after it was due it goes out as if nothing had been. @default `PT10M` */
  readonly within?: DurationText;
}

/** Somebody who should be there when a window starts (R11). */
export interface Stakeholder {
  /** Person id. */
  readonly person: string;
  /** Without a required one the train waits, and after `grace` they and the lead are called. @default false */
  readonly required?: boolean;
  /** `stop` or `stop/target`. @default every window */
  readonly scope?: readonly string[];
}

/** A message that somebody else's bot is expected to post (R13). */
export interface ExpectedAnnouncement {
  readonly id: string;
  /** Channel name; absent: the target's own. */
  readonly channel?: string;
  /** Name of its author in the chat. @default anybody but us */
  readonly author?: string;
  /** What its text must contain, letters of either case. `{number}` and `{target}` are filled in. */
  readonly text: string;
  /** What it follows. */
  readonly after: "windowStarted" | "windowCompleted";
  /** How long it may take. @default `PT15M` */
  readonly within?: DurationText;
}

/** One condition of an exception: so many of these people must say yes. */
export interface ApproverRule {
  /** Such as `domain leadership`, for people to read. */
  readonly name: string;
  /** Person ids; one of them is enough. */
  readonly oneOf: readonly string[];
}

/** How trains of an era are conducted. Policies are data, and history keeps the old ones (R46). */
export interface ConductPolicy {
  /** Whether a step waits for a conductor's word or goes on by itself when nothing speaks against it (R9). @default automatic for all */
  readonly steps?: {
    readonly cut?: "automatic" | "conductor";
    readonly promote?: "automatic" | "conductor";
    readonly pass?: "automatic" | "conductor";
    readonly arrive?: "automatic" | "conductor";
  };
  /** How long a target is watched after a deploy before it passes. @default `PT30M` */
  readonly soak?: DurationText;
  /** The same for single stops, by stop id. */
  readonly soaks?: Readonly<Record<string, DurationText>>;
  /** How long a deploy may take to appear at the runner before it is missing (R12). @default `PT10M` */
  readonly missingAfter?: DurationText;
  /** How long a deploy may run before it is a problem. @default `PT2H` */
  readonly longestDeploy?: DurationText;
  /** Least time that must be left in a window for a promotion to begin (F46). @default `PT15M` */
  readonly least?: DurationText;
  /** What a deploy that runs past the planned end means: nothing, or a problem that holds the train (F45). @default `hold` */
  readonly overrun?: "finish" | "hold";
  /** How long a window waits for a claim before others may use it. @default it is never given away */
  readonly noShowAfter?: DurationText;
  readonly stakeholders?: readonly Stakeholder[];
  /** How long to wait for stakeholders. @default `PT5M` */
  readonly grace?: DurationText;
  readonly expects?: readonly ExpectedAnnouncement[];
  /** Whether every promotion needs a change request that is approved, or a named exception (R2, R30). @default `none` */
  readonly change?: "required" | "none";
  /** The exceptions from change control that exist, by name. */
  readonly changeExceptions?: readonly string[];
  /** Who must approve promoting in a freeze: all of these. Without it, a hard freeze has no exception. */
  readonly freezeApprovers?: readonly ApproverRule[];
  /** How long a rollback takes if no rider says otherwise (R28). @default `PT15M` */
  readonly rollback?: DurationText;
  /** How long before the decision deadline people are reminded (R29). @default `PT10M` */
  readonly decisionReminder?: DurationText;
  /** How long the pager waits for an acknowledgement before the backup is called too (F89). @default `PT10M` */
  readonly acknowledgeWithin?: DurationText;
  /** When people are reminded of a window, before its start. @default one hour before for `team` and `target` */
  readonly reminders?: Readonly<Partial<Record<Audience, readonly DurationText[]>>>;
  /** @default `late` for all but reminders, which are dropped */
  readonly catchUp?: Readonly<Partial<Record<AnnouncementKind, CatchUp>>>;
  /** Channels of the audiences that are not a target's own. Without one, that audience is not told. */
  readonly channels?: { readonly team?: string; readonly changeControl?: string };
}
