import { epochMs, formatDuration, fromEpochMs, type Refs, span, timetable, type TrainLine } from "@footplate/core";
import { openView, usedTime } from "@footplate/core/conduct";
import { readState } from "./control.ts";
import { crash } from "./crash.ts";
import type { Journey } from "./journey.ts";
import { ledger } from "./ledger.ts";
import { ride, type Riding } from "./ride.ts";
import { say, step } from "./screen.ts";
import { act, type Stage } from "./stage.ts";
import { placeOf, showing, type Timeline } from "./timeline.ts";
import { trouble } from "./trouble.ts";
import { wire } from "./wiring.ts";

const DAY_MS = 86_400_000;

/** Two trains of a line in motion: one that arrives, and one on which everything goes wrong. */
export async function moving(stage: Stage, line: TrainLine): Promise<void> {
  const context: Riding = {
    line,
    ports: wire(line, stage.fakes.services, stage.clock, stage.journal),
    clock: stage.clock,
  };
  const first = await nextJourney(stage, context);
  if (first === undefined) return;
  step(`8. ${first.number} is conducted, with nobody present (times in UTC)`);
  await setOut(stage, first);
  const plain = showing(stage, line);
  await ride(context, first.train, { show: plain.show });
  sayPlaces(plain);
  await report(stage, line, first);
  const second = await nextJourney(stage, context);
  if (second === undefined) return;
  step(`9. ${second.number}: a deploy fails, and people decide`);
  const last = await trouble(stage, second, () => setOut(stage, second));
  if (last !== undefined) {
    step(`10. ${second.number}: the conducting process is killed in the middle of a deploy`);
    await crash(stage, second, last);
  }
  await account(stage, context, [first, second]);
}

/** The next train that has not been cut. */
async function nextJourney({ clock, journal }: Stage, context: Riding): Promise<Journey | undefined> {
  const { line } = context;
  const facts = await journal.facts(line.id);
  const { trains, windows, pairs } = timetable(line, facts, span(clock.now(), "P8W"));
  const train = trains.find(({ cut, status }) => status === "planned" && cut !== undefined && cut > clock.now());
  if (train?.cut === undefined) return undefined;
  const own = windows.filter((window) => window.train === train.id && window.kind === "primary");
  const { primary, backup } = pairs.find((pair) => pair.train === train.id) ?? {};
  const people = { ...(primary !== undefined && { primary }), ...(backup !== undefined && { backup }) };
  return { context, train: train.id, number: train.number ?? train.id, cut: train.cut, windows: own, ...people };
}

/** A lead sees to it that all windows are reviewed; then it is the eve of the cut. */
async function setOut(stage: Stage, { context: { line }, train, cut }: Journey): Promise<void> {
  const view = openView(line, await stage.journal.facts(line.id));
  const by = line.team.leads[0] ?? "";
  for (const window of timetable(line, view.facts, span(stage.clock.now(), "P8W")).windows) {
    if (window.train !== train || window.status !== "draft") continue;
    await act(stage, line, { act: "reviewWindow", by, window: window.id });
  }
  await stage.clock.advance(Math.max(0, epochMs(cut) - DAY_MS / 24 - epochMs(stage.clock.now())));
}

/** How many messages the timeline did not show. */
function sayPlaces(shown: Timeline): void {
  say(
    `  ${String(shown.sent())} messages, comments, log entries and changes of page and calendar went out on the way.`,
  );
}

/** Planned against used time, window by window. */
async function report(stage: Stage, line: TrainLine, { train, windows }: Journey): Promise<void> {
  const view = openView(line, await stage.journal.facts(line.id));
  const range = {
    start: windows[0]?.start ?? stage.clock.now(),
    end: fromEpochMs(epochMs(stage.clock.now()) + DAY_MS),
  };
  const rows = usedTime(view, range).filter((row) => row.train === train && row.actualMs !== undefined);
  const cells = rows.map(({ target, plannedMs, extendedMs, actualMs = 0, usedMs = 0 }) => [
    placeOf(line, target),
    formatDuration(plannedMs) + (extendedMs > 0 ? ` + ${formatDuration(extendedMs)}` : ""),
    formatDuration(actualMs),
    formatDuration(usedMs),
  ]);
  const table = [["", "planned", "open", "deploying"], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  say("");
  for (const row of table) say(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

/** What the services hold now, counted by what each thing is for. */
async function account(stage: Stage, { line, ports }: Riding, journeys: readonly Journey[]): Promise<void> {
  step("11. What the services hold of both trains, and how much of it twice");
  const state = await readState(stage.fakes.control);
  const componentsOf = (refs: Refs | undefined): readonly string[] => ports.noticeBoard?.componentsOf(refs) ?? [];
  const counts = ledger(state, line, await stage.journal.facts(line.id));
  const half = Math.ceil(counts.length / 2);
  for (const part of [counts.slice(0, half), counts.slice(half)])
    say(
      `  ${part.map(({ what, count }) => `${String(count)} ${count === 1 ? what.replace(/s$/, "") : what}`).join(", ")}`,
    );
  const twice = counts.filter((one) => one.twice > 0);
  say(twice.length === 0 ? "  Nothing twice." : twice.map(({ what }) => `! ${what} are there twice`).join("\n"));
  const own = new Set(line.stops.flatMap(({ targets }) => targets.flatMap(({ refs }) => componentsOf(refs))));
  const components = state.statuspage.components.filter(({ id }) => own.has(id));
  const down = components.filter(({ status }) => status !== "operational").map(({ name }) => name);
  say(
    down.length === 0
      ? `  All ${String(own.size)} components of the line are operational.`
      : `! not operational: ${down.join(", ")}`,
  );
  const open = state.github.issues.filter((issue) => issue.state === "open").map(({ title }) => title);
  for (const { number } of journeys)
    if (open.some((title) => title.includes(number))) say(`! the ticket of ${number} is open`);
}
