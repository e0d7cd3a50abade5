import { coverageIn } from "../people/coverage.ts";
import { crewPolicy, hasConductors } from "../people/rotation.ts";
import { mayUseSecondary } from "../people/secondary.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import { contains } from "../time/interval.ts";
import { inScope } from "../timetable/freezes.ts";
import { slotOf } from "../timetable/slots.ts";
import { closure, type GateCase } from "./gate-case.ts";
import type { Closure } from "./gate.ts";

/** The duty without which nobody is there to promote. */
const PROMOTE = "promote";

/** Why people speak against it: ticket, change control, who should be there. */
export function consentClosures(one: GateCase): readonly Closure[] {
  return [...ticketClosures(one), ...changeClosures(one), ...stakeholderClosures(one), ...personClosures(one)];
}

function ticketClosures({ ask: { ticket }, state: { version } }: GateCase): readonly Closure[] {
  if (ticket === "closed")
    return [closure("ticket", `the ticket of ${version} is closed`, "open it again, or end the train")];
  return ticket === "unknown"
    ? [closure("ticket", `the ticket of ${version} could not be read`, "wait until the ticket service answers")]
    : [];
}

function changeClosures({ state, place: { target }, policy }: GateCase): readonly Closure[] {
  if (policy.change === "none") return [];
  const change = state.changes[target] ?? state.changes[""];
  const way = "link an approved change request, or an exception that the line names";
  if (change === undefined)
    return [closure("change", `${state.version} rests on no change request for ${target}`, way)];
  if ("exception" in change) {
    return policy.changeExceptions.includes(change.exception)
      ? []
      : [closure("change", `the line has no exception ${change.exception} from change control`, way)];
  }
  return change.state === "approved"
    ? []
    : [closure("change", `change request ${change.request} is ${change.state}, not approved`, "wait for its approval")];
}

function stakeholderClosures({ view, policy, place: { target }, window, now }: GateCase): readonly Closure[] {
  if (window === undefined) return [];
  const [stop, id] = target.split("/");
  const joined = view.movements.windows[window.id]?.joined ?? [];
  const graceEndMs = epochMs(window.start) + policy.graceMs;
  const waiting = epochMs(now) < graceEndMs;
  return policy.stakeholders
    .filter(({ person, required, scope }) => {
      const expected = inScope(scope, stop, id) && !joined.includes(person);
      return expected && (required === true || waiting);
    })
    .map(({ person, required }) =>
      closure(
        "stakeholder",
        `${person} has not joined`,
        required ? `let ${person} join, or a lead say so for them` : "wait a few minutes for them to join",
        required ? undefined : fromEpochMs(graceEndMs),
      ),
    );
}

function personClosures({ view, ask, state, place, window, now }: GateCase): readonly Closure[] {
  const slot = slotOf(view.line, view.open.eras, state.train);
  if (window === undefined || slot === undefined || !hasConductors(slot.in.era)) return [];
  if (ask.by !== undefined && "person" in ask.by) {
    if (window.kind !== "secondary" || view.line.team.leads.includes(ask.by.person)) return [];
    const waiting = ask.ticket !== "closed" && place.status !== "passed";
    const answer = mayUseSecondary(view.open.roster, now, { window, person: ask.by.person, waiting });
    return answer.ok ? [] : [closure("person", answer.why, answer.hint)];
  }
  const { duties, after } = crewPolicy(slot.in.era);
  if (![...duties.primary, ...duties.backup, ...after].includes(PROMOTE)) return [];
  const covered = coverageIn(view.open, window).spans.some((span) => span.duty === PROMOTE && contains(span, now));
  return covered
    ? []
    : [closure("person", `nobody has the duty to promote ${state.version} now`, "find somebody to cover it")];
}
