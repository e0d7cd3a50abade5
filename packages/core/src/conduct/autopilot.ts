import { isUnderWay } from "../train/evolve-deploy.ts";
import { hasEnded, isMoving } from "../train/evolve-train.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { policyOf, soakOf } from "../train/conduct-policy.ts";
import { mayPromote } from "../train/may-promote.ts";
import type { TargetState, TrainState } from "../train/train-state.ts";
import { trainIn } from "../train/train-in.ts";
import type { TrainView } from "../train/view.ts";
import { BOT } from "./conduct-context.ts";
import { problemStep } from "./problem-step.ts";
import { type Acting, decided, nothing, type Step } from "./step.ts";
import { troubleFacts, troubleWakes } from "./find-trouble.ts";

/** How often a deploy, a version or an alert is looked at while it is awaited, in milliseconds. */
const POLL_MS = 60_000;

/**
 * The next step of a train with nobody present (R9): cut, promote through an open gate, pass what has soaked, say what is
 * wrong and hold, carry out a decided rollback, close what is over, arrive. What a person must decide waits for the person.
 */
export function nextStep(
  view: TrainView,
  train: string,
  ticket: Acting["ticket"],
  now: Instant,
  clockStops?: string,
): Step {
  const state = trainIn(view.line, view.movements, train);
  if (hasEnded(state)) return nothing;
  const trouble = troubleFacts(view, state, now);
  if (trouble.length > 0) return { ...nothing, facts: trouble };
  const acting = { view, state, ticket, now, ...(clockStops !== undefined && { clockStops }) };
  const steps = [cutStep(acting), problemStep(acting), passStep(acting), promoteStep(acting), arriveStep(acting)];
  const first = steps.find(({ facts }) => facts.length > 0);
  if (first !== undefined) return first;
  return {
    facts: [],
    waiting: [...new Set(steps.flatMap(({ waiting }) => waiting))],
    wakes: [...steps.flatMap(({ wakes }) => wakes), ...troubleWakes(view, state, now), ...polls(state, now)],
  };
}

function cutStep({ view, state, now, ticket, clockStops }: Acting): Step {
  const { line } = view;
  if (state.phase !== "planned") return nothing;
  const table = view.timetable(now);
  const planned = table.trains.find(({ id }) => id === state.train);
  if (planned === undefined || planned.status !== "planned") return nothing;
  const firstStart = table.windows.find(({ train, kind }) => train === state.train && kind !== "reserved")?.start;
  const at = planned.cut ?? firstStart;
  if (at === undefined) return nothing;
  if (epochMs(at) > epochMs(now)) return { ...nothing, wakes: [at] };
  if (policyOf(line, state.train).steps.cut === "conductor")
    return { ...nothing, waiting: [`the cut of ${state.version} waits for a conductor`] };
  if (ticket === "closed") return { ...nothing, waiting: [`the ticket of ${state.version} is closed`] };
  if (clockStops !== undefined) return { ...nothing, waiting: [`the cut of ${state.version}: ${clockStops}`] };
  return decided(view, { act: "cut", by: BOT.bot, train: state.train }, now);
}

function passStep({ view, state, now }: Acting): Step {
  const policy = policyOf(view.line, state.train);
  const soaking = state.targets.filter(({ status }) => status === "soaking");
  const ends = soaking.map((one) => ({
    target: one.target,
    end: epochMs(one.since ?? now) + soakOf(policy, one.stop),
  }));
  const due = ends.filter(({ end }) => end <= epochMs(now));
  if (policy.steps.pass === "conductor")
    return { ...nothing, waiting: due.map(({ target }) => `${target} waits for a conductor's word`) };
  const step = due
    .map(({ target }) => decided(view, { act: "pass", by: BOT.bot, train: state.train, at: target }, now))
    .reduce((before, one) => (before.facts.length > 0 ? before : one), nothing);
  const wakes = ends.filter(({ end }) => end > epochMs(now)).map(({ end }) => fromEpochMs(end));
  return { ...step, wakes };
}

function promoteStep({ view, state, ticket, now, clockStops }: Acting): Step {
  if (!isMoving(state)) return nothing;
  const waiting: string[] = [];
  const wakes: Instant[] = [];
  for (const target of state.targets.filter((one) => wantsPromotion(state, one))) {
    const gate = mayPromote(view, { train: state.train, target: target.target, by: BOT, ticket }, now);
    if (!gate.open) {
      waiting.push(`${target.target}: ${gate.closures[0]?.message ?? "closed"}`);
      wakes.push(...[gate.nextOpen, ...gate.closures.map(({ until }) => until)].flatMap((at) => at ?? []));
      continue;
    }
    if (policyOf(view.line, state.train).steps.promote === "conductor") {
      waiting.push(`${target.target} waits for a conductor to promote`);
      continue;
    }
    if (clockStops !== undefined) {
      waiting.push(`${target.target}: ${clockStops}`);
      continue;
    }
    const step = decided(view, { act: "promote", by: BOT.bot, train: state.train, to: target.target }, now);
    if (step.facts.length > 0) return step;
    waiting.push(...step.waiting);
  }
  for (const { target } of state.targets.filter(wasStopped))
    waiting.push(`${target}: its deploy was stopped; promote it again, or skip the target`);
  waiting.push(...leftToPeople(state));
  return { facts: [], waiting, wakes };
}

/** Targets that nothing brings on but a person's word. */
function leftToPeople(state: TrainState): readonly string[] {
  return state.targets
    .filter((one) => (one.status === "rolled_back" || one.status === "failed") && !wantsPromotion(state, one))
    .map(({ target, status }) => {
      const what = status === "failed" ? "failed" : "was rolled back";
      return `${target} ${what}: it waits for somebody to promote it again, or to skip it`;
    });
}

/** By itself a target is promoted once, and again only after somebody chose to go on. What was rolled back is not. */
function wantsPromotion(state: TrainState, { target, status, order }: TargetState): boolean {
  if (status === "pending") return true;
  if (status !== "failed" || order === undefined) return false;
  if (order.kind === "rollback") return false;
  const own = state.problems.filter((one) => one.order === order.id && (one.target ?? target) === target);
  const chosen = own.every(({ decision }) => decision?.course === "rollForward" || decision?.course === "retry");
  return chosen && (own.length > 0 || (order.status === "cancelled" && order.stopAskedAt === undefined));
}

/** Somebody wanted its deploy stopped: that it is started again is theirs to say. */
function wasStopped({ status, order }: TargetState): boolean {
  return status === "failed" && order?.status === "cancelled" && order.stopAskedAt !== undefined;
}

function arriveStep({ view, state, now }: Acting): Step {
  if (state.phase !== "running" || state.targets.some(({ status }) => status !== "passed" && status !== "skipped"))
    return nothing;
  if (policyOf(view.line, state.train).steps.arrive === "conductor")
    return { ...nothing, waiting: [`the arrival of ${state.version} waits for a conductor`] };
  return decided(view, { act: "arrive", by: BOT.bot, train: state.train }, now);
}

/** While something is awaited that no clock announces. */
function polls(state: TrainState, now: Instant): readonly Instant[] {
  const awaited =
    state.orders.some((order) => isUnderWay(order) || (order.status === "succeeded" && order.read === undefined)) ||
    state.problems.some(({ closedAt }) => closedAt === undefined);
  return awaited ? [fromEpochMs(epochMs(now) + POLL_MS)] : [];
}
