import type { Fact } from "../line/fact.ts";
import { formatDuration } from "../time/duration.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import { decisionDeadline } from "../train/rollback-cost.ts";
import type { TrainState } from "../train/train-state.ts";
import type { Due, Step } from "./effects-due-context.ts";
import type { Occasion } from "./effects-due-announce.ts";
import { plannedOccasions, windowOccasions } from "./effects-due-windows.ts";
import { courseText, personName, placeName, reasonText } from "./texts.ts";

/** What people are told because of a fact. A fact that changed nothing is not told. */
export function factOccasions(due: Due, step: Step): readonly Occasion[] {
  const { fact, before, after } = step;
  if (fact.type === "versionRead") return versionOccasions(due, step);
  if (fact.type === "handedOver") return handoverOccasions(due, fact);
  if (fact.type === "windowMoved" || fact.type === "windowCancelled") return plannedOccasions(due, step);
  if (before === after) return [];
  if ("window" in fact) return windowOccasions(due, step);
  if (!("train" in fact)) return [];
  const state = after.trains[fact.train];
  return state === undefined || state === before.trains[fact.train] ? [] : trainOccasions(due, fact, state);
}

/** The targets that a problem is about: its own, or those that the train has touched. */
export function concerned(state: TrainState, target: string | undefined): readonly string[] {
  if (target !== undefined) return [target];
  return state.targets.filter(({ status }) => status !== "pending" && status !== "skipped").map((one) => one.target);
}

/** Id of the occasion that a problem is. */
export function problemOccasion(due: Pick<Due, "view">, train: string, problem: string): string {
  const opened = due.view.facts.find(
    (fact) => fact.type === "problemOpened" && fact.train === train && fact.problem === problem,
  );
  return opened?.id ?? problem;
}

function trainOccasions(due: Due, fact: Fact & { readonly train: string }, state: TrainState): readonly Occasion[] {
  const { line } = due.view;
  const { id, at, train, by } = fact;
  const base = { id, at, train, targets: [] } as const;
  const everywhere = state.targets.filter(({ status }) => status !== "skipped").map(({ target }) => target);
  const told = (kind: Occasion["kind"], says: string, targets: readonly string[] = []): readonly Occasion[] => [
    { ...base, kind, targets, says: () => says },
  ];
  switch (fact.type) {
    case "targetPassed":
      return told("passed", `${placeName(line, fact.target)} passed`);
    case "targetSkipped":
      return told(
        "skipped",
        `${placeName(line, fact.target)} does not take this train, the next one brings both: ${fact.reason}`,
        [fact.target],
      );
    case "trainHeld":
      return told(
        "held",
        `held by ${due.who(by)}: ${fact.reason}. ${personName(line, fact.owner)} has it: ${fact.note}`,
      );
    case "blockerAdded":
      return told("held", `stopped by ${fact.title}. ${personName(line, fact.owner)} has it: ${fact.note}`);
    case "trainResumed":
      return told("resumed", `goes on, says ${due.who(by)}${listed(", overruling", fact.overruled)}`);
    case "problemOpened":
    case "problemDecided":
    case "problemClosed":
      return problemOccasions(due, fact, state);
    case "lateRiderRequested":
      return told("lateRider", lateRiderText(due, state, fact.rider, 0));
    case "trainCancelled":
      return told("cancelled", `will not run${reasonText(fact.reason)}`, everywhere);
    case "trainAbandoned":
      return told("abandoned", `ends here, its riders go on the next train: ${fact.reason}`, everywhere);
    case "trainArrived":
      return told("arrived", "has arrived");
    default:
      return [];
  }
}

