import type { Actor } from "../line/fact.ts";
import type { PairRole } from "../line/people-fact.ts";
import { coverageIn } from "../people/coverage.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { subjectsOf } from "../timetable/subjects.ts";
import { placesOf } from "../timetable/places.ts";
import { slotOf } from "../timetable/slots.ts";
import { pairAt } from "../people/duties.ts";
import { type Policy, policyOf } from "../train/conduct-policy.ts";
import { evolveIn, movements } from "../train/evolve.ts";
import { foldContext, versionOf } from "../train/fold-context.ts";
import type { Step, TrainView } from "../train/view.ts";
import type { Seen } from "./seen.ts";
import { authorName } from "./texts.ts";

export type { Step } from "../train/view.ts";

/** What is older is never said any more, in milliseconds. */
export const OLDEST_MS: number = 48 * 3_600_000;

/** What working out the effects reads. */
export interface Due {
  readonly view: TrainView;
  readonly seen: Seen;
  readonly now: Instant;
  /** The facts of the last 48 hours. */
  readonly steps: readonly Step[];
  policy(train: string | undefined): Policy;
  /** The train's name for people; the line's where there is none. */
  label(train: string | undefined): string;
  who(by: Actor): string;
  /** Who has the duties of primary and backup of a train at a moment: its pair, or who covers them. Person ids. */
  onDuty(train: string, at: Instant): { readonly primary?: string; readonly backup?: string };
  /** Whether the line may have such a window. */
  knowsWindow(id: string): boolean;
}

/** Makes ready for working out the effects. */
export function dueContext(view: TrainView, seen: Seen, now: Instant): Due {
  const { line, open } = view;
  const policies = new Map<string, Policy>();
  const subjects = subjectsOf(line, open.eras, ({ era }) => placesOf(line, era));
  return {
    view,
    seen,
    now,
    steps: stepsSince(view, fromEpochMs(epochMs(now) - OLDEST_MS)),
    policy(train = "") {
      const known = policies.get(train) ?? policyOf(line, train);
      policies.set(train, known);
      return known;
    },
    label(train) {
      const slot = train === undefined ? undefined : slotOf(line, open.eras, train);
      return slot === undefined ? line.name : versionOf(slot);
    },
    who: (by) => authorName(line, by),
    onDuty: (train, at) => onDutyAt(view, train, at),
    knowsWindow: (id) => subjects.window(id) || Object.hasOwn(view.movements.windows, id),
  };
}

function onDutyAt({ line, open }: TrainView, train: string, at: Instant): ReturnType<Due["onDuty"]> {
  const slot = slotOf(line, open.eras, train);
  if (slot === undefined) return {};
  const pair = pairAt(open, slot, at);
  const { spans } = coverageIn(open, { train, start: at, end: fromEpochMs(epochMs(at) + 1) });
  const holder = (role: PairRole): string | undefined => {
    const own = spans.filter((span) => span.role === role);
    return (own.find(({ duty }) => duty === "promote") ?? own[0])?.person ?? pair[role];
  };
  const [primary, backup] = [holder("primary"), holder("backup")];
  return { ...(primary !== undefined && { primary }), ...(backup !== undefined && { backup }) };
}

/** What a window is of. */
export interface WindowPlace {
  readonly train?: string;
  /** `stop/target`; absent for a reservation. */
  readonly target?: string;
  /** A fallback, which customers are not told of. */
  readonly secondary?: true;
}

/** The train and the target that a window is of. */
export function windowPlace({ view: { line, open } }: Due, window: string): WindowPlace {
  const [, second = "", third = "", fourth = "", kind] = window.split("/");
  if (second === "one-off") {
    const rule = line.oneOffWindows?.find(({ id }) => id === third);
    if (rule === undefined) return {};
    return { target: `${rule.stop}/${rule.target}`, ...(rule.train !== undefined && { train: rule.train }) };
  }
  const train = `${line.id}/${second}`;
  if (slotOf(line, open.eras, train) === undefined) return {};
  if (third === "reserved") return { train };
  return { train, target: `${third}/${fourth}`, ...(kind === "secondary" && { secondary: true as const }) };
}

/** Each fact from a moment on, with what it changed. Facts count in their order, each id once. */
function stepsSince({ line, facts, trail }: TrainView, from: Instant): readonly Step[] {
  const fromMs = epochMs(from);
  const first = facts.findIndex(({ at }) => epochMs(at) >= fromMs);
  if (first < 0) return [];
  if (trail !== undefined && trail.from <= first) return trail.steps.filter(({ fact }) => epochMs(fact.at) >= fromMs);
  const old = facts.slice(0, first);
  const known = new Set(old.map(({ id }) => id));
  const context = foldContext(line);
  const steps: Step[] = [];
  let before = movements(line, old);
  for (const fact of facts.slice(first)) {
    if (known.has(fact.id)) continue;
    known.add(fact.id);
    const after = evolveIn(context, before, fact);
    if (epochMs(fact.at) >= fromMs) steps.push({ fact, before, after });
    before = after;
  }
  return steps;
}
