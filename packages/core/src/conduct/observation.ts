import type { Fact, FactBase } from "../line/fact.ts";
import type { ChangeRequest } from "../ports/change-control.ts";
import type { DeployRun } from "../ports/deploy-runner.ts";
import type { HeldNotice } from "../ports/notice-board.ts";
import type { TicketBlocker } from "../ports/train-tickets.ts";
import type { RunningVersion } from "../ports/version-probe.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { OrderState, TrainState } from "../train/train-state.ts";
import { policyOf } from "../train/conduct-policy.ts";
import type { TrainView } from "../train/view.ts";
import { trainIn } from "../train/train-in.ts";
import { staysOpen } from "../window/may-complete.ts";
import { BOT } from "./conduct-context.ts";
import { ticketBlockerKey } from "./effect.ts";

/** Something that was seen of the world. */
export type Observation =
  | { readonly type: "run"; readonly order: OrderState; readonly run: DeployRun | undefined }
  | { readonly type: "version"; readonly target: string; readonly running: RunningVersion | undefined }
  | { readonly type: "notice"; readonly window: string; readonly notice: HeldNotice }
  | { readonly type: "blockers"; readonly blockers: readonly SeenBlocker[] }
  | { readonly type: "change"; readonly target: string; readonly change: ChangeRequest };

/** A blocker on the ticket, with its owner as the line names people. */
export interface SeenBlocker extends Omit<TicketBlocker, "owner"> {
  /** Person id. Absent: nobody, or nobody whom the line knows. */
  readonly person?: string;
}

/** The facts that an observation of a train adds to what is known. None when it is known already. Pure. */
export function observed(view: TrainView, train: string, seen: Observation, now: Instant): readonly Fact[] {
  const state = trainIn(view.line, view.movements, train);
  const base = (id: string): FactBase & { readonly train: string } => ({ id, at: now, by: BOT, train });
  switch (seen.type) {
    case "run":
      return runFacts(view, state, seen.order, seen.run, base, now);
    case "version":
      return versionFacts(view, state, seen.target, seen.running, base, now);
    case "notice":
      return noticeFacts(view, state, seen.window, seen.notice, now);
    case "blockers":
      return seen.blockers.flatMap((blocker) => blockerFacts(view, state, blocker, base));
    case "change": {
      const { target, change } = seen;
      const known = state.changes[target];
      if (known === undefined || !("request" in known) || known.state === change.state) return [];
      const count = view.facts.filter((fact) => fact.type === "changeLinked" && fact.train === train).length;
      return [
        {
          ...base(`${train}/change/${String(count + 1)}`),
          type: "changeLinked",
          ...(target !== "" && { target }),
          change: { request: change.id, state: change.state },
        },
      ];
    }
  }
}

type Base = (id: string) => FactBase & { readonly train: string };

function runFacts(
  { line }: TrainView,
  state: TrainState,
  order: OrderState,
  run: DeployRun | undefined,
  base: Base,
  now: Instant,
): readonly Fact[] {
  if (run === undefined) {
    const lateMs = epochMs(now) - epochMs(order.orderedAt) - policyOf(line, state.train).missingAfterMs;
    if (order.status !== "ordered" || lateMs < 0) return [];
    return [{ ...base(`${order.id}/missing`), type: "deployMissing", order: order.id }];
  }
  const { attempt, id, url } = run;
  const facts: Fact[] = [];
  if (order.run === undefined || attempt > (order.attempt ?? 0)) {
    facts.push({
      ...base(`${order.id}/started/${String(attempt)}`),
      type: "deployStarted",
      order: order.id,
      run: id,
      attempt,
      ...(url !== undefined && { url }),
    });
  }
  if (run.status === "finished") {
    // A word that nobody knows is no success.
    const known = (["succeeded", "cancelled"] as const).find((word) => word === run.outcome);
    facts.push({
      ...base(`${order.id}/finished/${String(attempt)}`),
      type: "deployFinished",
      order: order.id,
      attempt,
      outcome: known ?? "failed",
    });
  }
  return facts;
}

