import type { Fact } from "../line/fact.ts";
import { bestChannel } from "../people/working-hours.ts";
import type { Instant } from "../time/instant.ts";
import type { ProblemState, TrainState } from "../train/train-state.ts";
import { type Effect, effectKey } from "./effect.ts";
import { type Addressee, baseOf, type Occasion, told, wording } from "./effects-due-announce.ts";
import type { Due, Step } from "./effects-due-context.ts";
import { concerned } from "./effects-due-facts.ts";
import { placeOf } from "../line/place-of.ts";

/** Somebody who must be told of a problem, and why. */
export interface MustKnow {
  /** The customer's contact, or who owns a service that is concerned. */
  readonly as: "tam" | "owner";
  /** Person id; absent where the directory names a team or a channel. */
  readonly person?: string;
  /** Name of the team or channel, where it is no person. */
  readonly name?: string;
  /** The targets or services for which. */
  readonly for: readonly string[];
}

/** What people are told themselves: who has a problem's customer or service, who gets a train, who must act on a hold or on a missed window. */
export function peopleEffects(due: Due, step: Step, occasions: readonly Occasion[]): readonly Effect[] {
  const { fact, after } = step;
  return occasions.flatMap((occasion): readonly Effect[] => {
    const state = after.trains[occasion.train ?? ""];
    if (fact.type === "problemOpened" && state !== undefined) return problemEffects(due, fact, state, occasion);
    const person = occasion.person ?? actor(fact);
    return person === undefined ? [] : told(due, occasion, reached(due, person, occasion.at));
  });
}

/** Who must be told of a problem: the contacts of the targets (R20), and the owners of the services (R19). */
export function mustKnow(
  { view: { line }, seen }: Pick<Due, "view" | "seen">,
  state: TrainState,
  { target, services }: Pick<ProblemState, "target" | "services">,
): readonly MustKnow[] {
  const found = new Map<string, MustKnow>();
  const add = (as: MustKnow["as"], who: string, of: string): void => {
    const person = line.people.some(({ id }) => id === who);
    const before = found.get(who);
    const whom = person ? { person: who } : { name: who };
    found.set(who, before === undefined ? { as, ...whom, for: [of] } : { ...before, for: [...before.for, of] });
  };
  for (const id of concerned(state, target)) {
    const tam = placeOf(line, id)?.target.tam;
    if (tam !== undefined) add("tam", tam, id);
  }
  const riders = Object.keys(state.services ?? {});
  for (const service of services ?? (riders.length > 0 ? riders : line.services.map(({ id }) => id))) {
    const own = line.services.find(({ id }) => id === service)?.owner;
    for (const owner of seen.owners[service] ?? (own === undefined ? [] : [own])) add("owner", owner, service);
  }
  return [...found.values()];
}

function problemEffects(
  due: Due,
  { problem: id }: Extract<Fact, { readonly type: "problemOpened" }>,
  state: TrainState,
  occasion: Occasion,
): readonly Effect[] {
  const problem = state.problems.find((one) => one.problem === id);
  if (problem === undefined) return [];
  return mustKnow(due, state, problem).flatMap(({ as, person, name }): readonly Effect[] => {
    if (name !== undefined) return ownerChannel(due, occasion, name);
    if (person === undefined) return [];
    // The customer's contact is reached at once, at whatever hour (R20).
    const where: Addressee = as === "tam" ? { person, where: "chat" } : reached(due, person, occasion.at);
    return told(due, occasion, where);
  });
}

/** A team is told in the channel of its name; our own is told anyway. */
function ownerChannel(due: Due, occasion: Occasion, name: string): readonly Effect[] {
  const { line } = due.view;
  const own = due.policy(occasion.train).channels.team;
  if ((own !== undefined && (name === line.team.id || name === line.team.name)) || name === own) return [];
  const worded = wording(due, occasion, line.zone);
  if (worded === undefined) return [];
  const audience = `owner:${name}`;
  return [
    {
      ...baseOf(occasion, effectKey(occasion.id, "problem", audience), audience),
      ...worded,
      to: "channel",
      channel: name,
    },
  ];
}

/** Whose move it is after the fact. */
function actor(fact: Fact): string | undefined {
  if (fact.type === "handedOver") return fact.to;
  return fact.type === "trainHeld" || fact.type === "blockerAdded" ? fact.owner : undefined;
}

/** By the moment of the occasion, not of the tick: who is told late is not told twice. */
function reached({ view: { line } }: Due, person: string, at: Instant): Addressee {
  const known = line.people.find(({ id }) => id === person);
  return { person, where: known === undefined ? "ticket" : bestChannel(known, at, line.zone).channel };
}
