import { COMMAND_FIELDS } from "./command-fields.ts";
import type { Decided, RefusedCommand } from "./decided.ts";
import { FootplateError } from "./error.ts";
import type { Actor, Fact } from "./line/fact.ts";
import { mayCause } from "./line/permissions.ts";
import { notPermitted } from "./people/refusal.ts";
import { RECORDED_AS } from "./recorded-as.ts";
import { type InstantLike, instant } from "./time/instant.ts";
import { shown } from "./time/invalid-input.ts";
import { judgeTrain, type TrainAct } from "./train/decide/judge-train.ts";
import type { ConductAct, Judged, Matter, Saying, SeenNow } from "./train/decide/matter.ts";
import { crewNow } from "./train/decide/who.ts";
import { sentence } from "./train/decide/written.ts";
import type { TrainView } from "./train/view.ts";
import { unusable } from "./unusable.ts";
import { judgeWindow } from "./window/decide/judge-window.ts";

/** Whether a command moves a train or a window, and is not about who conducts. */
export function isConductAct<Command extends { readonly act: string }>(
  command: Command,
): command is Extract<Command, { readonly act: ConductAct["act"] }> {
  return Object.hasOwn(RECORDED_AS, command.act);
}

/**
 * The facts that an act stands for after the facts that were folded, or why it is refused. Pure. Programs and people pass
 * the same guards; `by` says who acts. Ids follow from the act and the facts before, so that two who decide the same at
 * once record it once (F90), and an act that is said already gives the facts that say it. What is no such act is refused
 * with `invalid_input`.
 */
export function decideConduct(
  view: TrainView,
  act: ConductAct,
  by: Actor,
  now: InstantLike,
  seen: SeenNow = {},
): Decided {
  const refused = unusable(act, "by") ?? notConducting(act);
  if (refused !== undefined) return refused;
  const matter: Matter = { view, by, now: instant(now), seen };
  const stranger = unknownPerson(matter) ?? unpermitted(matter, act);
  if (stranger !== undefined) return stranger;
  try {
    return recorded(matter, act, isTrainAct(act) ? judgeTrain(matter, act) : judgeWindow(matter, act));
  } catch (error) {
    if (!(error instanceof FootplateError) || error.code !== "invalid_input") throw error;
    return { ok: false, code: "invalid_input", message: error.message, hint: error.hint ?? "write it as documented" };
  }
}

function notConducting(act: ConductAct): RefusedCommand | undefined {
  if (isConductAct(act)) return undefined;
  const { act: name } = act as { readonly act: string };
  const message = `${name} is about who conducts, not about a train or a window`;
  return { ok: false, code: "invalid_input", message, hint: "give it to `decide` or `send`" };
}

function unknownPerson({ view: { line }, by }: Matter): RefusedCommand | undefined {
  if ("bot" in by || line.people.some(({ id }) => id === by.person)) return undefined;
  return {
    ok: false,
    code: "not_found",
    message: `the line has no person ${shown(by.person)}`,
    hint: `use one of ${line.people.map(({ id }) => id).join(", ")}`,
  };
}

/** What conductors may, who drives a train by swap, cover or handover may too, named by a rotation or not. */
function unpermitted({ view, by, now }: Matter, act: ConductAct): RefusedCommand | undefined {
  const type = RECORDED_AS[act.act];
  if (mayCause(view.line, type, by)) return undefined;
  const train = trainOfAct(act);
  if ("person" in by && train !== undefined && mayCause(view.line, type, by, "conductor")) {
    const { primary, backup, onDuty } = crewNow(view, train, now, ["promote", "cut"]);
    if ([primary, backup, ...onDuty].includes(by.person)) return undefined;
  }
  return { ok: false, ...notPermitted(type) };
}

/** By its name, since an act may carry more than its type says. */
function isTrainAct(act: ConductAct): act is TrainAct {
  return Object.hasOwn(COMMAND_FIELDS[act.act], "train");
}

function trainOfAct(act: ConductAct): string | undefined {
  if (isTrainAct(act)) return act.train;
  const ofWindow = Object.hasOwn(COMMAND_FIELDS[act.act], "window") && "window" in act;
  return ofWindow ? act.window.split("/", 2).join("/") : undefined;
}

/** The facts in full: who says them, when, and why. */
function recorded({ view, by, now }: Matter, { reason }: ConductAct, judged: Judged): Decided {
  if (!judged.ok) return judged;
  const { says, standing, notes } = judged;
  const said = notes !== undefined && notes.length > 0 && says.length > 0 ? { notes } : {};
  if (says.length === 0) return { ok: true, facts: standing, already: true, ...said };
  const taken = new Set(view.facts.map(({ id }) => id));
  const why = reason === undefined || reason.trim() === "" ? {} : { reason: sentence("the reason", reason) };
  return {
    ok: true,
    facts: says.map((one) => inFull({ ...why, ...one, id: free(one.id, taken) }, by, now)),
    already: false,
    ...said,
  };
}

function inFull(saying: Saying, by: Actor, at: Fact["at"]): Fact {
  return { ...saying, at, by };
}

/** The id, or where somebody took it for something else the first of `<id>#2`, `<id>#3` and so on. */
export function free(id: string, taken: ReadonlySet<string>): string {
  let found = id;
  for (let count = 2; taken.has(found); count += 1) found = `${id}#${count}`;
  return found;
}
