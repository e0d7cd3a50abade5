import type { Refs } from "../json.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { ProblemState, TrainState } from "../train/train-state.ts";
import { type Effect, type EffectBase, effectKey, pageKey } from "./effect.ts";
import type { Due } from "./effects-due-context.ts";
import { told } from "./effects-due-announce.ts";
import { type Awaited, stakeholdersMissing, stakeholdersRequired } from "./effects-due-time.ts";
import { announcement, courseText, personName, placeName } from "./texts.ts";

/**
 * Who is called to problems (R24, F89): the line's team and the conductor when one is opened; the backup, then the leads,
 * while nobody acknowledges. The alert is closed with the problem.
 */
export function problemPages(due: Due, state: TrainState): readonly Effect[] {
  return state.problems.flatMap((problem) => [
    ...(problem.closedAt === undefined ? calls(due, state, problem) : []),
    ...notes(due, state, problem),
  ]);
}

/** Who is called because they are required in a window and have not come, and let go once they need not come any more (R11). */
export function stakeholderPages(due: Due): readonly Effect[] {
  return [
    ...stakeholdersMissing(due).flatMap((awaited) => [
      ...told(due, awaited.occasion, { person: awaited.person, where: "chat" }),
      ...leadsTold(due, awaited),
      stakeholderPage(due, awaited),
    ]),
    ...stakeholdersRequired(due).flatMap((awaited) => stakeholderClosed(due, awaited)),
  ];
}

function calls(due: Due, state: TrainState, problem: ProblemState): readonly Effect[] {
  const { line } = due.view;
  const { train } = state;
  const { openedAt, summary, target, call } = problem;
  const alert = pageKey(train, problem.problem);
  const conductor = due.onDuty(train, openedAt).primary;
  const where = target === undefined ? "" : `${placeName(line, target)}: `;
  const page: Effect = {
    ...pageBase(alert, openedAt, train, "page"),
    to: "pager",
    act: "page",
    alert,
    text: announcement(due.label(train), `problem, ${where}${summary}`, openedAt, line.zone),
    description: `Problem ${problem.problem}.${call === undefined ? "" : ` Call: ${call}`}`,
    call: [line.refs, refsOf(due, conductor)].filter((refs) => refs !== undefined),
  };
  return [page, ...furtherCalls(due, train, problem, alert, conductor)];
}

/** Nobody has acknowledged: one more after each wait. Whom the page went to is not called again. */
function furtherCalls(
  due: Due,
  train: string,
  { openedAt }: ProblemState,
  alert: string,
  conductor: string | undefined,
): readonly Effect[] {
  if (due.seen.alerts[alert]?.status !== "open") return [];
  const { acknowledgeWithinMs } = due.policy(train);
  const after = (waits: number): Instant => fromEpochMs(epochMs(openedAt) + waits * acknowledgeWithinMs);
  // Who is backup now is called, after swaps and covers (F88).
  const backup = due.onDuty(train, due.now).backup;
  const called = new Set([conductor]);
  return [
    ...(backup === undefined ? [] : [{ person: backup, at: after(1) }]),
    ...due.view.line.team.leads.map((person) => ({ person, at: after(2) })),
  ]
    .filter(({ person, at }) => {
      const fresh = !called.has(person) && epochMs(at) <= epochMs(due.now);
      if (fresh) called.add(person);
      return fresh;
    })
    .map(({ person, at }) => {
      const refs = refsOf(due, person);
      return {
        ...pageBase(effectKey(alert, "call", person), at, train, `person:${person}`),
        to: "pager",
        act: "addResponder",
        alert,
        person,
        ...(refs !== undefined && { refs }),
      };
    });
}

/** What the alert is told: what is decided, and that it is over. */
function notes(due: Due, { train }: TrainState, problem: ProblemState): readonly Effect[] {
  const { decision, closedAt } = problem;
  const { line } = due.view;
  const alert = pageKey(train, problem.problem);
  const says = (text: string, at: Instant): string => announcement(due.label(train), text, at, line.zone);
  const decided: readonly Effect[] =
    decision === undefined
      ? []
      : [
          {
            ...pageBase(effectKey(alert, "decided", decision.at), decision.at, train, "page"),
            to: "pager",
            act: "note",
            alert,
            text: says(
              `${due.who(decision.by)} decided to ${courseText(decision.course)}: ${decision.reason}`,
              decision.at,
            ),
          },
        ];
  const closed: readonly Effect[] =
    closedAt === undefined
      ? []
      : [
          {
            ...pageBase(effectKey(alert, "close", "page"), closedAt, train, "page"),
            to: "pager",
            act: "close",
            alert,
            text: says("the problem is over", closedAt),
          },
        ];
  return [...decided, ...closed];
}

function leadsTold(due: Due, { occasion, person }: Awaited): readonly Effect[] {
  return due.view.line.team.leads
    .filter((lead) => lead !== person)
    .flatMap((lead) => told(due, occasion, { person: lead, where: "chat" }));
}

function stakeholderPage(due: Due, { occasion, person }: Awaited): Effect {
  const { line } = due.view;
  const { id, at, train, says } = occasion;
  const alert = stakeholderAlert(id);
  return {
    ...pageBase(alert, at, train ?? "", "page"),
    to: "pager",
    act: "page",
    alert,
    text: announcement(due.label(train), says(line.zone), at, line.zone),
    description: `Required and not there: ${personName(line, person)}.`,
    call: [person, ...line.team.leads].map((one) => refsOf(due, one)).filter((refs) => refs !== undefined),
  };
}

/** Where nobody was called, closing comes to nothing. */
function stakeholderClosed(due: Due, { occasion, window, person }: Awaited): readonly Effect[] {
  const { id, train = "" } = occasion;
  const { line, facts, movements } = due.view;
  const came = facts.find((fact) => fact.type === "joined" && fact.window === window.id && fact.person === person);
  const at = came?.at ?? movements.windows[window.id]?.completedAt;
  if (at === undefined || epochMs(at) < epochMs(occasion.at)) return [];
  const alert = stakeholderAlert(id);
  const says = came === undefined ? "the window is over" : `${personName(line, person)} has joined`;
  return [
    {
      ...pageBase(effectKey(alert, "close", "page"), at, train, "page"),
      to: "pager",
      act: "close",
      alert,
      text: announcement(due.label(train), says, at, line.zone),
    },
  ];
}

function stakeholderAlert(occasion: string): string {
  return effectKey(occasion, "stakeholderMissing", "page");
}

function pageBase(key: string, dueAt: Instant, train: string, audience: string): EffectBase {
  return { key, kind: "page", dueAt, train, audience };
}

function refsOf({ view: { line } }: Due, person: string | undefined): Refs | undefined {
  return line.people.find(({ id }) => id === person)?.refs;
}
