import {
  addDays,
  epochMs,
  fromEpochMs,
  type Instant,
  type Interval,
  span,
  timetable,
  type TrainLine,
} from "@footplate/core";

const HOUR_MS = 3_600_000;
/** 26 cycles of two weeks: weekdays and the rhythm of weeks stay what they are. */
const YEAR_DAYS = 364;

/** The line as the trial runs it: under a name of its own, told to nobody, on the one component. */
export function trialLine(line: TrainLine, componentId: string, now: Instant): TrainLine {
  const id = `live-${line.id}`;
  return {
    ...line,
    id,
    name: `${line.name} (trial)`,
    notify: false,
    review: "none",
    stops: line.stops.map((stop) => ({
      ...stop,
      targets: stop.targets.map((target) => ({ ...target, refs: { statuspage: { componentId } } })),
    })),
    eras: startedBy(line.eras, now),
    ...(line.oneOffWindows !== undefined && {
      oneOffWindows: line.oneOffWindows.map(({ train, ...one }) => ({
        ...one,
        ...(train !== undefined && { train: train.startsWith(`${line.id}/`) ? `live-${train}` : train }),
      })),
    }),
  };
}

/** The line without any window: applying it takes everything away. */
export function withoutWindows(line: TrainLine): TrainLine {
  return { ...line, oneOffWindows: [], eras: line.eras.map((era) => ({ ...era, windows: [] })) };
}

/** From an hour from now, so that nothing begins meanwhile, for three weeks or until there are so many windows. */
export function trialRange(line: TrainLine, now: Instant, windows: number): Interval {
  const start = fromEpochMs(epochMs(now) + HOUR_MS);
  const weeks = span(start, "P3W");
  const first = timetable(line, [], weeks).windows.find(
    (window, index, all) => index >= windows && all[index - 1]?.start !== window.start,
  );
  return first === undefined ? weeks : { start, end: first.start };
}

/** An example whose first era is still to come begins earlier, by whole years of 52 weeks. */
function startedBy(eras: TrainLine["eras"], now: Instant): TrainLine["eras"] {
  const today = now.slice(0, 10);
  const [first, ...later] = eras;
  if (first === undefined || first.from <= today) return eras;
  const years = Math.ceil((Date.parse(first.from) - Date.parse(today)) / (YEAR_DAYS * 24 * HOUR_MS));
  const earlier = (date: string): string => addDays(date, -years * YEAR_DAYS);
  return [
    { ...first, from: earlier(first.from), cadence: { ...first.cadence, anchor: earlier(first.cadence.anchor) } },
    ...later,
  ];
}
