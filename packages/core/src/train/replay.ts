import { decideConduct } from "../decide-conduct.ts";
import type { Decided, RefusedCommand } from "../decided.ts";
import type { Fact } from "../line/fact.ts";
import type { VersionRead } from "../line/train-fact.ts";
import { openRoster } from "../people/roster.ts";
import { fromEpochMs, instant, type Instant } from "../time/instant.ts";
import { invalidInput, shown } from "../time/invalid-input.ts";
import { evolveIn, noMovements } from "./evolve.ts";
import { type FoldContext, foldContext } from "./fold-context.ts";
import type { ClosedBy } from "./gate.ts";
import { ONLY_TARGET, type ReplayLine, replayLine } from "./replay-line.ts";
import type { Movements, TrainState } from "./train-state.ts";
import { trainIn } from "./train-in.ts";
import type { TrainView } from "./view.ts";

/** Why, where a record does not say. */
const AGAIN = "as recorded";

/** One recorded move of a train. All values are text, as a file has them. */
export interface ReplayRow {
  /** RFC 3339. */
  readonly at_utc: string;
  readonly stop: string;
  /** What the stop ran before. */
  readonly from_version: string;
  /** What it ran afterwards. */
  readonly to_version: string;
  readonly kind: "promote" | "rollback";
  /** Who did it. */
  readonly actor: string;
  /** Where the record has it. @default unknown */
  readonly commit?: string;
  /** The issue because of which it was done. @default none */
  readonly blocker_task?: string;
}

/** A recorded move that would have been refused. */
export interface ReplayRefusal {
  /** Number of the row, 1 for the first. */
  readonly row: number;
  readonly stop: string;
  readonly version: string;
  /** One sentence. */
  readonly reason: string;
  /** For promotions: what closed the gate. */
  readonly by: readonly ClosedBy[];
}

/** What playing a record again shows. */
export interface Replay {
  /** How many rows were judged, accepted and refused ones. */
  readonly steps: number;
  /** Rows that are the first of their stop: where the record begins, so that there is nothing to judge them by. */
  readonly first: readonly number[];
  /** Rows that would have been refused. They happened, and count as read from the stop. */
  readonly refused: readonly ReplayRefusal[];
  /** Versions that were promoted, in order of their first promotion. */
  readonly trains: readonly string[];
  /** Versions that were rolled back somewhere. */
  readonly rolledBackTrains: readonly string[];
  /** Whether each stop ran, before every row but its first, what the row says. */
  readonly positionsEqual: boolean;
  /** The rows before which it did not. */
  readonly unequal: readonly { readonly row: number; readonly folded: string; readonly recorded: string }[];
}

/**
 * Plays recorded moves again: each goes as a command through the decision that every command goes through, and its facts
 * through the one fold. What a record does not tell is taken as given: windows, soak, holds and consent. Whoever promotes
 * a version again that was rolled back has cleared it. Judged is what remains: that the stop runs the version from which it
 * moves, that the stop before has passed this version or a later one, and that a rollback goes back to what was there.
 * Throws `invalid_input` for a row that cannot be read. `stops` gives their order. @default the order of their first rows
 */
export function replay(rows: readonly ReplayRow[], stops?: readonly string[]): Replay {
  const order = stops ?? [...new Set(rows.map(({ stop }) => stop))];
  const world = openWorld(rows, order);
  const first: number[] = [];
  const refused: ReplayRefusal[] = [];
  const unequal: { row: number; folded: string; recorded: string }[] = [];
  for (const [index, row] of rows.entries()) {
    const number = index + 1;
    const step = stepOf(world, row, number);
    const folded = world.movements.positions[step.target]?.version;
    if (folded === undefined) {
      begin(world, step);
      first.push(number);
      continue;
    }
    if (folded !== row.from_version) unequal.push({ row: number, folded, recorded: row.from_version });
    const answer = judge(world, step);
    if (answer.ok) follow(world, step, answer.facts);
    else {
      refused.push(refusal(step, answer));
      happen(world, step);
    }
  }
  return {
    steps: rows.length - first.length,
    first,
    refused,
    trains: distinct(rows, "promote", "to_version"),
    rolledBackTrains: distinct(rows, "rollback", "from_version"),
    positionsEqual: unequal.length === 0,
    unequal,
  };
}

function distinct(
  rows: readonly ReplayRow[],
  kind: ReplayRow["kind"],
  column: "from_version" | "to_version",
): readonly string[] {
  return [...new Set(rows.filter((row) => row.kind === kind).map((row) => row[column]))];
}

/** What the record has come to so far. */
interface World {
  readonly context: FoldContext;
  readonly trains: ReplayLine["trains"];
  readonly view: Omit<TrainView, "movements">;
  movements: Movements;
}

