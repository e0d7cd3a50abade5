import {
  apply,
  epochMs,
  fromEpochMs,
  type Held,
  type Interval,
  type Mirror,
  printable,
  type TrainLine,
} from "@footplate/core";
import { systemClock } from "@footplate/http";
import { COMPONENT_NAME } from "./live-page.ts";
import { withoutWindows } from "./live-lines.ts";
import type { Trial, TrialPorts } from "./live-trial.ts";
import { say, sayEvent } from "./screen.ts";

const FOUR_WEEKS_MS = 28 * 86_400_000;
const MIRRORS = ["noticeBoard", "calendar"] as const;
type Place = (typeof MIRRORS)[number];
const PLACES: Readonly<Record<Place, string>> = { noticeBoard: "status page", calendar: "calendar" };

/** Takes away everything the trial made, reads back, and says what is left all the same. */
export async function removeTrial(trial: Trial, signal: AbortSignal): Promise<readonly string[]> {
  const { memory, page } = trial;
  const componentId = await page.find(memory.trial, signal);
  const ports = trial.connect(componentId);
  // Whatever an earlier, interrupted run made lies in it as well.
  const range: Interval = { start: memory.begun, end: fromEpochMs(epochMs(systemClock.now()) + FOUR_WEEKS_MS) };
  const left: string[] = [];
  for (const line of trial.lines(componentId)) {
    const context = { line: withoutWindows(line), ports, clock: systemClock, signal };
    const options = { range, allowEmpty: true, maxRemovals: Number.MAX_SAFE_INTEGER, drift: "revert" } as const;
    for await (const event of apply(context, options)) sayEvent(event);
    left.push(...(await readBack(line, ports, range, trial, signal)));
  }
  if (componentId !== undefined) {
    await page.remove(componentId, signal);
    if ((await page.find(memory.trial, signal)) !== undefined)
      left.push(`component "${COMPONENT_NAME}", id ${componentId}`);
  }
  return left;
}

/** Looks for every single thing that was made, and takes away what applying leaves alone: windows that have begun. */
async function readBack(
  line: TrainLine,
  ports: TrialPorts,
  range: Interval,
  { memory }: Trial,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const left: string[] = [];
  const streams = await ports.journal.notes(line.id);
  for (const name of MIRRORS) {
    const mirror: Mirror<{ readonly title: string }> = ports[name];
    const made = new Set(
      streams.flatMap((stream) =>
        stream.notes.flatMap((note) =>
          stream.mirror === name && note.type === "done" && note.at >= memory.begun ? [note.id] : [],
        ),
      ),
    );
    for (const id of made) {
      const before = await mirror.read(id, { signal });
      if (before === undefined || before.ended === true) continue;
      await mirror.remove(before, { signal });
      const after = await mirror.read(id, { signal });
      if (after !== undefined && after.ended !== true) left.push(named(name, after));
    }
    const { held, complete } = await mirror.list(range, { signal });
    if (!complete) left.push(`what ${PLACES[name]} did not list`);
    for (const one of held) {
      if (one.mark?.key.startsWith(`${line.id}/`) !== true || one.ended === true || made.has(one.id)) continue;
      left.push(`${named(name, one)}, which this folder's journal does not know`);
    }
    say(`  ${line.name}, ${PLACES[name]}: ${String(made.size)} made, read back one by one`);
  }
  return left;
}

function named(mirror: Place, { id, item, links }: Held<{ readonly title: string }>): string {
  return printable(
    `${mirror === "calendar" ? "calendar entry" : "maintenance"} "${item.title}", ${links?.web ?? `id ${id}`}`,
  );
}
