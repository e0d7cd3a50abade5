import type { Era, TrainLine } from "../line/line.ts";
import { addDays } from "../time/date.ts";
import { invalidInput, shown } from "../time/invalid-input.ts";
import type { ReplayRow } from "./replay.ts";

/** The one target of each stop of a replayed line. */
export const ONLY_TARGET = "all";
/** Slots need dates, and records have none: they only count the versions. */
const FIRST_DATE = "2000-01-01";

/** A line on which a record can be played again, and its train of each version. */
export interface ReplayLine {
  readonly line: TrainLine;
  /** Train ids by version. */
  readonly trains: ReadonlyMap<string, string>;
}

/**
 * The line that a record is about: its stops in the order given, a train for each version, from the lowest to the highest,
 * and everybody who moved one as a lead. Throws `invalid_input` for a stop or version without a name.
 */
export function replayLine(rows: readonly ReplayRow[], stops: readonly string[]): ReplayLine {
  const versions = [...new Set(rows.flatMap((row) => [row.from_version, row.to_version]))].toSorted(naturally);
  const people = [...new Set(rows.map(({ actor }) => actor))];
  for (const name of [...stops, ...versions]) if (name === "" || /[/{]/.test(name)) throw unnamed(name);
  const runs = runsOf(versions);
  const eras = runs.map(({ versions: [first = ""], from }, index): Era => ({
    id: `s${index}`,
    from: addDays(FIRST_DATE, from),
    cadence: { every: "P1D", anchor: addDays(FIRST_DATE, from) },
    number: numberRule(first),
    windows: [],
  }));
  const line: TrainLine = {
    id: "replay",
    name: "Replay",
    zone: "UTC",
    team: { id: "team", name: "Team", leads: people, members: [] },
    people: people.map((id) => ({ id, name: id })),
    services: [],
    stops: stops.map((id) => ({ id, name: id, targets: [{ id: ONLY_TARGET, name: id }] })),
    eras,
  };
  const named = runs.flatMap((run, index) =>
    run.versions.map((version, slot) => [version, `${line.id}/s${index}.${slot}`] as const),
  );
  return { line, trains: new Map(named) };
}

/** Versions that count up by one, with the place of the first among all. */
function runsOf(
  versions: readonly string[],
): readonly { readonly versions: readonly string[]; readonly from: number }[] {
  const runs: { versions: string[]; from: number }[] = [];
  for (const [index, version] of versions.entries()) {
    const run = runs.at(-1);
    if (run !== undefined && goesOn(run.versions.at(-1), version)) run.versions.push(version);
    else runs.push({ versions: [version], from: index });
  }
  return runs;
}

function goesOn(before: string | undefined, version: string): boolean {
  const [last, next] = [counted(before ?? ""), counted(version)];
  return last !== undefined && next !== undefined && last.prefix === next.prefix && last.count + 1 === next.count;
}

function numberRule(version: string): Era["number"] {
  const { prefix, count } = counted(version) ?? {};
  return prefix === undefined || count === undefined ? { format: version } : { format: `${prefix}{n}`, first: count };
}

/** A version that ends with a count. */
function counted(version: string): { readonly prefix: string; readonly count: number } | undefined {
  const match = /^(.*?)(0|[1-9]\d{0,8})$/.exec(version);
  return match === null || /\d$/.test(match[1] ?? "") ? undefined : { prefix: match[1] ?? "", count: Number(match[2]) };
}

/** Order of versions: numbers in them count as numbers. */
function naturally(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const [x, y] = [Number(part), Number(other)];
    if (!Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y;
    return part < other ? -1 : 1;
  }
  return left.length - right.length;
}

function parts(version: string): readonly string[] {
  return version.match(/\d+|\D+/g) ?? [];
}

function unnamed(name: string): Error {
  return invalidInput(
    `${shown(name)} is no name of a stop or version`,
    "fill in every stop and version, without slashes and braces",
  );
}
