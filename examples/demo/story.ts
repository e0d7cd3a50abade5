import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { opsgenieRef } from "@footplate/adapter-opsgenie";
import {
  apply,
  type ApplyOptions,
  type Command,
  coverRequests,
  epochMs,
  type Fact,
  FootplateError,
  formatTimeline,
  formatTimetable,
  formatWindow,
  fromEpochMs,
  type Instant,
  instant,
  type Interval,
  type Journal,
  lintLine,
  type Plan,
  plan,
  type PlanContext,
  roster,
  send,
  span,
  timetable,
  type TrainLine,
  type Window,
} from "@footplate/core";
import { openJournal } from "@footplate/journal-sqlite";
import { type Fakes, readState, remoteClock, type RemoteClock, startFakes } from "./control.ts";
import { deleteMaintenance, eventAt, maintenanceOf, moveEvent } from "./people.ts";
import { exampleLines, readLine } from "./read-line.ts";
import { say, sayEvent, sayPlan, step } from "./screen.ts";
import { apiKey, calendarOf, onCallKey, pageId, scheduleOf, token, wire } from "./wiring.ts";

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
}

interface Stage {
  readonly fakes: Fakes;
  readonly clock: RemoteClock;
  readonly journal: Journal;
  readonly range: Interval;
}

const HOUR_MS = 3_600_000;
/** Long enough for everything written to show in listings. */
const CALM_MS = 600_000;

/** The main job from beginning to end. */
export async function story(options: StoryOptions): Promise<void> {
  const now = instant(options.now);
  step("1. The lines");
  let lines: readonly TrainLine[] = await Promise.all((options.lines ?? exampleLines).map(readLine));
  for (const line of lines)
    say(
      `  ${line.name}: ${String(line.stops.length)} stops in ${line.zone}, its record is the ${line.record ?? "line"}`,
    );
  const work = options.work ?? (await mkdtemp(join(tmpdir(), "footplate-")));
  const fakes = options.fakes === undefined ? await startFakes(settingsFor(lines, now)) : existing(options.fakes);
  const clock = remoteClock(fakes.control, epochMs(now));
  const journal = openJournal({ file: join(work, "journal.db"), now: () => epochMs(clock.now()) });
  const stage: Stage = { fakes, clock, journal, range: span(now, "P5W") };
  try {
    step("2. The timetable of the next weeks");
    for (const line of lines) showTimetable(stage, line);
    step("3. Plan, review, apply, and plan again");
    for (const line of lines) await publish(stage, line);
    step("4. Somebody edits and deletes by hand");
    for (const line of lines) await meddle(stage, line);
    step("5. The pair: both windows reserved, an absence covered, and who is paged");
    for (const line of lines) await conductors(stage, line);
    step("6. The line changes: a week without train");
    const changed: TrainLine[] = [];
    for (const line of lines) changed.push(await skipLastTrain(stage, line));
    lines = changed;
    for (const line of lines) await agree(stage, line);
    step("7. Where everything stands");
    await standing(stage, lines);
    for (const line of lines) await writeFile(join(work, `${line.id}.json`), JSON.stringify(line, undefined, 2));
    await writeFile(join(work, "now.txt"), clock.now());
  } finally {
    journal.close();
    if (options.fakes === undefined) fakes.close();
    if (options.work === undefined) await rm(work, { recursive: true, force: true });
  }
}

/** What the fakes must know of the lines before anybody speaks to them: components and calendars. */
export function settingsFor(lines: readonly TrainLine[], now: Instant): Parameters<typeof startFakes>[0] {
  const components = lines.flatMap(({ stops }) =>
    stops.flatMap(({ targets }) =>
      targets.flatMap(({ name, refs }) => {
        const id = refs?.["statuspage"]?.["componentId"];
        return typeof id === "string" ? [{ id, name }] : [];
      }),
    ),
  );
  const onCall = {
    apiKey: onCallKey,
    schedules: lines.flatMap((line) => scheduleOf(line) ?? []),
    people: lines.flatMap(({ people }) => people.flatMap(({ refs }) => opsgenieRef(refs)?.userId ?? [])),
  };
  return {
    now,
    pageId,
    apiKey,
    token,
    onCall,
    components,
    calendars: lines.map((line) => ({ id: calendarOf(line), timeZone: line.zone })),
  };
}

function existing(json: string): Fakes {
  const { services, control }: { readonly services: string; readonly control: string } = JSON.parse(json);
  return { services, control, close: () => undefined };
}

function context({ fakes, clock, journal }: Stage, line: TrainLine): PlanContext {
  return { line, ports: wire(line, fakes.services, clock, journal), clock };
}

function look(stage: Stage, line: TrainLine): Promise<Plan> {
  return plan(context(stage, line), { range: stage.range });
}

async function carryOut(stage: Stage, line: TrainLine, options: ApplyOptions = {}): Promise<void> {
  for await (const event of apply(context(stage, line), { range: stage.range, ...options })) sayEvent(event);
}

function showTimetable({ range }: Stage, line: TrainLine): void {
  say(`\n${formatTimetable(timetable(line, [], range), line)}`);
  const findings = lintLine(line, range).filter(({ severity }) => severity !== "info");
  say(`Linter: ${findings.length === 0 ? "nothing to say" : ""}`);
  for (const { severity, code, message, hint } of findings) say(`  ${severity} ${code}: ${message}\n    ${hint}`);
}

async function publish(stage: Stage, line: TrainLine): Promise<void> {
  say(`\n-- ${line.name}`);
  const first = await look(stage, line);
  sayPlan(first);
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
    say(`\nReviewed by ${by.person}: ${String(facts.length)} windows. The plan now:\n`);
    sayPlan(await look(stage, line));
  }
  say("");
  await carryOut(stage, line);
  await agree(stage, line);
}

