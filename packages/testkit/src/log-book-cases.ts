import { epochMs, fromEpochMs, instant, type LogBook, type LogEntry } from "@footplate/core";
import { abortedCalls, casesOf, MANY, needs, saneTimes, seenOrRefused, settle, type StageClock } from "./case-tools.ts";
import { type Case, check, frozen, refused, same } from "./check.ts";

/** A log made for one case, without an entry. */
export interface LogBookStage {
  readonly logBook: LogBook;
  readonly clock: StageClock;
  /** Somebody else writes. */
  readonly humanAppend?: (text: string) => Promise<void>;
  /** The lines of the log as people read them, oldest first. */
  readonly lines?: () => Promise<readonly string[]>;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface LogBookWorld {
  readonly name: string;
  /** A log of its own. Called once for every case. */
  fresh(): Promise<LogBookStage>;
}

/** What every log must do, as cases for any test runner. What needs something the stage does not offer is told as skipped. */
export function logBookCases(world: LogBookWorld): readonly Case[] {
  return casesOf<LogBookStage>(world, {
    "its times are whole milliseconds": async ({ logBook }) => saneTimes(logBook),
    "R48 an entry is found by its key, and says who did what and for which ticket": appended,
    "a key appended again is the entry that is there": appendedTwice,
    "keys are not mistaken for each other": apart,
    "what was appended before is not found since then": since,
    "an older entry behind many newer ones is found, or the log says that it cannot look that far": behindMany,
    "somebody else's entry is not ours": byHand,
    "an entry that says nothing is refused": empty,
    "an aborted call rejects with the signal's own reason and sends nothing": aborted,
  });
}

const key = "line/t1/hold-1";

async function appended(stage: LogBookStage): Promise<void> {
  const { id } = await append(stage, { ticket: "T1234" });
  check(id !== "", "the entry has an id");
  same(await stage.logBook.find(key, fromEpochMs(0)), { id }, "found");
  if (stage.lines === undefined) return;
  const lines = await stage.lines();
  same(lines.length, 1, "lines");
  for (const part of ["conductor-a", "Held at stop 2", "T1234"]) {
    check(lines[0]?.includes(part) === true, `the line says ${part}`);
  }
}

async function appendedTwice(stage: LogBookStage): Promise<void> {
  const first = await append(stage);
  same(await append(stage, { text: "Something else" }), first, "the answer");
  same(await stage.logBook.find(key, fromEpochMs(0)), first, "found");
  if (stage.lines !== undefined) same((await stage.lines()).length, 1, "lines");
}

async function apart(stage: LogBookStage): Promise<void> {
  const keys = [key, `${key}0`, key.replaceAll("/", ":"), key.slice(0, -1), key.toUpperCase()];
  const ids: string[] = [];
  for (const one of keys) ids.push((await append(stage, { key: one })).id);
  same(new Set(ids).size, keys.length, "entries");
  for (const [index, one] of keys.entries()) {
    same((await stage.logBook.find(one, fromEpochMs(0)))?.id, ids[index], `found by ${one}`);
  }
  same(await stage.logBook.find("never-appended", fromEpochMs(0)), undefined, "what was never appended");
}

async function since(stage: LogBookStage): Promise<void> {
  const before = fromEpochMs(stage.clock.epochMs());
  const { id } = await append(stage);
  const after = fromEpochMs(stage.clock.epochMs());
  check(epochMs(after) > epochMs(before), "the clock goes on");
  same(await stage.logBook.find(key, before), { id }, "found since before");
  same(await stage.logBook.find(key, after), undefined, "found since after");
}

async function behindMany(stage: LogBookStage): Promise<void> {
  const { logBook, clock, humanAppend } = stage;
  const begin = fromEpochMs(clock.epochMs());
  const { id } = await append(stage);
  for (let n = 1; n <= MANY; n += 1) {
    clock.advance(1000);
    const text = `Entry ${n}`;
    const added = humanAppend?.(text) ?? logBook.append(entry({ key: `${key}/${n}`, text }));
    // A log that cannot look for the key among so many may refuse to append.
    if ((await seenOrRefused<unknown>(added, "append")) === undefined) break;
  }
  settle(logBook, clock);
  const found = await seenOrRefused(logBook.find(key, begin), "find");
  if (found !== undefined) same(found.value, { id }, "found behind many");
}

async function byHand(stage: LogBookStage): Promise<void> {
  const { logBook, humanAppend, clock } = stage;
  needs(humanAppend, "hook `humanAppend`");
  await humanAppend("Held at stop 2");
  settle(logBook, clock);
  same(await logBook.find(key, fromEpochMs(0)), undefined, "found");
  await append(stage);
  if (stage.lines !== undefined) same((await stage.lines()).length, 2, "lines");
}

async function empty(stage: LogBookStage): Promise<void> {
  await refused(append(stage, { text: " " }), "invalid_input", "no", "an empty text");
  settle(stage.logBook, stage.clock);
  same(await stage.logBook.find(key, fromEpochMs(0)), undefined, "found");
}

async function aborted(stage: LogBookStage): Promise<void> {
  const { logBook, clock, sent } = stage;
  await abortedCalls(
    {
      append: (options) => logBook.append(entry(), options),
      find: (options) => logBook.find(key, fromEpochMs(0), options),
    },
    sent,
  );
  settle(logBook, clock);
  same(await logBook.find(key, fromEpochMs(0)), undefined, "found");
}

function entry(parts: Partial<LogEntry> = {}): LogEntry {
  return { key, text: "Held at stop 2", at: instant("2026-11-23T12:00:00Z"), by: "conductor-a", ...parts };
}

/** Appends, and waits until it has settled. */
async function append({ logBook, clock }: LogBookStage, parts?: Partial<LogEntry>): Promise<{ readonly id: string }> {
  const { id } = await logBook.append(frozen(entry(parts)));
  settle(logBook, clock);
  return { id };
}
