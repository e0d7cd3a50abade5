import { hasEnded } from "./evolve-train.ts";
import type { Actor, Fact } from "../line/fact.ts";
import type {
  BlockerAdded,
  BlockerUpdated,
  ExceptionApproved,
  ExceptionRefused,
  ProblemDecided,
  ProblemOpened,
  TrainHeld,
  TrainResumed,
} from "../line/train-fact.ts";
import type { BlockerState, ExceptionState, ProblemState, TrainState } from "./train-state.ts";

/** Folds what facts say about holds, blockers, problems, consent and change control. */
export function foldTrouble(state: TrainState, fact: Fact): TrainState {
  switch (fact.type) {
    case "trainHeld":
      return held(state, fact);
    case "trainResumed":
      return resumed(state, fact);
    case "blockerAdded":
      return blocked(state, fact);
    case "blockerUpdated":
      return blocker(state, fact.blocker, (one) => updated(one, fact));
    case "blockerResolved":
      return blocker(state, fact.blocker, (one) => ({ ...one, resolvedAt: fact.at, updatedAt: fact.at }));
    case "versionCleared":
      return state.quarantined && fact.version === state.version ? { ...state, quarantined: false } : state;
    case "problemOpened":
      return opened(state, fact);
    case "problemDecided":
      return problem(state, fact.problem, (one) => decided(one, fact));
    case "problemClosed":
      return problem(state, fact.problem, (one) => ({ ...one, closedAt: fact.at }));
    default:
      return foldConsent(state, fact);
  }
}

function foldConsent(state: TrainState, fact: Fact): TrainState {
  switch (fact.type) {
    case "approvalGiven": {
      const { approval, as, subject, by, at, from } = fact;
      if (state.approvals.some((one) => one.approval === approval)) return state;
      const given = { approval, as, subject, by, at, ...(from !== undefined && { from }) };
      return { ...state, approvals: [...state.approvals, given] };
    }
    case "exceptionRequested": {
      const { exception, freeze, scope, reason, by, at, expiresAt } = fact;
      if (state.exceptions.some((one) => one.exception === exception)) return state;
      const asked = { exception, freeze, scope, reason, by, requestedAt: at, expiresAt, approvedBy: [], usedBy: [] };
      return { ...state, exceptions: [...state.exceptions, asked] };
    }
    case "exceptionApproved":
    case "exceptionRefused":
      return answeredException(state, fact);
    case "changeLinked":
      return { ...state, changes: { ...state.changes, [fact.target ?? ""]: fact.change } };
    default:
      return state;
  }
}

function held(state: TrainState, fact: TrainHeld): TrainState {
  if (hasEnded(state)) return state;
  const { reason, owner, note, discretion, by, at } = fact;
  const since = state.hold?.since ?? at;
  return { ...state, hold: { reason, by, since, owner, note, ...(discretion && { discretion }) } };
}

function resumed(state: TrainState, { overruled = [], by }: TrainResumed): TrainState {
  const named = state.blockers.some((one) => isOpen(one) && overruled.includes(one.blocker));
  if (state.hold === undefined && !named) return state;
  const { hold: _hold, ...rest } = state;
  return {
    ...rest,
    blockers: state.blockers.map((one) =>
      isOpen(one) && overruled.includes(one.blocker) ? { ...one, overruledBy: by } : one,
    ),
  };
}

/** Whether a blocker still stops its train. */
export function isOpen({ resolvedAt, overruledBy }: BlockerState): boolean {
  return resolvedAt === undefined && overruledBy === undefined;
}

function blocked(state: TrainState, fact: BlockerAdded): TrainState {
  const { blocker: id, title, owner, note, updateBy, at } = fact;
  const before = state.blockers.find((one) => one.blocker === id);
  if (hasEnded(state) || (before !== undefined && isOpen(before))) return state;
  const added: BlockerState = {
    blocker: id,
    title,
    owner,
    note,
    addedAt: at,
    updatedAt: at,
    ...(updateBy !== undefined && { updateBy }),
  };
  return { ...state, blockers: [...state.blockers.filter((one) => one !== before), added] };
}

function blocker(state: TrainState, id: string, next: (before: BlockerState) => BlockerState): TrainState {
  if (!state.blockers.some((one) => one.blocker === id && isOpen(one))) return state;
  return { ...state, blockers: state.blockers.map((one) => (one.blocker === id && isOpen(one) ? next(one) : one)) };
}

function updated(before: BlockerState, fact: BlockerUpdated): BlockerState {
  const { note, owner = before.owner, updateBy, at } = fact;
  // What was promised for an update is kept by giving one.
  const { updateBy: _before, ...rest } = before;
  return { ...rest, note, owner, updatedAt: at, ...(updateBy !== undefined && { updateBy }) };
}

function opened(state: TrainState, fact: ProblemOpened): TrainState {
  const { problem: id, summary, target, order, services, call, by, at } = fact;
  if (state.phase === "cancelled" || state.problems.some((one) => one.problem === id)) return state;
  const found: ProblemState = {
    problem: id,
    summary,
    ...(target !== undefined && { target }),
    ...(order !== undefined && { order }),
    ...(services !== undefined && { services }),
    ...(call !== undefined && { call }),
    by,
    openedAt: at,
  };
  return { ...state, problems: [...state.problems, found] };
}

function problem(state: TrainState, id: string, next: (before: ProblemState) => ProblemState): TrainState {
  const open = (one: ProblemState): boolean => one.problem === id && one.closedAt === undefined;
  if (!state.problems.some(open)) return state;
  return { ...state, problems: state.problems.map((one) => (open(one) ? next(one) : one)) };
}

function decided(before: ProblemState, { course, reason, by, at }: ProblemDecided): ProblemState {
  return { ...before, decision: { course, reason, by, at } };
}

function answeredException(state: TrainState, fact: ExceptionApproved | ExceptionRefused): TrainState {
  const before = state.exceptions.find((one) => one.exception === fact.exception);
  const person = personOf(fact.by);
  if (before === undefined || before.refusedBy !== undefined || person === undefined) return state;
  if (fact.type === "exceptionApproved" && before.approvedBy.includes(person)) return state;
  const after: ExceptionState =
    fact.type === "exceptionRefused"
      ? { ...before, refusedBy: person }
      : { ...before, approvedBy: [...before.approvedBy, person] };
  return { ...state, exceptions: state.exceptions.map((one) => (one === before ? after : one)) };
}

function personOf(by: Actor): string | undefined {
  return "person" in by ? by.person : undefined;
}
