import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  apply,
  type ApplyOptions,
  coverRequests,
  epochMs,
  type Fact,
  formatMoment,
  formatTimeline,
  fromEpochMs,
  instant,
  lintLine,
  type Plan,
  plan,
  type PlanContext,
  roster,
  span,
  timetable,
  type TrainLine,
  type Window,
} from "@footplate/core";
import { openJournal } from "@footplate/journal-sqlite";
import { type Fakes, readState, remoteClock, startFakes } from "./control.ts";
import { moving } from "./moving.ts";
import { deleteMaintenance, eventAt, maintenanceOf, moveEvent } from "./people.ts";
import { exampleLines, readLine } from "./read-line.ts";
import { applied, say, sayPlanned, step, summary } from "./screen.ts";
import { settingsFor } from "./settings.ts";
import { act, type Stage } from "./stage.ts";
import { stay } from "./stay.ts";
import { isConducted, planned, scheduleOf, wire } from "./wiring.ts";

/** How to tell the story. */
export interface StoryOptions {
  /** Line documents. @default the two example lines */
  readonly lines?: readonly string[] | undefined;
  /** When it begins, by the fakes' clock. */
  readonly now: string;
  /** JSON `{ services, control }` of fakes that run already. @default fakes of its own */
  readonly fakes?: string | undefined;
  /** Folder for the journal and the lines as they end. @default a temporary one, removed at the end */
  readonly work?: string | undefined;
  /** Keeps fakes and folder at the end, until the process is told to end. @default false */
  readonly stay?: boolean;
}

const HOUR_MS = 3_600_000;
/** Long enough for everything written to show in listings. */
const CALM_MS = 600_000;

/** The main job from beginning to end. */
export async function story(options: StoryOptions): Promise<void> {
  const now = instant(options.now);
  step("1. The lines");
  let lines: readonly TrainLine[] = await Promise.all((options.lines ?? exampleLines).map(readLine));
  for (const { name, stops, zone, record } of lines)
    say(`  ${name}: ${stops.map((stop) => stop.name).join(", ")}; ${zone}; its record is the ${record ?? "line"}`);
  const work = options.work ?? (await mkdtemp(join(tmpdir(), "footplate-")));
  const fakes = options.fakes === undefined ? await startFakes(settingsFor(lines, now)) : existing(options.fakes);
  const clock = remoteClock(fakes.control, epochMs(now));
  const journal = openJournal({ file: join(work, "journal.db"), now: () => epochMs(clock.now()) });
  const stage: Stage = { fakes, clock, journal, range: span(now, "P5W"), work };
  try {
    step("2. The next train of each, and what the linter says of the next weeks");
    for (const line of lines) showNextTrain(stage, line);
    step("3. Plan, review, apply, and plan again");
    for (const line of lines) await publish(stage, line);
    step("4. Somebody edits and deletes by hand");
    for (const line of lines) await meddle(stage, line);
    step("5. The pair: an absence is covered, and who is paged follows");
    for (const line of lines) await conductors(stage, line);
    step("6. The line changes: a week without train");
    const changed: TrainLine[] = [];
    for (const line of lines) changed.push(await skipTrain(stage, line));
    lines = changed;
    step("7. Where everything stands");
    await standing(stage, lines);
    for (const line of lines) await writeFile(join(work, `${line.id}.json`), JSON.stringify(line, undefined, 2));
    const conducted = lines.find(isConducted);
    if (conducted !== undefined) await moving(stage, conducted);
    if (options.stay === true && lines[0] !== undefined) await stay(stage, conducted ?? lines[0]);
  } finally {
    journal.close();
    if (options.fakes === undefined) fakes.close();
    if (options.work === undefined) await rm(work, { recursive: true, force: true });
  }
}

function existing(json: string): Fakes {
  const { services, control }: { readonly services: string; readonly control: string } = JSON.parse(json);
  return { services, control, close: () => undefined };
}

function context({ fakes, clock, journal }: Stage, line: TrainLine): PlanContext {
  const { services } = fakes;
  const ports = isConducted(line)
    ? wire(line, services, clock, journal)
    : { ...planned(line, services, clock), journal };
  return { line, ports, clock };
}

