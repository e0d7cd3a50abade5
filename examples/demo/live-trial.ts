import { createStatuspage, type StatuspageNoticeBoard } from "@footplate/adapter-statuspage";
import type { GoogleCalendarPort } from "@footplate/adapter-gcal";
import {
  apply,
  formatTimetable,
  type Journal,
  plan,
  type PlanOptions,
  timetable,
  type TrainLine,
} from "@footplate/core";
import { systemClock } from "@footplate/http";
import { trialLine, trialRange } from "./live-lines.ts";
import type { Memory } from "./live-memory.ts";
import { type LivePage, livePage } from "./live-page.ts";
import type { LiveSettings } from "./live-settings.ts";
import { say, sayEvent, sayPlan, step } from "./screen.ts";

/** Where a trial writes. */
export interface TrialPorts {
  readonly noticeBoard: StatuspageNoticeBoard;
  readonly calendar: GoogleCalendarPort;
  readonly journal: Journal;
}

/** A trial, ready to run or to be removed. */
export interface Trial {
  readonly memory: Memory;
  readonly page: LivePage;
  /** The lines on the trial's component; without one they are good for removing only. */
  lines(componentId: string | undefined): readonly TrainLine[];
  /** The ports, which write to no other component. */
  connect(componentId: string | undefined): TrialPorts;
}

/** Nothing of a trial starts later than this after it was made: listing need not read back further. */
const LEAD_MS = 28 * 86_400_000;

export function createTrial(
  settings: LiveSettings,
  memory: Memory,
  documents: readonly TrainLine[],
  calendar: GoogleCalendarPort,
  journal: Journal,
): Trial {
  const { pageId, apiKey, statuspage } = settings;
  return {
    memory,
    page: livePage(settings),
    lines: (componentId = "none") => documents.map((line) => trialLine(line, componentId, systemClock.now())),
    connect: (componentId) => {
      const componentIds = componentId === undefined ? [] : [componentId];
      return {
        ...createStatuspage({ ...statuspage, pageId, apiKey, componentIds, leadMs: LEAD_MS }),
        calendar,
        journal,
      };
    },
  };
}

/** Lines, timetable, plan, apply, and plan again. Whether the second plan had nothing to do. */
export async function runTrial(trial: Trial, windows: number, signal: AbortSignal): Promise<boolean> {
  step("1. The lines");
  const componentId =
    (await trial.page.find(trial.memory.trial, signal)) ?? (await trial.page.make(trial.memory.trial, signal));
  const ports = trial.connect(componentId);
  const lines = trial.lines(componentId);
  for (const line of lines)
    say(`  ${line.name}: ${String(line.stops.length)} stops in ${line.zone}, all on component ${componentId}`);
  const now = systemClock.now();
  const ranges = new Map(lines.map((line) => [line.id, trialRange(line, now, windows)]));
  step("2. The timetable");
  for (const line of lines)
    say(`\n${formatTimetable(timetable(line, [], ranges.get(line.id) ?? trialRange(line, now, windows)), line)}`);
  step("3. Plan, apply, and plan again");
  let agreed = true;
  for (const line of lines) {
    const context = { line, ports, clock: systemClock, signal };
    const options: PlanOptions = { range: ranges.get(line.id) ?? trialRange(line, now, windows) };
    say(`\n-- ${line.name}`);
    const first = await plan(context, options);
    sayPlan(first);
    const again = first.questions.flatMap((question) =>
      question.type === "ended" ? [{ key: question.key, mirror: question.mirror, answer: "recreate" } as const] : [],
    );
    if (again.length > 0) say("\nWhat an earlier trial made and somebody took away is made again.");
    say("");
    const answers = again.length > 0 && { answers: again, by: { person: line.team.leads[0] ?? "" } };
    for await (const event of apply(context, { ...options, ...answers })) sayEvent(event);
    say(`\n-- ${line.name}, planned again`);
    const second = await plan(context, options);
    sayPlan(second);
    agreed &&= second.operations.length === 0;
  }
  return agreed;
}
