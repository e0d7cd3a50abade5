import type { AnnouncementKind, Audience } from "../line/conduct-policy.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import { catchUpOf } from "../train/conduct-policy.ts";
import type { Effect, EffectBase, MessageEffect, PersonEffect } from "./effect.ts";
import { effectKey } from "./effect.ts";
import type { Due } from "./effects-due-context.ts";
import { announcement, lateText, missedText, personName } from "./texts.ts";
import { placeOf } from "../line/place-of.ts";

/** Something that happened or is due, of which people are told. */
export interface Occasion {
  /** Unique for ever: the id of the fact, or what time has brought. */
  readonly id: string;
  readonly kind: AnnouncementKind;
  /** When it happened, or was due. */
  readonly at: Instant;
  readonly train?: string;
  /** Targets whose people are told, as `stop/target`. */
  readonly targets: readonly string[];
  /** What there is to say, without the train's name; moments in it are shown in the zone. */
  readonly says: (zone: string) => string;
  /** @default those that `audiencesOf` names */
  readonly audiences?: readonly Audience[];
  /** Whose move it is, where that follows from no fact: told in person as well. Person id. */
  readonly person?: string;
  /** Id of the occasion, of kind `problem`, that it answers. */
  readonly root?: string;
}

const ALL: readonly Audience[] = ["target", "changeControl", "team"];
const PLACE: readonly Audience[] = ["target", "team"];
const TEAM: readonly Audience[] = ["team"];

/** Who is told of what. The people of a target come first: one channel hears of an occasion once. */
export const audiencesOf: Readonly<Record<AnnouncementKind, readonly Audience[]>> = {
  reminder: ALL,
  rescheduled: PLACE,
  windowStarted: PLACE,
  deployed: PLACE,
  passed: TEAM,
  windowExtended: ALL,
  windowCompleted: PLACE,
  windowCancelled: PLACE,
  held: TEAM,
  resumed: TEAM,
  rolledBack: ALL,
  problem: ALL,
  decided: ALL,
  decisionDue: TEAM,
  problemClosed: ALL,
  skipped: PLACE,
  lateRider: TEAM,
  handedOver: TEAM,
  stakeholderMissing: TEAM,
  windowFree: TEAM,
  announcementMissing: TEAM,
  cancelled: ALL,
  abandoned: ALL,
  arrived: TEAM,
};

/** The messages of an occasion, one for each audience, and never two for one channel. */
export function announced(due: Due, occasion: Occasion): readonly Effect[] {
  const told = new Set<string>();
  return (occasion.audiences ?? audiencesOf[occasion.kind])
    .flatMap((audience) => channelsOf(due, occasion, audience))
    .flatMap(({ audience, channel, zone }): readonly MessageEffect[] => {
      if (told.has(channel)) return [];
      told.add(channel);
      const worded = wording(due, occasion, zone);
      if (worded === undefined) return [];
      const { id, kind, root } = occasion;
      return [
        {
          ...baseOf(occasion, effectKey(id, kind, audience), audience),
          ...worded,
          to: "channel",
          channel,
          ...(root !== undefined && { replyTo: effectKey(root, "problem", audience) }),
        },
      ];
    });
}

/** Whom an occasion concerns in person, and where they are told (R47). */
export interface Addressee {
  /** Person id. */
  readonly person: string;
  readonly where: "chat" | "ticket";
}

/** The message of an occasion to a person of the line. */
export function told(due: Due, occasion: Occasion, { person, where }: Addressee): readonly PersonEffect[] {
  const { line } = due.view;
  const known = line.people.find(({ id }) => id === person);
  const worded = wording(due, occasion, known?.zone ?? line.zone);
  if (known === undefined || worded === undefined) return [];
  const { id, kind, train } = occasion;
  const ticket = due.seen.tickets[train ?? ""];
  const audience = `person:${person}`;
  return [
    {
      ...baseOf(occasion, effectKey(id, kind, audience), audience),
      ...worded,
      to: "person",
      person,
      name: personName(line, person),
      where,
      ...(known.refs !== undefined && { refs: known.refs }),
      ...(ticket !== undefined && { ticket }),
    },
  ];
}

/** What effects of an occasion share. */
export function baseOf({ kind, at, train }: Occasion, key: string, audience: string): EffectBase {
  return { key, kind, dueAt: at, audience, ...(train !== undefined && { train }) };
}

/** What is said now: in time, late, that it was missed, or nothing any more, as the policy has it. */
export function wording(
  due: Due,
  { kind, at, train, says }: Occasion,
  zone: string,
): { readonly text: string; readonly timing?: "late" | "missed" } | undefined {
  const text = announcement(due.label(train), says(zone), at, zone);
  const { policy, withinMs } = catchUpOf(due.policy(train), kind);
  if (epochMs(due.now) - epochMs(at) <= withinMs) return { text };
  if (policy === "drop") return undefined;
  return policy === "late"
    ? { text: lateText(text, at, due.now, zone), timing: "late" }
    : { text: missedText(text, at, zone), timing: "missed" };
}

interface Channel {
  readonly audience: string;
  readonly channel: string;
  readonly zone: string;
}

function channelsOf(due: Due, { train, targets }: Occasion, audience: Audience): readonly Channel[] {
  const { line } = due.view;
  if (audience !== "target") {
    const channel = due.policy(train).channels[audience];
    return channel === undefined ? [] : [{ audience, channel, zone: line.zone }];
  }
  return targets.flatMap((id) => {
    const place = placeOf(line, id);
    const channel = place?.target.chat;
    return place === undefined || channel === undefined
      ? []
      : [{ audience: `target:${id}`, channel, zone: place.zone }];
  });
}