function look(stage: Stage, line: TrainLine): Promise<Plan> {
  return plan(context(stage, line), { range: stage.range });
}

/** Applies, and plans once more: then there must be nothing to do. */
async function carryOut(stage: Stage, line: TrainLine, options: ApplyOptions = {}): Promise<void> {
  const done = await applied(apply(context(stage, line), { range: stage.range, ...options }));
  say(`    ${done}; planned again: ${summary(await look(stage, line))}`);
}

function showNextTrain({ range }: Stage, line: TrainLine): void {
  const { trains, windows, pairs } = timetable(line, [], range);
  const train = trains.find(({ status, date }) => status === "planned" && date >= range.start.slice(0, 10));
  const pair = pairs.find((one) => one.train === train?.id);
  const name = (id: string | undefined): string => line.people.find((person) => person.id === id)?.name ?? "nobody";
  say(`  ${line.name} ${train?.number ?? ""}: primary ${name(pair?.primary)}, backup ${name(pair?.backup)}`);
  for (const window of windows) {
    if (window.train === train?.id && window.kind === "primary")
      say(`    ${formatMoment(window.start, window.zone)}  ${window.name}`);
  }
  const findings = lintLine(line, range).filter(({ severity }) => severity !== "info");
  for (const { severity, code, message } of findings) say(`    ${severity} ${code}: ${message}`);
}

async function publish(stage: Stage, line: TrainLine): Promise<void> {
  say(`  ${line.name}`);
  const first = await look(stage, line);
  sayPlanned(first);
  const drafts = first.questions.flatMap((question) => (question.type === "review" ? [question] : []));
  if (drafts.length > 0) {
    const by = { person: line.team.leads[0] ?? "" };
    const facts = drafts.map(({ key, start, end }): Fact => ({
      id: `review/${key}/${start}`,
      type: "windowReviewed",
      at: stage.clock.now(),
      by,
      window: key,
      start,
      end,
    }));
    await stage.journal.record(line.id, facts);
    say(`    reviewed by ${by.person}: ${String(facts.length)} windows`);
    sayPlanned(await look(stage, line));
  }
  await carryOut(stage, line);
}

async function coming(stage: Stage, line: TrainLine): Promise<readonly Window[]> {
  const facts = await stage.journal.facts(line.id);
  return timetable(line, facts, stage.range).windows.filter(
    ({ kind, start }) => kind === "primary" && epochMs(start) > epochMs(stage.clock.now()),
  );
}

async function meddle(stage: Stage, line: TrainLine): Promise<void> {
  const { fakes, clock } = stage;
  await clock.advance(CALM_MS);
  const [first, second] = await coming(stage, line);
  if (first === undefined || second === undefined) return;
  say(`  ${line.name}: "${first.name}" is moved in the calendar by two hours`);
  const state = await readState(fakes.control);
  await moveEvent(
    fakes,
    line,
    eventAt(state, line, first.start).id,
    new Date(epochMs(first.start) + 2 * HOUR_MS),
    new Date(epochMs(first.end) + 2 * HOUR_MS),
  );
  if (line.record === "calendar") {
    await clock.advance(CALM_MS);
    say("    the calendar is this line's record: the move is a fact, and the status page follows");
    sayPlanned(await look(stage, line), true);
    return carryOut(stage, line);
  }
  say(`    and the maintenance of "${second.name}" is deleted on the status page`);
  await deleteMaintenance(fakes, maintenanceOf(state, second.id).id);
  await clock.advance(CALM_MS);
  say("    the line itself is the record: both are shown, nothing is touched without being told");
  sayPlanned(await look(stage, line), true);
  say("    told: put the calendar back, leave the maintenance deleted");
  const answers = [
    { key: first.id, answer: "revert" },
    { key: second.id, answer: "dismiss" },
  ] as const;
  return carryOut(stage, line, { answers, by: { person: line.team.leads[0] ?? "" } });
}

