import { fingerprint } from "../hash.ts";
import type { Refs } from "../json.ts";
import type { AnnouncementKind } from "../line/conduct-policy.ts";
import type { DeployOrder } from "../ports/deploy-runner.ts";
import type { Instant } from "../time/instant.ts";

/** Where the notes of an effect are kept in the journal, by what carries it. */
export type EffectMirror = "chat" | "logBook" | "ticketNotes" | "pager" | "deploys" | "changeControl";

/** What all effects share: something that is done to the world once. */
export interface EffectBase {
  /** `<occasion>/<kind>/<audience>`, the same however often it is worked out; for a deploy, the order's id. Twice is as once. */
  readonly key: string;
  readonly kind: AnnouncementKind | "decision" | "page" | "deploy";
  /** When it was called for. */
  readonly dueAt: Instant;
  readonly train?: string;
  /** Who is told: an audience, `target:<stop>/<target>`, `person:<id>`, `owner:<name>`, or the name of the port. */
  readonly audience: string;
  /** Whether its text is the one for those who hear in time, who hear late, or who only hear that they missed it. @default `onTime` */
  readonly timing?: "onTime" | "late" | "missed";
}

/** A message in a channel. */
export interface MessageEffect extends EffectBase {
  readonly to: "channel";
  /** Name of the channel, as the line has it. */
  readonly channel: string;
  readonly text: string;
  /** Key of the message that it answers, in the same channel. */
  readonly replyTo?: string;
}

/** A message to one person: directly in the chat, or as a comment on the train's ticket that names them (R47). */
export interface PersonEffect extends EffectBase {
  readonly to: "person";
  /** Person id. */
  readonly person: string;
  /** Name of the person, for the ticket. */
  readonly name: string;
  readonly refs?: Refs;
  /** `chat` becomes `ticket` where the chat does not know the person. */
  readonly where: "chat" | "ticket";
  /** The ticket service's id; absent while no ticket of the train is known. */
  readonly ticket?: string;
  readonly text: string;
}

/** Something said on the train's ticket, alone or together with a new state of it. */
export interface TicketEffect extends EffectBase {
  readonly to: "ticket";
  readonly act: "comment" | "close" | "reopen";
  /** The ticket service's id; absent while no ticket of the train is known. */
  readonly ticket?: string;
  readonly text: string;
}

/** The train's ticket gets an owner, with a note (R54). Where the ticket service does not know the person, the note says it. */
export interface AssignEffect extends EffectBase {
  readonly to: "ticket";
  readonly act: "assign";
  readonly ticket?: string;
  readonly text: string;
  /** Person id. */
  readonly owner: string;
  readonly refs?: Refs;
}

/** A blocker is put on the train's ticket, with an owner and a note. Where the ticket service does not know the owner, a comment says it. */
export interface BlockEffect extends EffectBase {
  readonly to: "ticket";
  readonly act: "block";
  readonly ticket?: string;
  /** The key under which the ticket has it: see `ticketBlockerKey`. */
  readonly blocker: string;
  readonly title: string;
  readonly text: string;
  /** Refs of its owner. */
  readonly refs?: Refs;
}

/** A blocker on the train's ticket is resolved. */
export interface UnblockEffect extends EffectBase {
  readonly to: "ticket";
  readonly act: "unblock";
  readonly ticket?: string;
  readonly blocker: string;
  readonly text: string;
}

/** A line in the log (R48). */
export interface LogEffect extends EffectBase {
  readonly to: "log";
  readonly text: string;
  /** When it happened. */
  readonly at: Instant;
  /** Name of who did it. */
  readonly by: string;
  readonly ticket?: string;
}

/** People are called. */
export interface PageEffect extends EffectBase {
  readonly to: "pager";
  readonly act: "page";
  /** Key of the alert: see `pageKey`. */
  readonly alert: string;
  /** One line. */
  readonly text: string;
  readonly description?: string;
  /** Refs of the team and of the people who are called. */
  readonly call: readonly Refs[];
}

/** Something is done to an alert that is open. */
export interface AlertEffect extends EffectBase {
  readonly to: "pager";
  readonly act: "note" | "close";
  readonly alert: string;
  readonly text: string;
}

/** One more person is called for an alert that nobody has acknowledged (F89). */
export interface RespondEffect extends EffectBase {
  readonly to: "pager";
  readonly act: "addResponder";
  readonly alert: string;
  /** Person id. */
  readonly person: string;
  readonly refs?: Refs;
}

/** A deploy is started. */
export interface DeployEffect extends EffectBase {
  readonly to: "runner";
  readonly order: DeployOrder;
}

/** A note on a change request (R30). */
export interface ChangeEffect extends EffectBase {
  readonly to: "changeControl";
  /** Id of the change request. */
  readonly request: string;
  readonly text: string;
}

/** Something that is done to the world once, and never twice. */
export type Effect =
  | MessageEffect
  | PersonEffect
  | TicketEffect
  | AssignEffect
  | BlockEffect
  | UnblockEffect
  | LogEffect
  | PageEffect
  | AlertEffect
  | RespondEffect
  | DeployEffect
  | ChangeEffect;

/** What ports take for a key. */
const KEY = /^[A-Za-z0-9_.:/#-]{1,300}$/;

/** The key of an effect. Ids that no port would take are put in short. */
export function effectKey(occasion: string, kind: string, audience: string): string {
  const key = `${occasion}/${kind}/${audience}`;
  return KEY.test(key) ? key : `${fingerprint(key)}/${kind}`;
}

/** The key of a blocker on its ticket. A blocker that was found there is called after it. */
export function ticketBlockerKey(blocker: string): string {
  return KEY.test(blocker) ? blocker : fingerprint(blocker);
}

/** The key of the alert by which people are called to a problem (F89). */
export function pageKey(train: string, problem: string): string {
  return problem.startsWith(`${train}/`) ? problem : `${train}/${problem}`;
}
