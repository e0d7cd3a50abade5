import type { RefusedCommand } from "../../decided.ts";
import type { ProblemDecided, ProblemOpened } from "../../line/train-fact.ts";
import type { ProblemState, TrainState } from "../train-state.ts";
import {
  type ActOf,
  conflict,
  type Judged,
  lastFact,
  type Matter,
  missing,
  nextNumber,
  says,
  stands,
} from "./matter.ts";
import { isRefused, trainNamed, unknownServices, unknownTarget } from "./places.ts";
import { numbered } from "./riders.ts";
import { notInPair } from "./who.ts";
import { key, name, sentence } from "./written.ts";

/** Says that something is wrong. Anybody may; from then on no window of the train is completed (R22). */
export function openProblem(matter: Matter, act: ActOf<"openProblem">): Judged {
  const { train, target } = act;
  const services = act.services === undefined ? undefined : [...new Set(act.services)];
  const said = {
    summary: sentence("the summary", act.summary),
    ...(target !== undefined && { target }),
    ...(services !== undefined && { services }),
    ...(act.call !== undefined && { call: name("the call", act.call) }),
  };
  const chosen = act.problem === undefined ? undefined : key("the id of the problem", act.problem);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const { line } = matter.view;
  const refused = unknownTarget(line, target) ?? unknownServices(line, services ?? []);
  if (refused !== undefined) return refused;
  const open = (fact: ProblemOpened): boolean =>
    state.problems.some((one) => one.problem === fact.problem && (one.closedAt === undefined || chosen !== undefined));
  const known = lastFact(matter, "problemOpened", (fact) => {
    const same = fact.train === train && fact.summary === said.summary && fact.target === target;
    return same && open(fact) && (chosen === undefined || fact.problem === chosen);
  });
  if (known !== undefined) return stands(known);
  if (state.phase === "cancelled") return conflict(`${state.version} is cancelled`, "say it of the train that runs");
  const taken = (id: string): boolean => state.problems.some((one) => one.problem === id);
  if (chosen !== undefined && taken(chosen)) {
    return conflict(`there is another problem ${chosen} already`, "leave the id out, or choose another");
  }
  const problem = chosen ?? numbered(`${train}/problem`, taken);
  return says({ id: `problemOpened/${train}/${problem}`, type: "problemOpened", train, problem, ...said });
}

/** Chooses what is done about a problem (R18). The last choice counts. */
export function decideProblem(matter: Matter, act: ActOf<"decideProblem">): Judged {
  const { train, course } = act;
  const reason = sentence("the reason", act.reason);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const problem = problemOf(state, act.problem);
  if (isRefused(problem)) return problem;
  const own = (fact: ProblemDecided): boolean => fact.train === train && fact.problem === problem.problem;
  if (problem.decision?.course === course && problem.decision.reason === reason) {
    return stands(lastFact(matter, "problemDecided", own));
  }
  const refused = problem.closedAt === undefined ? notInPair(matter, train) : closed(problem);
  if (refused !== undefined) return refused;
  const id = `problemDecided/${train}/${problem.problem}/${nextNumber(matter, "problemDecided", own)}`;
  return says({ id, type: "problemDecided", train, problem: problem.problem, course, reason });
}

/** Says that a problem is over. A person says first what was done about it (R18). */
export function closeProblem(matter: Matter, act: ActOf<"closeProblem">): Judged {
  const { train } = act;
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const problem = problemOf(state, act.problem);
  if (isRefused(problem)) return problem;
  const { problem: id, closedAt, decision } = problem;
  if (closedAt !== undefined) {
    return stands(lastFact(matter, "problemClosed", (fact) => fact.train === train && fact.problem === id));
  }
  const refused = notInPair(matter, train);
  if (refused !== undefined) return refused;
  if (decision === undefined && "person" in matter.by) {
    return conflict(`nobody has decided what is done about problem ${id}`, "decide it first; `goOn` if it was nothing");
  }
  return says({ id: `problemClosed/${train}/${id}`, type: "problemClosed", train, problem: id });
}

function problemOf({ problems, version }: TrainState, id: string): ProblemState | RefusedCommand {
  const found = problems.find(({ problem }) => problem === id);
  if (found !== undefined) return found;
  const open = problems.filter(({ closedAt }) => closedAt === undefined).map(({ problem }) => problem);
  return missing(`${version} has no problem ${id}`, open.length > 0 ? `use ${open.join(", ")}` : "no problem is open");
}

function closed({ problem }: ProblemState): RefusedCommand {
  return conflict(`problem ${problem} is closed`, "open another one if something is wrong again");
}
