import {
  epochMs,
  type Fact,
  formatDuration,
  formatMoment,
  fromEpochMs,
  type Instant,
  loads,
  roster,
  timetable,
  type TrainLine,
} from "@footplate/core";
import { board, type BoardTrain, openView, usedTime } from "@footplate/core/conduct";

const WEEK_MS = 7 * 86_400_000;

/** The trains of the last two weeks and of the next one, what their windows came to, and what is wrong now, as Markdown. */
export function report(line: TrainLine, facts: readonly Fact[], now: Instant): string {
  const view = openView(line, facts);
  const weeksOn = (weeks: number): Instant => fromEpochMs(epochMs(now) + weeks * WEEK_MS);
  const past = { start: weeksOn(-2), end: now };
  const nameOf = (id: string | undefined): string => line.people.find((one) => one.id === id)?.name ?? "nobody";
  const { trains, pairs } = timetable(line, facts, { start: past.start, end: weeksOn(1) });
  const trainRows = trains.map(({ id, number = id, date }) => {
    const pair = pairs.find(({ train }) => train === id);
    const { phase = "planned" } = view.movements.trains[id] ?? {};
    return [number, date, phase, nameOf(pair?.primary), nameOf(pair?.backup)];
  });
  const windowRows = usedTime(view, past)
    .filter(({ train }) => view.movements.trains[train] !== undefined)
    .map(({ number = "", target, plannedMs, extendedMs, actualMs, usedMs }) => [
      number,
      target,
      formatDuration(plannedMs + extendedMs),
      actualMs === undefined ? "not completed" : formatDuration(actualMs),
      usedMs === undefined ? "not used" : formatDuration(usedMs),
    ]);
  const month = loads(roster(line, facts), { start: weeksOn(-4), end: now }).people;
  const loadRows = month
    .filter(({ primary, backup, coversGiven }) => primary + backup + coversGiven > 0)
    .map(({ person, primary, backup, coversGiven }) => [nameOf(person), primary, backup, coversGiven]);
  const problems = board(line, facts, now).trains.flatMap((train) => problemsOf(train, line.zone));
  return [
    `# ${line.name} on ${formatMoment(now, line.zone)}`,
    "## Trains",
    table(["train", "date", "phase", "primary", "backup"], trainRows),
    "## Windows of the last two weeks",
    table(["train", "target", "planned", "open", "deploying"], windowRows),
    "## Who carried how much in four weeks",
    table(["person", "primary", "backup", "stood in"], loadRows),
    "## What is wrong now",
    problems.length === 0 ? "Nothing." : problems.map((one) => `- ${one}`).join("\n"),
  ].join("\n\n");
}

function problemsOf({ number, train, problems, hold }: BoardTrain, zone: string): readonly string[] {
  const label = number ?? train;
  return [
    ...problems.map(({ summary, openedAt, decision }) => {
      const course = decision === undefined ? "nobody has decided yet" : `decided: ${decision.course}`;
      return `${label}: ${summary}, since ${formatMoment(openedAt, zone)}; ${course}`;
    }),
    ...(hold === undefined ? [] : [`${label} is held by ${hold.owner.name}: ${hold.reason}`]),
  ];
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return "None.";
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
