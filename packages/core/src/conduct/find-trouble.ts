import { isUnderWay } from "../train/evolve-deploy.ts";
import type { Fact } from "../line/fact.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { policyOf } from "../train/conduct-policy.ts";
import type { OrderState, TargetState, TrainState } from "../train/train-state.ts";
import type { TrainView } from "../train/view.ts";
import { BOT } from "./conduct-context.ts";
import { promoterOf } from "./promoter.ts";

/** Something that stops the train by itself. */
interface Trouble {
  readonly problem: string;
  readonly summary: string;
  readonly target: string;
  readonly order?: string;
}

/** The facts by which the bot says that something is wrong, and holds the train (R9, R12, R18). Each trouble once. */
export function troubleFacts(view: TrainView, state: TrainState, now: Instant): readonly Fact[] {
  const known = new Set(state.problems.map(({ problem }) => problem));
  const fresh = troubles(view, state, now).filter(({ problem }) => !known.has(problem));
  if (fresh.length === 0) return [];
  const { train } = state;
  const opened = fresh.map(({ problem, summary, target, order }): Fact => ({
    id: problem,
    at: now,
    by: BOT,
    type: "problemOpened",
    train,
    problem,
    summary,
    target,
    ...(order !== undefined && { order }),
  }));
  if (state.hold !== undefined) return opened;
  const held = view.facts.filter((fact) => fact.type === "trainHeld" && fact.train === train).length;
  const reason = fresh
    .map(({ summary }) => summary)
    .join("; ")
    .slice(0, 900);
  return [
    ...opened,
    {
      id: `${train}/hold/${String(held + 1)}`,
      at: now,
      by: BOT,
      type: "trainHeld",
      train,
      reason,
      owner: promoterOf(view, train, now),
      note: `Choose a course: ${fresh.map(({ problem }) => problem).join(", ")}`.slice(0, 900),
    },
  ];
}

/** When the next trouble could arise by time alone. */
export function troubleWakes(view: TrainView, state: TrainState, now: Instant): readonly Instant[] {
  const policy = policyOf(view.line, state.train);
  return state.orders.filter(isUnderWay).flatMap((order) => {
    const since = epochMs(order.startedAt ?? order.orderedAt);
    const end = windowEnd(view, order, now);
    return [
      fromEpochMs(epochMs(order.orderedAt) + policy.missingAfterMs),
      fromEpochMs(since + policy.longestDeployMs),
      ...(end === undefined || policy.overrun === "finish" ? [] : [end]),
    ];
  });
}

function troubles(view: TrainView, state: TrainState, now: Instant): readonly Trouble[] {
  return state.targets.flatMap((target) => [
    ...orderTroubles(view, state, target, now),
    ...strangeTroubles(view, state, target),
  ]);
}

function orderTroubles(
  view: TrainView,
  state: TrainState,
  { target, status, order }: TargetState,
  now: Instant,
): readonly Trouble[] {
  if (order === undefined) return [];
  const policy = policyOf(view.line, state.train);
  const what = order.kind === "promote" ? "deploy" : "rollback";
  const found = (why: string, summary: string): Trouble => ({
    problem: `${order.id}/problem/${why}`,
    summary: `${summary} on ${target}`,
    target,
    order: order.id,
  });
  if (order.status === "failed") return [found(`failed-${String(order.attempt ?? 1)}`, `the ${what} failed`)];
  // What nobody asked to stop, and what was really under way, has been stopped by somebody else.
  if (order.status === "cancelled" && order.run !== undefined && order.stopAskedAt === undefined)
    return [found(`cancelled-${String(order.attempt ?? 1)}`, `the ${what} was cancelled`)];
  if (order.status === "succeeded" && status === "failed" && !isChanged(view, order))
    return [found("version", `the ${what} succeeded, and ${runs(order)}`)];
  if (!isUnderWay(order)) return [];
  const runsMs = epochMs(now) - epochMs(order.startedAt ?? order.orderedAt);
  const end = windowEnd(view, order, now);
  const overrun = policy.overrun === "hold" && end !== undefined && epochMs(now) >= epochMs(end);
  return [
    ...(order.status === "missing" ? [found("missing", `the ${what} did not appear`)] : []),
    ...(runsMs >= policy.longestDeployMs ? [found("slow", `the ${what} takes too long`)] : []),
    ...(overrun ? [found(`overrun-${end.slice(0, 16)}`, `the window is over and the ${what} is not`)] : []),
  ];
}

function runs({ read, version }: OrderState): string {
  return read === version
    ? `${version} runs with other services than were wanted`
    : `${read ?? "another version"} runs instead of ${version}`;
}

/** Whether the deploy was well, and the target runs something else since. */
function isChanged({ movements }: TrainView, { target, read, version }: OrderState): boolean {
  return read === version && movements.positions[target]?.version !== version;
}

/** Somebody else changed what the target runs. */
function strangeTroubles(
  view: TrainView,
  state: TrainState,
  { target, status, order }: TargetState,
): readonly Trouble[] {
  const position = view.movements.positions[target];
  if (position === undefined || order?.status !== "succeeded" || order.kind !== "promote") return [];
  if ((status !== "failed" && status !== "rolled_back") || !isChanged(view, order)) return [];
  return [
    {
      problem: `${state.train}/${target}/problem/changed-${position.since.slice(0, 19)}`,
      summary: `${target} runs ${position.version}, which nobody here ordered`,
      target,
    },
  ];
}

function windowEnd(view: TrainView, { window }: OrderState, now: Instant): Instant | undefined {
  return window === undefined ? undefined : view.timetable(now).windows.find(({ id }) => id === window)?.end;
}
