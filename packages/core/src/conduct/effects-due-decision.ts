import type { Fact } from "../line/fact.ts";
import { printable } from "../text.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import type { TrainState } from "../train/train-state.ts";
import { type Effect, type EffectBase, effectKey } from "./effect.ts";
import { type Due, type Step, windowPlace } from "./effects-due-context.ts";
import { announcement } from "./texts.ts";
import { decisionText } from "./texts-decision.ts";

/** What is written down of a decision: one comment on the train's ticket and one line in the log, with the ticket's id (R48). */
export function decisionEffects(due: Due, step: Step): readonly Effect[] {
  const { fact } = step;
  const { line } = due.view;
  const train = trainOf(due, fact);
  const says = decisionText(line, fact, (at) => formatMoment(at, line.zone));
  if (train === undefined || says === undefined || !counts(due, step)) return [];
  const { id, at, by } = fact;
  const who = due.who(by);
  const ticket = due.seen.tickets[train];
  const base = (audience: string): EffectBase => ({
    key: effectKey(id, "decision", audience),
    kind: "decision",
    dueAt: at,
    train,
    audience,
  });
  const text = announcement(due.label(train), `${who}: ${says}`, at, line.zone);
  const known = ticket !== undefined && { ticket };
  const owner = fact.type === "trainHeld" ? fact.owner : fact.type === "handedOver" ? fact.to : undefined;
  const person = line.people.find((one) => one.id === owner);
  const comment: Effect =
    owner === undefined
      ? { ...base("ticket"), to: "ticket", act: "comment", text, ...known }
      : {
          ...base("ticket"),
          to: "ticket",
          act: "assign",
          text,
          owner,
          ...(person?.refs !== undefined && { refs: person.refs }),
          ...known,
        };
  const log: Effect = {
    ...base("log"),
    to: "log",
    text: printable(`${due.label(train)}: ${says}`),
    at,
    by: who,
    ...known,
  };
  return [comment, log];
}

const NOTED: Readonly<Partial<Record<Fact["type"], true>>> = {
  problemOpened: true,
  problemDecided: true,
  problemClosed: true,
  deployOrdered: true,
};

/** What change control is told: of a problem, what is decided about it and that it is over, and of rollbacks (R30). */
export function changeEffects(due: Due, step: Step): readonly Effect[] {
  const { fact, after } = step;
  if (NOTED[fact.type] !== true || !("train" in fact) || !counts(due, step)) return [];
  if (fact.type === "deployOrdered" && fact.kind !== "rollback") return [];
  const state = after.trains[fact.train];
  const { line } = due.view;
  const says = decisionText(line, fact, (at) => formatMoment(at, line.zone));
  if (state === undefined || says === undefined) return [];
  const { id, at, by, train } = fact;
  return requestsOf(state, targetOf(state, fact)).map((request) => ({
    key: effectKey(id, "change", request),
    kind: "decision",
    dueAt: at,
    train,
    audience: `change:${request}`,
    to: "changeControl",
    request,
    text: announcement(due.label(train), `${due.who(by)}: ${says}`, at, line.zone),
  }));
}

function targetOf(state: TrainState, fact: Fact): string | undefined {
  if ("problem" in fact) return state.problems.find(({ problem }) => problem === fact.problem)?.target;
  return "target" in fact ? fact.target : undefined;
}

/** The change requests on which a target rests, or all of the train's. */
function requestsOf({ changes }: TrainState, target: string | undefined): readonly string[] {
  const own = target === undefined ? Object.values(changes) : [changes[target] ?? changes[""]];
  return [...new Set(own.flatMap((change) => (change !== undefined && "request" in change ? [change.request] : [])))];
}

/** Whether the fact changed anything. */
function counts(due: Due, { fact, before, after }: Step): boolean {
  if (fact.type === "handedOver") return due.view.open.roster.handovers.some(({ id }) => id === fact.id);
  if (fact.type === "windowMoved" || fact.type === "windowCancelled") return due.knowsWindow(fact.window);
  return before !== after;
}

function trainOf(due: Due, fact: Fact): string | undefined {
  if ("train" in fact) return fact.train;
  return "window" in fact ? windowPlace(due, fact.window).train : undefined;
}
