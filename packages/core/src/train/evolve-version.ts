import type { VersionRead } from "../line/train-fact.ts";
import { bySlot } from "../timetable/slots.ts";
import { isUnderWay, moved, order, target } from "./evolve-deploy.ts";
import { isMoving } from "./evolve-train.ts";
import type { FoldContext } from "./fold-context.ts";
import { freshTrain } from "./fresh-train.ts";
import type { Motion } from "./motion.ts";
import type { OrderState, Position, TrainState } from "./train-state.ts";
import { own } from "./own.ts";

type Services = Readonly<Record<string, string>>;

/**
 * Folds what was read from a target: it is what the target runs. The answer to a deploy settles that deploy's target; a
 * change that nobody ordered settles the targets of those who had it, and of the train whose version it is.
 */
export function foldVersionRead(context: FoldContext, motion: Motion, fact: VersionRead): void {
  if (!context.targets.some((one) => one.target === fact.target)) return;
  const asking = motion.train(fact.train) ?? freshTrain(context, fact.train);
  if (asking === undefined) return;
  const before = motion.position(fact.target);
  const owner = ownerOf(motion, asking, before, fact.version);
  const after = positionAfter(before, fact, owner);
  if (after !== before) motion.setPosition(after);
  const answered = fact.order === undefined ? undefined : asking.orders.find(({ id }) => id === fact.order);
  if (answered?.target === fact.target) settle(motion, asking, answered, fact);
  if (answered?.partial || before === undefined || before.version === fact.version) {
    if (before === undefined && answered === undefined) arriveUnasked(motion, asking, fact);
    return;
  }
  leave(context, motion, before, after, fact, answered);
  if (answered?.kind !== "promote") arriveUnasked(motion, motion.train(owner ?? "") ?? asking, fact);
}

/** The train whose version it is: the one that asked, or one of which there are facts. */
function ownerOf(
  motion: Motion,
  asking: TrainState,
  before: Position | undefined,
  version: string,
): string | undefined {
  if (version === asking.version) return asking.train;
  const earlier = before?.before.find((one) => one.version === version && one.train !== undefined);
  if (earlier?.train !== undefined) return earlier.train;
  for (const { train, version: own } of motion.trains()) if (own === version) return train;
  return undefined;
}

function positionAfter(before: Position | undefined, fact: VersionRead, train: string | undefined): Position {
  const services = fact.services ?? (before?.version === fact.version ? before.services : undefined);
  if (before?.version === fact.version) {
    return services === before.services ? before : { ...before, ...(services !== undefined && { services }) };
  }
  return {
    target: fact.target,
    version: fact.version,
    ...(train !== undefined && { train }),
    ...(services !== undefined && { services }),
    since: fact.at,
    before: before === undefined ? [] : [pastOf(before), ...before.before],
  };
}

function pastOf({ version, train, services }: Position): Position["before"][number] {
  return { version, ...(train !== undefined && { train }), ...(services !== undefined && { services }) };
}

/** The answer to a deploy. */
function settle(motion: Motion, state: TrainState, asked: OrderState, fact: VersionRead): void {
  const equal = fact.version === asked.version && agree(asked.services, fact.services);
  const reached = asked.kind === "rollback" ? "rolled_back" : "soaking";
  const read = order(state, asked.id, (one) => (one.read === fact.version ? one : { ...one, read: fact.version }));
  const next = target(read, fact.target, (one) =>
    one.status === "promoting" && one.order?.id === asked.id && !asked.partial
      ? moved(one, equal ? reached : "failed", fact)
      : one,
  );
  if (next !== state) motion.setTrain(next);
}

/** Whether the services say the same, where both sides tell. */
function agree(wanted: Services, read: Services | undefined): boolean {
  return Object.entries(wanted).every(([service, version]) => (own(read, service) ?? version) === version);
}

/** Those who had the target and have it no more: gone back where an earlier train took over, else failed. */
function leave(
  context: FoldContext,
  motion: Motion,
  before: Position,
  after: Position,
  fact: VersionRead,
  answered: OrderState | undefined,
): void {
  const now = after.train === undefined ? undefined : context.slot(after.train);
  const back = before.before.findIndex(({ version }) => version === fact.version);
  const had = [before, ...before.before.slice(0, Math.max(0, back))].flatMap(({ train }) => train ?? []);
  const earlier = answered?.kind === "rollback" || back >= 0;
  for (const id of new Set(had)) {
    const state = motion.train(id);
    const slot = context.slot(id);
    if (state === undefined || slot === undefined || id === after.train) continue;
    const order = now === undefined ? 0 : bySlot(now, slot);
    // What has passed stays so when a promotion takes over, and when a newer train comes once all is over.
    const settled = answered?.kind === "promote" || (order > 0 && (answered !== undefined || !isMoving(state)));
    const lost = !settled && (order < 0 || (order === 0 && earlier)) ? "rolled_back" : "failed";
    const next = target(state, fact.target, (one) =>
      one.status === "soaking" || (one.status === "passed" && !settled) ? moved(one, lost, fact) : one,
    );
    if (next !== state) motion.setTrain(next);
  }
}

/** Somebody else, or the rollback of a newer train, put the train's version there: it is watched like any other. */
function arriveUnasked(motion: Motion, state: TrainState, fact: VersionRead): void {
  if (fact.version !== state.version) return;
  const wanted = { ...state.services, ...state.overrides[fact.target] };
  if (!agree(wanted, fact.services) || state.orders.some((one) => one.target === fact.target && isUnderWay(one)))
    return;
  const next = target(state, fact.target, (one) =>
    (one.status === "pending" && isMoving(state)) || one.status === "failed" || one.status === "rolled_back"
      ? moved(one, "soaking", fact)
      : one,
  );
  if (next !== state) motion.setTrain(next);
}
