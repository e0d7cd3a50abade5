import {
  epochMs,
  fromEpochMs,
  interval,
  type Interval,
  dateIn,
  pairs,
  type Roster,
  statusAt,
  timetable,
  type Train,
  type TrainLine,
  type Window,
  type Instant,
} from "@footplate/core";

const DAY_MS = 86_400_000;

/** One train of a rota. */
export interface RotaRow {
  readonly train: string;
  readonly number?: string;
  readonly date: string;
  readonly status: Train["status"];
  readonly primary?: string;
  readonly backup?: string;
  readonly shadow?: string;
  /** Such as `swapped primary (SWAP)`, `covered promote by b`, `vacant backup`, `straddling`. */
  readonly notes: readonly string[];
}

/** The trains whose slot date lies in the range, with their pairs. */
export function rotaRows(roster: Roster, range: Interval, now: Instant): readonly RotaRow[] {
  const { line, facts, options } = roster;
  const [first, last] = [dateIn(range.start, line.zone), dateIn(range.end, line.zone)];
  // Windows come some days after the slot: those of the last trains are wanted too.
  const longer = interval(range.start, fromEpochMs(epochMs(range.end) + 21 * DAY_MS));
  const { trains, windows } = timetable(line, facts, longer, options);
  const own = trains.filter(({ date }) => first <= date && date < last);
  const known = new Map(pairs(roster, own).map((pair) => [pair.train, pair]));
  return own.map((train) => {
    const { id, number, date, status, reason } = train;
    const pair = known.get(id);
    const vacant =
      pair === undefined ? [] : (["primary", "backup"] as const).filter((role) => pair[role] === undefined);
    const { train: _train, number: _number, solo, ...people } = pair ?? { train: id };
    return {
      train: id,
      ...(number !== undefined && { number }),
      date,
      status,
      ...people,
      notes: [
        ...(status === "planned" ? [] : [`${status === "no_train" ? "no train" : "cancelled"}, ${reason ?? ""}`]),
        ...(solo === true ? ["no backup, by declaration"] : []),
        ...vacant.filter((role) => role === "primary" || solo !== true).map((role) => `vacant ${role}`),
        ...changes(roster, id, now),
        ...(windows.some((window) => window.train === id && straddles(line, train, window)) ? ["straddling"] : []),
      ],
    };
  });
}

function changes({ swaps, covers, handovers }: Roster, train: string, now: Instant): readonly string[] {
  return [
    ...swaps.flatMap(({ id, status, forced, moves }) =>
      moves
        .filter((move) => status === "accepted" && move.train === train)
        .map(({ role, from }) => `swapped ${role}, ${from} before (${id}${forced === true ? ", forced" : ""})`),
    ),
    ...handovers.filter((one) => one.train === train).map(({ from, to }) => `handed over, ${from} to ${to}`),
    ...covers
      .filter((cover) => cover.train === train)
      .flatMap((cover) => {
        const { duties, taker, id } = cover;
        const status = statusAt(cover, now);
        if (status === "accepted") return [`covered ${duties.join(", ")} by ${taker ?? ""} (${id})`];
        return status === "open" ? [`cover wanted for ${duties.join(", ")} (${id})`] : [];
      }),
  ];
}

/** Whether the train has the window because its pair works in different ones (R52). */
function straddles(line: TrainLine, train: Train, { kind, stop, target }: Window): boolean {
  if (kind !== "secondary") return false;
  const rules = line.eras.find(({ id }) => id === train.era)?.windows ?? [];
  return rules.some(
    (rule) =>
      rule.kind === "secondary" &&
      rule.when === "straddling" &&
      rule.stop === stop &&
      (rule.target === undefined || rule.target === target),
  );
}
