/** Prints what happened to a line in the last week, and what comes in the next, as Markdown. It asks the journal alone. */
import { epochMs, fromEpochMs, span, timetable } from "@footplate/core";
import { tick } from "@footplate/core/conduct";
import { systemClock } from "@footplate/http";
import { openJournal } from "@footplate/journal-sqlite";
import { readLine } from "../demo/read-line.ts";
import { complain } from "../shared/complain.ts";
import { place } from "../shared/place.ts";
import { report } from "./report.ts";

const MINUTE_MS = 60_000;

async function main(): Promise<void> {
  const { FOOTPLATE_LINE: file, FOOTPLATE_JOURNAL: journalFile = ".footplate/journal.db" } = process.env;
  if (file === undefined) return rehearse();
  const line = await readLine(file);
  const journal = openJournal({ file: journalFile });
  console.log(report(line, await journal.facts(line.id), systemClock.now()));
  journal.close();
}

/** Ten days of the shop, with nobody present: one train arrives, of the next a deploy fails. The report is of the morning after. */
async function rehearse(): Promise<void> {
  const start = "2026-11-16T08:00:00Z";
  const here = await place(start);
  const { line, ports, clock, pretended } = here;
  try {
    const { windows, trains } = timetable(line, [], span(start, "P9D"));
    for (const window of windows) {
      if (window.train !== trains[0]?.id)
        pretended?.services.breakVersion({ environment: "client-b", service: "checkout", version: "4.2.0" });
      // It begins, its deploy is over, and has been watched for long enough.
      for (const minutes of [0, 6, 30]) {
        pretended?.clock.set(fromEpochMs(epochMs(window.start) + minutes * MINUTE_MS));
        await tick({ line, ports, clock }, { mirrors: minutes === 0 });
      }
    }
    pretended?.clock.set("2026-11-25T07:00:00Z");
    console.log(report(line, await ports.journal.facts(line.id), clock.now()));
  } finally {
    await here.close();
  }
}

await complain(main);
