import type { FactBase } from "../line/fact.ts";
import type { PeopleFact } from "../line/people-fact.ts";
import { isPeopleFact } from "./facts.ts";
import type { OpenRoster } from "./roster.ts";

/** A fact to be. */
export interface Draft {
  /** Its id, if that is free. */
  readonly id: string;
  /** The fact that says the same already, and still holds. */
  readonly standing: PeopleFact | undefined;
  readonly fact: (base: FactBase) => PeopleFact;
}

/** What makes a command unusable, and the way out. */
export interface Wrong {
  readonly code: "invalid_input" | "not_found";
  readonly message: string;
  readonly hint: string;
}

/** A draft, or why there can be none. */
export type Drafted = Draft | Wrong;

/** Refuses a command that cannot be used. */
export function wrong(message: string, hint: string, code: Wrong["code"] = "invalid_input"): Wrong {
  return { code, message, hint };
}

/** The last fact about people of which the test holds. */
export function lastOf({ roster }: OpenRoster, test: (fact: PeopleFact) => boolean): PeopleFact | undefined {
  return roster.facts.filter(isPeopleFact).findLast(test);
}

/** The first free of `<base>/1`, `<base>/2` and so on. */
export function numbered(base: string, taken: (id: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const id = `${base}/${count}`;
    if (!taken(id)) return id;
  }
}
