import { resolve } from "node:path";
import { FootplateError, printable, type TrainLine } from "@footplate/core";
import { systemClock } from "@footplate/http";
import { openJournal } from "@footplate/journal-sqlite";
import { type LiveCalendar, liveCalendar } from "./live-calendar.ts";
import { forget, JOURNAL_FILE, type Memory, MEMORY_FILE, recall, remember } from "./live-memory.ts";
import { COMPONENT_NAME, livePage } from "./live-page.ts";
import { removeTrial } from "./live-remove.ts";
import { type LiveSettings, readSettings } from "./live-settings.ts";
import { ask, interruptions, type Interruptions } from "./live-terminal.ts";
import { createTrial, runTrial, type Trial } from "./live-trial.ts";
import { exampleLines, readLine } from "./read-line.ts";
import { say, step } from "./screen.ts";

const INTERRUPTED = 130;

/**
 * A trial against the real Statuspage and Google Calendar: on a component of its own, told to nobody, removed again at
 * the end. Answers the exit code; throws `FootplateError`.
 */
export async function live(options: {
  readonly yes: string | undefined;
  readonly line: string | undefined;
}): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    say("! --live asks before it writes to real services, so it runs in a terminal only, also with --yes.");
    return 1;
  }
  const settings = await readSettings(process.env);
  const files = (options.line === undefined ? exampleLines : [options.line]).map((file) => resolve(file));
  const documents = await Promise.all(files.map(readLine));
  const begun = await recall();
  if (begun !== undefined) refuseOther(begun, settings, files);
  if (options.yes !== undefined && options.yes !== settings.pageId) {
    say(`! --yes ${printable(options.yes)} is not the page's id, ${settings.pageId}. Nothing was done.`);
    return 1;
  }
  const stops = interruptions();
  try {
    const calendar = liveCalendar(settings);
    const refused = await confirm(settings, calendar, begun !== undefined, options.yes, stops);
    if (refused !== undefined) return refused;
    const memory = begun ?? {
      page: settings.pageId,
      calendar: settings.calendarId,
      lines: files,
      trial: crypto.randomUUID(),
      begun: systemClock.now(),
    };
    return await carryOut(settings, memory, documents, calendar, stops);
  } finally {
    stops.close();
  }
}

/** Names page and calendar, says what will happen, and asks. Answers an exit code when it must not happen. */
async function confirm(
  settings: LiveSettings,
  calendar: LiveCalendar,
  again: boolean,
  yes: string | undefined,
  stops: Interruptions,
): Promise<number | undefined> {
  const signal = stops.part();
  step("The real services");
  try {
    const { name, url } = await livePage(settings).name(signal);
    say(printable(`  status page  "${name}" (${url}), id ${settings.pageId}`));
    say(printable(`  calendar     "${await calendar.name(systemClock.now(), { signal })}", id ${settings.calendarId}`));
  } catch (error) {
    if (!signal.aborted) throw error;
    say("Stopped. Nothing was done.");
    return INTERRUPTED;
  }
  say(`
This ${again ? "goes on with the trial that was begun in this folder" : "makes"}: one component "${COMPONENT_NAME}" on the page, and maintenances and calendar
entries called "(trial)" for at most ${String(settings.windows)} windows of each line in the next three weeks.
Nobody is notified. Whoever looks at page or calendar sees them, until they are removed: it asks for that at the end.
The page gets one request a second. A new journal makes the first run wait two and a half minutes before it writes a maintenance.
Ctrl-C stops it at any time; ${JOURNAL_FILE} and ${MEMORY_FILE} know how to go on, or how to remove everything.
`);
  if (yes !== undefined) return undefined;
  const typed = await ask("Type the page's id to go on: ", signal);
  if (typed === settings.pageId) return undefined;
  say(typed === undefined ? "Stopped. Nothing was done." : "! That is not the page's id. Nothing was done.");
  return typed === undefined ? INTERRUPTED : 1;
}

async function carryOut(
  settings: LiveSettings,
  memory: Memory,
  documents: readonly TrainLine[],
  { calendar }: LiveCalendar,
  stops: Interruptions,
): Promise<number> {
  await remember(memory);
  const journal = openJournal({ file: JOURNAL_FILE });
  try {
    const trial = createTrial(settings, memory, documents, calendar, journal);
    const signal = stops.part();
    let code: number;
    try {
      code = (await runTrial(trial, settings.windows, signal)) ? 0 : 1;
      if (code === 1) say("\n! The second plan still has something to do. That should not be: see above.");
    } catch (error) {
      code = signal.aborted ? INTERRUPTED : 1;
      if (signal.aborted) say("Stopped.");
      else complain(error);
    }
    const removal = await offerRemoval(trial, stops);
    return code === 0 ? removal : code;
  } finally {
    journal.close();
  }
}

/** Answers 0 when things are as the person wants them: removed, or left on purpose. */
async function offerRemoval(trial: Trial, stops: Interruptions): Promise<number> {
  step("Removing what was made");
  const asking = stops.part();
  const answer = await ask("Remove everything that this trial made? [y/n] ", asking);
  if (!/^y(es)?$/i.test(answer ?? "")) {
    say("It stays. Run the same command again to go on with it or to remove it.");
    return asking.aborted ? INTERRUPTED : 0;
  }
  const signal = stops.part();
  let left: readonly string[] = [];
  try {
    left = await removeTrial(trial, signal);
    if (left.length === 0) {
      await forget();
      say(`\nNothing of the trial is left on the page or in the calendar. ${JOURNAL_FILE} stays for the next trial.`);
      return 0;
    }
  } catch (error) {
    if (signal.aborted) say("Stopped.");
    else complain(error);
  }
  say(`
! Not everything could be removed. Run the same command again, or do it by hand:
  1. On the status page, delete the maintenances called "(trial)", then the component "${COMPONENT_NAME}".
  2. In the calendar, delete the entries called "(trial)".
  3. Delete ${MEMORY_FILE} in this folder.`);
  for (const what of left) say(`  still there: ${what}`);
  return signal.aborted ? INTERRUPTED : 1;
}

function complain(error: unknown): void {
  if (!(error instanceof FootplateError)) throw error;
  say(`\n! ${error.message}`);
  if (error.hint !== undefined) say(`  ${error.hint}`);
}

function refuseOther({ page, calendar, lines }: Memory, settings: LiveSettings, files: readonly string[]): void {
  const same = page === settings.pageId && calendar === settings.calendarId && lines.join() === files.join();
  if (same) return;
  throw new FootplateError({
    code: "invalid_input",
    message: `a trial of ${lines.join(" and ")} on page ${page} and calendar ${calendar} was begun in this folder and not removed`,
    hint: `run it again as it was and let it be removed; or remove it by hand and delete ${MEMORY_FILE}`,
  });
}
