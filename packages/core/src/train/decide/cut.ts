import type { RefusedCommand } from "../../decided.ts";
import { ridersOf } from "../../timetable/train-riders.ts";
import { slotOf } from "../../timetable/slots.ts";
import type { TrainState } from "../train-state.ts";
import type { TrainView } from "../view.ts";
import { type ActOf, conflict, type Judged, lastFact, type Matter, says, stands } from "./matter.ts";
import { isRefused, trainNamed } from "./places.ts";
import { notAlone, notDriving } from "./who.ts";

/** Fixes the payload: every service in the version that it rides in. One that nobody ever gave a version does not ride. */
export function cut(matter: Matter, { train }: ActOf<"cut">): Judged {
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const fixed = lastFact(matter, "trainCut", (fact) => fact.train === train);
  if (state.services !== undefined && fixed !== undefined) return stands(fixed);
  const refused =
    notPlanned(state, "it cannot be cut") ??
    notDriving(matter, train, ["cut", "promote"]) ??
    notAlone(matter, train, "cut");
  if (refused !== undefined) return refused;
  return says({ id: `${train}/cut`, type: "trainCut", train, services: payload(matter.view, state) });
}

/** Refuses a train that is past planning. */
export function notPlanned({ phase, version, reason }: TrainState, so: string): RefusedCommand | undefined {
  if (phase === "planned") return undefined;
  const why = reason === undefined ? "" : ` (${reason})`;
  return conflict(
    `${version} is ${phase}${why}: ${so}`,
    phase === "cut" || phase === "running" ? "ask to board as a late rider" : "take the next train",
  );
}

/** Versions by service, as the train would be cut now. */
function payload({ line, open, facts }: TrainView, state: TrainState): Readonly<Record<string, string>> {
  const slot = slotOf(line, open.eras, state.train);
  const boardings = facts.filter((fact) => fact.type === "riderBoarded");
  const cancelled = new Map(
    facts.flatMap((fact) => (fact.type === "trainCancelled" ? [[fact.train, fact.reason ?? ""] as const] : [])),
  );
  const riders = slot === undefined ? [] : ridersOf(line, open.eras, boardings, cancelled)(slot);
  return Object.fromEntries(
    riders.flatMap(({ service, version }) =>
      version === undefined || state.left.includes(service) ? [] : [[service, version] as const],
    ),
  );
}
