import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { pairAt } from "../people/duties.ts";
import type { RosterOptions } from "../people/rotation.ts";
import { whoToAsk } from "../people/who-to-ask.ts";
import { epochMs, type Instant, type InstantLike, instant } from "../time/instant.ts";
import { slotOf } from "../timetable/slots.ts";
import { boardTarget } from "./board-target.ts";
import { boardBlockers, boardHold, boardLateRiders, boardProblems } from "./board-trouble.ts";
import type { Board, BoardTrain, Named } from "./board-parts.ts";
import { policyOf } from "./conduct-policy.ts";
import { namedIn } from "./named-in.ts";
import { rollbackCost } from "./rollback-cost.ts";
import { trainIn } from "./train-in.ts";
import { liveTrainsAt } from "./live-trains-at.ts";
import { openView, type TrainView } from "./view.ts";

/** What to show on a board. */
export interface BoardOptions extends RosterOptions {
  /** Only this train, by id, whether or not it is conducted now. @default the live trains and the next one */
  readonly train?: string;
}

/** The departures of a line at a moment, for a screen. Pure. Throws `invalid_input` for a train that the line does not have. */
export function board(line: TrainLine, facts: readonly Fact[], now: InstantLike, options: BoardOptions = {}): Board {
  const { train, ...rosterOptions } = options;
  return boardOf(openView(line, facts, rosterOptions), now, train);
}

/** The same from a view that is open already. */
export function boardOf(view: TrainView, now: InstantLike, train?: string): Board {
  const at = instant(now);
  const { line } = view;
  const live = liveTrainsAt(view, at).map(({ id }) => id);
  const next = nextTrain(view, live, at);
  const shown = train === undefined ? [...live, ...(next === undefined ? [] : [next])] : [train];
  return {
    line: line.id,
    name: line.name,
    zone: line.zone,
    at,
    people: line.people.map(({ id, name }) => ({ id, name })),
    trains: shown.map((one) => boardTrain(view, one, live.includes(one), at)),
  };
}

/** The first planned train that begins later and is not conducted yet. */
function nextTrain(view: TrainView, live: readonly string[], at: Instant): string | undefined {
  const { trains, windows } = view.timetable(at);
  const planned = trains
    .filter(({ id, status }) => status === "planned" && !live.includes(id))
    .filter(({ id }) => (view.movements.trains[id]?.phase ?? "planned") === "planned")
    .flatMap(({ id, cut }) => {
      const starts = windows.flatMap((window) => (window.train === id ? [epochMs(window.start)] : []));
      const moments = cut === undefined ? starts : [...starts, epochMs(cut)];
      return moments.length === 0 ? [] : [{ id, firstMs: Math.min(...moments) }];
    })
    .filter(({ firstMs }) => firstMs > epochMs(at))
    .toSorted((a, b) => a.firstMs - b.firstMs);
  return planned[0]?.id;
}

function boardTrain(view: TrainView, train: string, live: boolean, at: Instant): BoardTrain {
  const { line, movements, open } = view;
  const state = trainIn(line, movements, train);
  const planned = view.timetable(at).trains.find(({ id }) => id === train);
  const { version, phase, since, reason, quarantined } = state;
  const number = planned?.number ?? (version === train ? undefined : version);
  const ask = whoToAsk(open.roster, at).find((one) => one.train === train);
  const hold = boardHold(line, state, at);
  return {
    train,
    ...(number !== undefined && { number }),
    version,
    ...(planned !== undefined && { date: planned.date }),
    ...(planned?.cut !== undefined && { cut: planned.cut }),
    ...(live && phase === "planned" && isPast(planned?.cut, at) && { cutOverdue: true }),
    phase,
    ...(since !== undefined && { since }),
    live,
    ...(reason !== undefined && { reason }),
    quarantined,
    pair: pairOf(view, train, at),
    ...(ask !== undefined && { ask }),
    ...(hold !== undefined && { hold }),
    targets: state.targets.map((target) => boardTarget(view, state, target, at)),
    problems: boardProblems(view, state, at),
    blockers: boardBlockers(line, state, at),
    lateRiders: boardLateRiders(state, at),
    rollback: rollbackCost(state, policyOf(line, train)),
  };
}

function isPast(moment: Instant | undefined, at: Instant): boolean {
  return moment !== undefined && epochMs(moment) <= epochMs(at);
}

function pairOf({ line, open }: TrainView, train: string, at: Instant): BoardTrain["pair"] {
  const slot = slotOf(line, open.eras, train);
  if (slot === undefined || slot.noTrain !== undefined) return {};
  const { primary, backup } = pairAt(open, slot, at);
  const named = (id: string): Named => namedIn(line, id);
  return {
    ...(primary !== undefined && { primary: named(primary) }),
    ...(backup !== undefined && { backup: named(backup) }),
  };
}