/** A row, read. */
interface Step {
  readonly row: ReplayRow;
  readonly number: number;
  readonly at: Instant;
  readonly target: string;
  /** The train that is moved: the one that comes, or the one that goes back. */
  readonly train: string;
}

function openWorld(rows: readonly ReplayRow[], stops: readonly string[]): World {
  const { line, trains } = replayLine(rows, stops);
  const range = { start: fromEpochMs(0), end: fromEpochMs(1) };
  const nothing = { line: line.id, range, trains: [], windows: [], pairs: [], findings: [] };
  const open = openRoster(line, []);
  const view = { line, facts: [], open, options: {}, recorded: true as const, timetable: () => nothing };
  return { context: foldContext(line), trains, view, movements: noMovements(line) };
}

function stepOf(world: World, row: ReplayRow, number: number): Step {
  const { kind, stop, from_version: from, to_version: to } = row;
  const train = world.trains.get(kind === "rollback" ? from : to);
  const target = `${stop}/${ONLY_TARGET}`;
  if (
    !["promote", "rollback"].includes(kind) ||
    train === undefined ||
    !world.context.targets.some((one) => one.target === target)
  ) {
    throw invalidInput(
      `row ${number} has kind ${shown(kind)} at stop ${shown(stop)}`,
      "the kinds are promote and rollback; name every stop in the order of stops, or leave the order out",
    );
  }
  return { row, number, at: instant(row.at_utc), target, train };
}

type Saying<T> = T extends Fact ? Omit<T, "id" | "at" | "by"> : never;

function record(world: World, { number, at, row }: Step, saying: Saying<Fact>): void {
  keep(world, { ...saying, id: `row-${number}/${saying.type}`, at, by: { person: row.actor } });
}

function keep(world: World, fact: Fact): void {
  world.movements = evolveIn(world.context, world.movements, fact);
}

function stateOf(world: World, train: string): TrainState {
  return trainIn(world.context.line, world.movements, train);
}

/** Where the record begins: what the stop ran, and what it runs then. */
function begin(world: World, step: Step): void {
  const { row, target, train } = step;
  record(world, step, { type: "versionRead", train, target, version: row.from_version });
  happen(world, step);
}

/** What is not judged, or was refused, happened all the same. */
function happen(world: World, step: Step): void {
  const { row, target } = step;
  const train = world.trains.get(row.to_version) ?? step.train;
  leaveYard(world, step, train);
  record(world, step, { type: "versionRead", train, target, version: row.to_version });
  record(world, step, { type: "targetPassed", train, target });
}

/** Nobody recorded the cut: it was before the first promotion. */
function leaveYard(world: World, step: Step, train: string): void {
  if (stateOf(world, train).phase === "planned") record(world, step, { type: "trainCut", train, services: {} });
}

function judge(world: World, step: Step): Decided {
  const { row, at, target, train } = step;
  const from = row.from_version;
  const send = (act: Parameters<typeof decideConduct>[1]): Decided =>
    decideConduct({ ...world.view, movements: world.movements }, act, { person: row.actor }, at);
  if (row.kind === "rollback") {
    const earlier = world.trains.get(row.to_version);
    if (earlier !== undefined) leaveYard(world, step, earlier);
    return send({ act: "rollback", train, at: target, to: row.to_version, from, reason: AGAIN });
  }
  leaveYard(world, step, train);
  if (stateOf(world, train).quarantined) {
    const cleared = send({ act: "clearVersion", train, reason: AGAIN });
    if (!cleared.ok) return cleared;
    for (const fact of cleared.facts) keep(world, fact);
  }
  return send({ act: "promote", train, to: target, from });
}

/** Records the order, and that it did what was recorded. */
function follow(world: World, step: Step, facts: readonly Fact[]): void {
  const { row, target } = step;
  for (const fact of facts) {
    keep(world, fact);
    if (fact.type !== "deployOrdered") continue;
    const { train, id: order } = fact;
    record(world, step, { type: "deployFinished", train, order, attempt: 1, outcome: "succeeded" });
    const read: Saying<VersionRead> = { type: "versionRead", train, target, version: row.to_version, order };
    record(world, step, read);
  }
  // Nobody recorded how long it was watched.
  const there = world.trains.get(row.to_version);
  if (there !== undefined) record(world, step, { type: "targetPassed", train: there, target });
}

function refusal({ number, row }: Step, { message, closures = [] }: RefusedCommand): ReplayRefusal {
  const { stop, to_version: version } = row;
  return { row: number, stop, version, reason: message, by: closures.map(({ by }) => by) };
}