/** Plans once more: there must be nothing to do. */
async function agree(stage: Stage, line: TrainLine): Promise<void> {
  say(`\n-- ${line.name}, planned again`);
  sayPlan(await look(stage, line));
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
  say(`\n-- ${line.name}: somebody moves "${first.name}" in the calendar by two hours`);
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
    say("   The calendar is this line's record: the move is a fact, and the status page follows.\n");
    sayPlan(await look(stage, line));
    await carryOut(stage, line);
    return agree(stage, line);
  }
  say(`   and deletes the maintenance of "${second.name}" on the status page`);
  await deleteMaintenance(fakes, maintenanceOf(state, second.id).id);
  await clock.advance(CALM_MS);
  say("   The line itself is the record: both are shown, nothing is touched without being told.\n");
  sayPlan(await look(stage, line));
  await carryOut(stage, line);
  say("\n   Told: put the calendar back, leave the maintenance deleted.");
  const answers = [
    { key: first.id, answer: "revert" },
    { key: second.id, answer: "dismiss" },
  ] as const;
  await carryOut(stage, line, { answers, by: { person: line.team.leads[0] ?? "" } });
  return agree(stage, line);
}

/** Somebody says something, and it counts. */
async function act({ clock, journal }: Stage, line: TrainLine, command: Command): Promise<void> {
  const sent = await send({ line, ports: { journal }, clock }, command);
  if (!sent.ok) throw new FootplateError({ code: "conflict", message: sent.message, hint: sent.hint });
}

/** Somebody of a pair is away for the middle of a window: the partner covers, and is the one who gets paged. */
async function conductors(stage: Stage, line: TrainLine): Promise<void> {
  const schedule = scheduleOf(line);
  const { clock, fakes, journal } = stage;
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
  say(`\n-- ${line.name} ${own.number ?? ""}: primary ${pair.primary}, backup ${pair.backup}`);
  if (both !== undefined) say(`   Their working hours lie in different windows, so both are reserved:`);
  for (const window of [own, both]) if (window !== undefined) say(`   ${formatWindow(window)}`);
  const [start, end] = [fromEpochMs(epochMs(own.start) + HOUR_MS / 2), fromEpochMs(epochMs(own.start) + HOUR_MS)];
  await act(stage, line, { act: "absent", by: pair.primary, start, end });
  const [proposal] = coverRequests(roster(line, await journal.facts(line.id)), stage.range);
  if (proposal?.asked === undefined) return;
  const { asked, duties, train } = proposal;
  say(`   ${pair.primary} is away from ${start} to ${end}: ${asked} is asked to cover ${duties.join(", ")}, and does`);
  const cover = "half-an-hour";
  await act(stage, line, { act: "requestCover", by: pair.primary, cover, train, duties, start, end, asked });
  await act(stage, line, { act: "acceptCover", by: asked, cover });
  sayPlan(await look(stage, line));
  await carryOut(stage, line);
  const { opsgenie } = await readState(fakes.control);
  const spans = opsgenie.overrides
    .filter((span) => epochMs(span.startDate) >= epochMs(own.start) && epochMs(span.endDate) <= epochMs(own.end))
    .toSorted((a, b) => epochMs(a.startDate) - epochMs(b.startDate));
  say("   On call by the service itself, for this window:");
  for (const span of spans)
    say(`     ${instant(span.startDate)} to ${instant(span.endDate)}  ${span.user.id ?? "nobody"}`);
  await agree(stage, line);
}

/** The last train with windows in the range stays at home. */
async function skipLastTrain(stage: Stage, line: TrainLine): Promise<TrainLine> {
  await stage.clock.advance(CALM_MS);
  const last = (await coming(stage, line)).at(-1);
  const facts = await stage.journal.facts(line.id);
  const train = timetable(line, facts, stage.range).trains.find(({ id }) => id === last?.train);
  if (train === undefined) return line;
  const changed: TrainLine = {
    ...line,
    noTrainWeeks: [...(line.noTrainWeeks ?? []), { week: train.date, reason: "company meeting" }],
  };
  say(`\n-- ${line.name}: ${train.number ?? train.id} stays at home, the week of ${train.date} has no train`);
  sayPlan(await look(stage, changed));
  await carryOut(stage, changed);
  return changed;
}

async function standing(stage: Stage, lines: readonly TrainLine[]): Promise<void> {
  for (const line of lines) {
    say(`\n${line.name}  (# window, + secondary, - reserved, x no train)`);
    say(formatTimeline(timetable(line, await stage.journal.facts(line.id), stage.range), line));
  }
  const { statuspage, calendar, opsgenie } = await readState(stage.fakes.control);
  const incidents = (status: string): number =>
    statuspage.incidents.filter((incident) => incident.status === status).length;
  const events = (status: string): number => calendar.events.filter((event) => event.status === status).length;
  const refused = [...statuspage.calls, ...calendar.calls].filter(
    ({ status }) => status === 420 || status === 429,
  ).length;
  say("\nRead back from the services");
  say(
    `  status page: ${String(incidents("scheduled"))} maintenances scheduled, ${String(incidents("completed"))} withdrawn, ${String(statuspage.notifications.length)} mails to subscribers`,
  );
  say(`  calendars:   ${String(events("confirmed"))} events, ${String(events("cancelled"))} cancelled`);
  say(`  on call:     ${String(opsgenie.overrides.length)} overrides`);
  say(
    `  requests:    ${String(statuspage.calls.length)} and ${String(calendar.calls.length)}, of which ${String(refused)} came too fast`,
  );
  say(`  time passed: ${stage.clock.now()} on the services' clock`);
}
