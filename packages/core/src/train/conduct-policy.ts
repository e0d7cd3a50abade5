import type {
  AnnouncementKind,
  Audience,
  CatchUp,
  ConductPolicy,
  ExpectedAnnouncement,
  Stakeholder,
} from "../line/conduct-policy.ts";
import type { TrainLine } from "../line/line.ts";
import { durationMs } from "../time/duration.ts";
import { eraSlots, slotOf } from "../timetable/slots.ts";
import { own } from "./own.ts";

/** A conduct policy with all its defaults. Lengths are in milliseconds. */
export interface Policy
  extends Pick<ConductPolicy, "freezeApprovers">, Pick<Required<ConductPolicy>, "overrun" | "change" | "channels"> {
  readonly steps: Required<NonNullable<ConductPolicy["steps"]>>;
  /** For stops that `soaks` does not name. */
  readonly soakMs: number;
  /** By stop id. */
  readonly soaks: Readonly<Record<string, number>>;
  readonly missingAfterMs: number;
  readonly longestDeployMs: number;
  readonly leastMs: number;
  /** Absent: windows are never given away. */
  readonly noShowAfterMs?: number;
  readonly stakeholders: readonly Stakeholder[];
  readonly graceMs: number;
  readonly expects: readonly (Omit<ExpectedAnnouncement, "within"> & { readonly withinMs: number })[];
  readonly changeExceptions: readonly string[];
  readonly rollbackMs: number;
  readonly decisionReminderMs: number;
  readonly acknowledgeWithinMs: number;
  /** Before the start of a window. */
  readonly reminders: Readonly<Record<Audience, readonly number[]>>;
  /** What the era says of kinds of announcements that come late; see `catchUpOf`. */
  readonly catchUp: Readonly<Partial<Record<AnnouncementKind, CatchUp>>>;
}

/** How a train is conducted: its era's policy with all defaults. A train that the line does not have gets the defaults. */
export function policyOf(line: TrainLine, train: string): Policy {
  return withDefaults(slotOf(line, eraSlots(line), train)?.in.era.conduct ?? {});
}

/** A policy with all defaults. Throws `invalid_input` for a length that cannot be read. */
export function withDefaults(policy: ConductPolicy): Policy {
  const { steps, reminders, noShowAfter, freezeApprovers } = policy;
  const hourBefore = ["PT1H"];
  return {
    steps: { cut: "automatic", promote: "automatic", pass: "automatic", arrive: "automatic", ...steps },
    soakMs: durationMs(policy.soak ?? "PT30M"),
    soaks: Object.fromEntries(Object.entries(policy.soaks ?? {}).map(([stop, text]) => [stop, durationMs(text)])),
    missingAfterMs: durationMs(policy.missingAfter ?? "PT10M"),
    longestDeployMs: durationMs(policy.longestDeploy ?? "PT2H"),
    leastMs: durationMs(policy.least ?? "PT15M"),
    overrun: policy.overrun ?? "hold",
    ...(noShowAfter !== undefined && { noShowAfterMs: durationMs(noShowAfter) }),
    stakeholders: policy.stakeholders ?? [],
    graceMs: durationMs(policy.grace ?? "PT5M"),
    expects: (policy.expects ?? []).map(({ within, ...rest }) => ({
      ...rest,
      withinMs: durationMs(within ?? "PT15M"),
    })),
    change: policy.change ?? "none",
    changeExceptions: policy.changeExceptions ?? [],
    ...(freezeApprovers !== undefined && { freezeApprovers }),
    rollbackMs: durationMs(policy.rollback ?? "PT15M"),
    decisionReminderMs: durationMs(policy.decisionReminder ?? "PT10M"),
    acknowledgeWithinMs: durationMs(policy.acknowledgeWithin ?? "PT10M"),
    reminders: {
      team: (reminders?.team ?? hourBefore).map(durationMs),
      target: (reminders?.target ?? hourBefore).map(durationMs),
      changeControl: (reminders?.changeControl ?? []).map(durationMs),
    },
    catchUp: policy.catchUp ?? {},
    channels: policy.channels ?? {},
  };
}

/** How long a target of a stop is watched after a deploy, in milliseconds. */
export function soakOf(policy: Policy, stop: string): number {
  return own(policy.soaks, stop) ?? policy.soakMs;
}

/** What becomes of a kind of announcement that comes late. */
export function catchUpOf(
  policy: Policy,
  kind: AnnouncementKind,
): { readonly policy: CatchUp["policy"]; readonly withinMs: number } {
  const own = policy.catchUp[kind];
  return {
    policy: own?.policy ?? (kind === "reminder" ? "drop" : "late"),
    withinMs: durationMs(own?.within ?? "PT10M"),
  };
}