function versionFacts(
  view: TrainView,
  state: TrainState,
  target: string,
  running: RunningVersion | undefined,
  base: Base,
  now: Instant,
): readonly Fact[] {
  if (running === undefined) return [];
  const { version, services } = running;
  const own = state.targets.find((one) => one.target === target);
  const order = own?.status === "promoting" && own.order?.status === "succeeded" ? own.order : awaited(state, target);
  const position = view.movements.positions[target];
  const differs =
    position === undefined ||
    position.version !== version ||
    (services !== undefined && !sameVersions(position.services, services));
  if (order === undefined ? !differs : !answers(view, state, order, running, now)) return [];
  const count = view.facts.filter((fact) => fact.type === "versionRead" && fact.target === target).length;
  return [
    {
      ...base(`${state.train}/${target}/read/${String(count + 1)}`),
      type: "versionRead",
      target,
      version,
      ...(services !== undefined && { services }),
      ...(order !== undefined && { order: order.id }),
    },
  ];
}

/** An order for the target that succeeded and was not read back, such as a rollback or a part of the riders. */
function awaited(state: TrainState, target: string): OrderState | undefined {
  const last = state.orders.findLast((order) => order.target === target);
  return last?.status === "succeeded" && last.read === undefined ? last : undefined;
}

/** Whether what was read is the outcome of the order: what was asked for, or still another when it should have come. */
function answers(
  { line }: TrainView,
  state: TrainState,
  order: OrderState,
  { version, services }: RunningVersion,
  now: Instant,
): boolean {
  const asked =
    (order.partial === true || version === order.version) &&
    (services === undefined || Object.entries(order.services).every(([name, wanted]) => services[name] === wanted));
  const sinceMs = epochMs(now) - epochMs(order.finishedAt ?? order.orderedAt);
  return asked || sinceMs >= policyOf(line, state.train).missingAfterMs;
}

function sameVersions(a: Readonly<Record<string, string>> | undefined, b: Readonly<Record<string, string>>): boolean {
  const names = new Set([...Object.keys(a ?? {}), ...Object.keys(b)]);
  return [...names].every((name) => a?.[name] === b[name]);
}

function noticeFacts(
  view: TrainView,
  state: TrainState,
  window: string,
  notice: HeldNotice,
  now: Instant,
): readonly Fact[] {
  const record = view.movements.windows[window];
  const fact = { at: now, by: BOT, window };
  const facts: Fact[] = [];
  if (record?.startedAt === undefined && notice.state !== "scheduled") {
    facts.push({ ...fact, id: `${window}/started`, type: "windowStarted" });
  }
  if (record?.completedAt === undefined && notice.state === "completed") {
    const planned = view.timetable(now).windows.find(({ id }) => id === window);
    const ours = planned !== undefined && staysOpen(view.movements, state, planned, now) === undefined;
    const bySelf = notice.autoClose && epochMs(now) >= epochMs(notice.item.end);
    facts.push({
      ...fact,
      id: `${window}/completed`,
      type: "windowCompleted",
      how: ours ? "us" : bySelf ? "board" : "person",
    });
  }
  return facts;
}

function blockerFacts({ line }: TrainView, state: TrainState, seen: SeenBlocker, base: Base): readonly Fact[] {
  const blocker = seen.key ?? `${state.train}/ticket-blocker/${seen.id}`;
  const known = state.blockers.find((one) => one.blocker === blocker || ticketBlockerKey(one.blocker) === seen.key);
  if (known === undefined) {
    if (!seen.open) return [];
    const owner = seen.person ?? state.hold?.owner ?? line.team.leads[0] ?? line.team.id;
    const note = seen.person === undefined ? "added on the ticket without an owner" : "added on the ticket";
    return [{ ...base(`${blocker}/added`), type: "blockerAdded", blocker, title: seen.title, owner, note }];
  }
  if (seen.open || known.resolvedAt !== undefined) return [];
  return [{ ...base(`${blocker}/resolved`), type: "blockerResolved", blocker }];
}
