import type { NoteStream } from "../ports/journal.ts";
import type { Instant } from "../time/instant.ts";
import type { TrainView } from "../train/view.ts";
import { type Effect, pageKey } from "./effect.ts";
import { type EffectStreams, effectStreams, type Standing, standingOf } from "./effect-notes.ts";
import { announced } from "./effects-due-announce.ts";
import { type Due, dueContext, type Step } from "./effects-due-context.ts";
import { concerned, factOccasions } from "./effects-due-facts.ts";
import { mustKnow, peopleEffects } from "./effects-due-people.ts";
import { keptOwners } from "./kept-owners.ts";
import { nothingSeen, type Seen } from "./seen.ts";
import { placeOf } from "../line/place-of.ts";
import { placeName } from "./texts.ts";

/** Somebody who was told of a problem. */
export interface Told {
  /** `team`, `changeControl`, `target:<stop>/<target>`, `person:<id>` or `owner:<name>`. */
  readonly who: string;
  readonly where: "chat" | "ticket";
  /** The channel, where it was one. */
  readonly channel?: string;
  /** By the journal's clock. */
  readonly at: Instant;
  /** Told late, or only that it was missed. */
  readonly timing?: "late" | "missed";
}

/** Somebody who was not told of a problem. */
export interface NotTold {
  /** As in `Told`; `tam:<stop>/<target>` and `owner:<service>` where nobody is named. */
  readonly who: string;
  /** One sentence. */
  readonly why: string;
}

/** Who was told of a problem, where and when, and who was not (R19, R20, R21). */
export interface ToldOf {
  readonly told: readonly Told[];
  readonly notTold: readonly NotTold[];
}

/**
 * Who was told of a problem, as the journal's notes have it. Nobody was where there is no such problem. Owners are those whom
 * the directory named when it was asked, unless `seen` says others; else those of the line. Pure.
 */
export function toldOf(view: TrainView, streams: readonly NoteStream[], problem: string, seen?: Seen): ToldOf {
  const opened = view.facts.filter((fact) => fact.type === "problemOpened").find((fact) => fact.problem === problem);
  if (opened === undefined) return { told: [], notTold: [] };
  const known = effectStreams(streams);
  const owners = keptOwners({ streams: known }, pageKey(opened.train, problem));
  const due = dueContext(view, seen ?? { ...nothingSeen, owners: owners ?? {} }, opened.at);
  const step = due.steps.find(({ fact }) => fact.id === opened.id);
  const occasions = step === undefined ? [] : factOccasions(due, step);
  if (step === undefined || occasions.length === 0) return { told: [], notTold: [] };
  const effects = [
    ...occasions.flatMap((occasion) => announced(due, occasion)),
    ...peopleEffects(due, step, occasions),
  ];
  const answers = effects.map((effect) => answerOf(known, effect));
  return {
    told: answers.filter((one) => "at" in one),
    notTold: [...answers.filter((one) => "why" in one), ...nobodyNamed(due, step, problem)],
  };
}

function answerOf(streams: EffectStreams, effect: Effect): Told | NotTold {
  const who = effect.audience;
  for (const mirror of ["chat", "ticketNotes"] as const) {
    const standing = standingOf(streams, mirror, effect.key);
    if (standing.done === undefined) continue;
    const { channel } = standing.done.got;
    const asked = streams.get(`${mirror} ${effect.key}`)?.notes.findLast((note) => note.type === "intent")?.asked;
    const timing = asked?.["timing"];
    return {
      who,
      where: mirror === "chat" ? "chat" : "ticket",
      ...(typeof channel === "string" && { channel }),
      at: standing.done.at,
      ...((timing === "late" || timing === "missed") && { timing }),
    };
  }
  const standings = (["chat", "ticketNotes"] as const).map((mirror) => standingOf(streams, mirror, effect.key));
  return { who, why: whyNot(standings.find(({ version }) => version > 0)) };
}

function whyNot(standing: Standing | undefined): string {
  if (standing === undefined) return "it was not tried yet";
  if (standing.open !== undefined) return "it was tried, and the answer was lost";
  const { why } = standing.dropped ?? {};
  return why === undefined ? "the last try came to nothing" : `the last try failed: ${why}`;
}

/** Those of whom the line does not say who or where they are. */
function nobodyNamed(due: Due, { after, fact }: Step, problem: string): readonly NotTold[] {
  const { line } = due.view;
  const train = "train" in fact ? fact.train : "";
  const state = after.trains[train];
  const found = state?.problems.find((one) => one.problem === problem);
  if (state === undefined || found === undefined) return [];
  const { channels } = due.policy(train);
  const targets = concerned(state, found.target).flatMap((id) => placeOf(line, id) ?? []);
  const riders = Object.keys(state.services ?? {});
  const services = found.services ?? (riders.length > 0 ? riders : line.services.map(({ id }) => id));
  const owned = new Set(mustKnow(due, state, found).flatMap(({ as, for: of }) => (as === "owner" ? of : [])));
  return [
    ...targets
      .filter(({ target }) => target.chat === undefined)
      .map(({ id }) => ({ who: `target:${id}`, why: `${placeName(line, id)} has no channel` })),
    ...(["changeControl", "team"] as const)
      .filter((audience) => channels[audience] === undefined)
      .map((audience) => ({ who: audience, why: "the line's policy names no channel for it" })),
    ...targets
      .filter(({ target }) => !line.people.some(({ id }) => id === target.tam))
      .map(({ id }) => ({ who: `tam:${id}`, why: `${placeName(line, id)} has no contact among the line's people` })),
    ...services
      .filter((service) => !owned.has(service))
      .map((service) => ({ who: `owner:${service}`, why: "nobody owns it, as far as line and directory say" })),
  ];
}