/** What is said of a request to board late, with its age and who owns the service (R17). */
export function lateRiderText(due: Due, state: TrainState, rider: string, ageMs: number): string {
  const { line } = due.view;
  const request = state.lateRiders.find((one) => one.rider === rider);
  if (request === undefined) return `late rider ${rider}`;
  const { service, version, target, by } = request;
  const owner = line.services.find((one) => one.id === service)?.owner;
  return [
    `${service} ${version} wants to board late`,
    target === undefined ? "" : ` for ${placeName(line, target)}`,
    `, asked by ${due.who(by)}`,
    owner === undefined ? "" : `, owner ${personName(line, owner)}`,
    ageMs === 0 ? "" : `, without an answer for ${formatDuration(ageMs)}`,
    `. Take it or not: ${rider}`,
  ].join("");
}

function problemOccasions(
  due: Due,
  fact: Extract<Fact, { readonly type: "problemOpened" | "problemDecided" | "problemClosed" }>,
  state: TrainState,
): readonly Occasion[] {
  const { id, at, train, by } = fact;
  const problem = state.problems.find((one) => one.problem === fact.problem);
  if (problem === undefined) return [];
  const { summary, target, call } = problem;
  const base = { id, at, train, targets: concerned(state, target) };
  if (fact.type === "problemOpened") {
    const deadline = decisionDeadline(due.view, state, problem);
    const where = target === undefined ? "" : `${placeName(due.view.line, target)}: `;
    const says = (zone: string): string =>
      [
        `problem, ${where}${summary}`,
        deadline === undefined ? "" : `. A rollback must be decided by ${formatMoment(deadline, zone)}`,
        call === undefined ? "" : `. Call: ${call}`,
      ].join("");
    return [{ ...base, kind: "problem", says }];
  }
  const root = problemOccasion(due, train, fact.problem);
  const says =
    fact.type === "problemDecided"
      ? `${due.who(by)} decided to ${courseText(fact.course)}: ${fact.reason} (${summary})`
      : `over, says ${due.who(by)}: ${summary}`;
  return [{ ...base, kind: fact.type === "problemDecided" ? "decided" : "problemClosed", root, says: () => says }];
}

/** A version that was read may settle the targets of several trains. */
function versionOccasions({ view: { line } }: Due, { fact, before, after }: Step): readonly Occasion[] {
  if (fact.type !== "versionRead") return [];
  const { id, at, target, version } = fact;
  const place = placeName(line, target);
  return Object.values(after.trains).flatMap((state): readonly Occasion[] => {
    const { train } = state;
    const was = before.trains[train];
    const [from, to] = [was, state].map(
      (one) => one?.targets.find((own) => own.target === target)?.status ?? "pending",
    );
    const base = {
      id: train === fact.train ? id : `${id}:${train.slice(line.id.length + 1)}`,
      at,
      train,
      targets: [target],
    };
    if (from !== to && to === "soaking") return [{ ...base, kind: "deployed", says: () => `${place} runs ${version}` }];
    if (from !== to && to === "rolled_back")
      return [{ ...base, kind: "rolledBack", says: () => `${place} is back on ${version}` }];
    const order = state.orders.find((one) => one.id === fact.order);
    const answered = order?.read !== undefined && was?.orders.find((one) => one.id === fact.order)?.read === undefined;
    if (order?.partial !== true || !answered) return [];
    const services = Object.entries(order.services).map((entry) => entry.join(" "));
    return [{ ...base, kind: "deployed", says: () => `${place} runs ${services.join(", ")}` }];
  });
}

function handoverOccasions(
  { view: { line, open } }: Due,
  fact: Extract<Fact, { readonly type: "handedOver" }>,
): readonly Occasion[] {
  const { id, at, train, from, to, note } = fact;
  if (!open.roster.handovers.some((one) => one.id === id)) return [];
  const says = `${personName(line, from)} hands over to ${personName(line, to)}: ${note}`;
  return [{ id, kind: "handedOver", at, train, targets: [], says: () => says }];
}

function listed(before: string, items: readonly string[] | undefined): string {
  return items === undefined || items.length === 0 ? "" : `${before} ${items.join(", ")}`;
}