/** Somebody of a pair is away for the middle of a window: the partner covers, and is the one who gets paged. */
async function conductors(stage: Stage, line: TrainLine): Promise<void> {
  const { clock, fakes, journal } = stage;
  const schedule = scheduleOf(line);
  if (schedule === undefined) return;
  await clock.advance(CALM_MS);
  const shown = timetable(line, await journal.facts(line.id), stage.range);
  const both = shown.windows.find(({ kind }) => kind === "secondary");
  const own = shown.windows.find(
    (window) =>
      window.kind === "primary" &&
      window.train === (both?.train ?? window.train) &&
      (both === undefined || window.stop === both.stop),
  );
  const pair = shown.pairs.find(({ train }) => train === own?.train);
  if (own === undefined || pair?.primary === undefined || pair.backup === undefined) return;
  const [start, end] = [fromEpochMs(epochMs(own.start) + HOUR_MS / 2), fromEpochMs(epochMs(own.start) + HOUR_MS)];
  await act(stage, line, { act: "absent", by: pair.primary, start, end });
  const [proposal] = coverRequests(roster(line, await journal.facts(line.id)), stage.range);
  if (proposal?.asked === undefined) return;
  const { asked, duties, train } = proposal;
  say(`  ${own.number ?? line.name}, ${own.name}: ${pair.primary} is away for half an hour, ${asked} covers`);
  const cover = "half-an-hour";
  await act(stage, line, { act: "requestCover", by: pair.primary, cover, train, duties, start, end, asked });
  await act(stage, line, { act: "acceptCover", by: asked, cover });
  await carryOut(stage, line);
  const { opsgenie } = await readState(fakes.control);
  const spans = opsgenie.overrides
    .filter((one) => one.schedule === schedule && epochMs(one.startDate) >= epochMs(own.start))
    .filter((one) => epochMs(one.endDate) <= epochMs(own.end))
    .toSorted((a, b) => epochMs(a.startDate) - epochMs(b.startDate));
  const times = spans.map(({ startDate, endDate, user }) => {
    return `${user.id ?? "nobody"} ${instant(startDate).slice(11, 16)}–${instant(endDate).slice(11, 16)}`;
  });
  say(`    on call (UTC): ${times.join(", ")}`);
}

/** The last train that has all its windows in the range stays at home. */
async function skipTrain(stage: Stage, line: TrainLine): Promise<TrainLine> {
  const { clock, journal, range } = stage;
  await clock.advance(CALM_MS);
  const facts = await journal.facts(line.id);
  const ids = (await coming(stage, line)).map(({ train }) => train);
  const later = new Set(
    timetable(line, facts, span(range.end, "P5W"))
      .windows.filter(({ start }) => start >= range.end)
      .map(({ train }) => train),
  );
  const last = ids.findLast((id) => !later.has(id)) ?? ids.at(-1);
  const train = timetable(line, facts, range).trains.find(({ id }) => id === last);
  if (train === undefined) return line;
  const changed: TrainLine = {
    ...line,
    noTrainWeeks: [...(line.noTrainWeeks ?? []), { week: train.date, reason: "company meeting" }],
  };
  say(`  ${line.name}: ${train.number ?? train.id} stays at home, the week of ${train.date} has no train`);
  sayPlanned(await look(stage, changed));
  await carryOut(stage, changed);
  return changed;
}

async function standing(stage: Stage, lines: readonly TrainLine[]): Promise<void> {
  for (const line of lines) {
    say(`  ${line.name}  (# window, + secondary, - reserved, x no train)`);
    const shown = formatTimeline(timetable(line, await stage.journal.facts(line.id), stage.range), line);
    say(shown.trimEnd().replace(/^/gm, "    "));
  }
  const { statuspage, calendar, opsgenie } = await readState(stage.fakes.control);
  const incidents = (status: string): string =>
    String(statuspage.incidents.filter((incident) => incident.status === status).length);
  const events = calendar.events.filter(({ status }) => status === "confirmed").length;
  const requests = [...statuspage.calls, ...calendar.calls];
  const refused = requests.filter(({ status }) => status === 420 || status === 429).length;
  const notices = `${incidents("scheduled")} maintenances scheduled, ${incidents("completed")} withdrawn`;
  say(`  Read back: ${notices}, ${String(events)} calendar entries, ${String(opsgenie.overrides.length)} overrides`);
  if (refused > 0) say(`  ! ${String(refused)} of ${String(requests.length)} requests came too fast`);
}
