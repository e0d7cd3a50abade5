import type { RefusedCommand } from "../../decided.ts";
import type { Actor, Fact } from "../../line/fact.ts";
import type { ConductCommand } from "../../train-commands.ts";
import type { Instant } from "../../time/instant.ts";
import type { TrainView } from "../view.ts";

type Without<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never;

/** An act that moves a train or a window, whoever does it. A program's act has no `by`. */
export type ConductAct = Without<ConductCommand, "by"> & { readonly by?: string };

/** The act of that name. */
export type ActOf<Name extends ConductAct["act"], Act extends ConductAct = ConductAct> = Act extends ConductAct
  ? Extract<Act["act"], Name> extends never
    ? never
    : Act
  : never;

/** What was seen of the world and no fact holds. */
export interface SeenNow {
  /** How the train's ticket stands. @default not looked at */
  readonly ticket?: "open" | "closed" | "unknown";
}

/** What a decision looks at. */
export interface Matter {
  readonly view: TrainView;
  readonly by: Actor;
  readonly now: Instant;
  readonly seen: SeenNow;
}

/** A fact to be. Who says it and when is added, and the act's reason where it has none of its own. */
export type Saying = Without<Fact, "at" | "by">;

/** What an act comes to: facts to record, or those that say it already, or a refusal. */
export type Judged =
  | {
      readonly ok: true;
      /** To be recorded. None: it is said already. */
      readonly says: readonly Saying[];
      readonly standing: readonly Fact[];
      readonly notes?: readonly string[];
    }
  | RefusedCommand;

/** The act is recorded as these facts. */
export function says(...facts: readonly Saying[]): Judged {
  return { ok: true, says: facts, standing: [] };
}

/** The act is said already, by these facts. */
export function stands(...facts: readonly (Fact | undefined)[]): Judged {
  return { ok: true, says: [], standing: facts.filter((fact) => fact !== undefined) };
}

/** The act names what is not there. */
export function missing(message: string, hint: string): RefusedCommand {
  return { ok: false, code: "not_found", message, hint };
}

/** The act lacks permission or consent. */
export function forbidden(message: string, hint: string): RefusedCommand {
  return { ok: false, code: "forbidden", message, hint };
}

/** The act does not fit how things stand. */
export function conflict(message: string, hint: string): RefusedCommand {
  return { ok: false, code: "conflict", message, hint };
}

/** The last fact of a type of which the test holds. */
export function lastFact<Type extends Fact["type"]>(
  { view }: Matter,
  type: Type,
  test: (fact: Extract<Fact, { readonly type: Type }>) => boolean,
): Extract<Fact, { readonly type: Type }> | undefined {
  const ofType = (fact: Fact): fact is Extract<Fact, { readonly type: Type }> => fact.type === type;
  return view.facts.filter(ofType).findLast(test);
}

/** How many facts of a type there are of which the test holds, and one: the number of the next. */
export function nextNumber<Type extends Fact["type"]>(
  { view }: Matter,
  type: Type,
  test: (fact: Extract<Fact, { readonly type: Type }>) => boolean,
): number {
  const ofType = (fact: Fact): fact is Extract<Fact, { readonly type: Type }> => fact.type === type;
  return view.facts.filter(ofType).filter(test).length + 1;
}
