import type { JsonObject } from "../json.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { ProblemState } from "../train/train-state.ts";
import { pageKey } from "./effect.ts";
import { OLDEST_MS } from "./effects-due-context.ts";
import type { Seen } from "./seen.ts";
import { append, attempt, stateOf, type Work } from "./work.ts";

/** Where the journal keeps whom the directory named for a problem, under the problem's `pageKey`. */
const OWNERS = "owners";

/**
 * Who owns what is in trouble, as the directory says. It is asked at every tick until it has answered once for each
 * problem, for as long as somebody could be told of it; the answer is kept, so that nobody is missed who can only be told
 * when the problem is over (R19).
 */
export async function ownersOf(work: Work, now: Instant): Promise<Seen["owners"]> {
  const fresh = Object.values(work.view.movements.trains).flatMap(({ train, problems }) =>
    problems
      .filter(({ openedAt }) => epochMs(now) - epochMs(openedAt) <= OLDEST_MS)
      .map((problem) => ({ problem, key: pageKey(train, problem.problem) })),
  );
  const kept = fresh.map(({ key }) => keptOwners(work, key));
  const unasked = fresh.filter((_one, index) => kept[index] === undefined);
  const { ownerDirectory } = work.context.ports;
  if (ownerDirectory === undefined || unasked.length === 0) return together(kept);
  const listed = await attempt(work, "the owners of services", undefined, () =>
    ownerDirectory.all({ signal: work.context.signal }),
  );
  if (listed === undefined) return together(kept);
  for (const { problem, key } of unasked) {
    const concerned = servicesOf(work, problem);
    const named = listed.filter(({ component }) => concerned.has(component));
    const got = Object.fromEntries(named.map(({ component, owners }) => [component, owners]));
    await append(work, OWNERS, key, { type: "done", generation: 1, nonce: key, id: key, got });
    kept.push(got);
  }
  return together(kept);
}

/** Whom the directory named for a problem. Absent: it has not answered yet. */
export function keptOwners(work: Pick<Work, "streams">, key: string): Seen["owners"] | undefined {
  const got: JsonObject | undefined = stateOf(work, OWNERS, key).live?.got;
  return got && Object.fromEntries(Object.entries(got).map(([service, names]) => [service, textsIn(names)]));
}

function together(kept: readonly (Seen["owners"] | undefined)[]): Seen["owners"] {
  return kept.reduce<Seen["owners"]>((all, one) => ({ ...all, ...one }), {});
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function servicesOf({ view }: Work, { services }: ProblemState): ReadonlySet<string> {
  return new Set(services ?? view.line.services.map(({ id }) => id));
}
