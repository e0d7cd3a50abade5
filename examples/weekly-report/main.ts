/** Prints what happened to a line in the last week, and what comes in the next, as Markdown. It asks the journal alone. */
import { conduct, tick } from "@footplate/core";
import { systemClock } from "@footplate/http";
import { openJournal } from "@footplate/journal-sqlite";
import { readLine } from "../demo/read-line.ts";
import { complain } from "../shared/complain.ts";
import { place } from "../shared/place.ts";
import { report } from "./report.ts";

const HOUR_MS = 3_600_000;

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
  const here = await place("2026-11-16T08:00:00Z");
  const { line, ports, clock, pretended } = here;
  const pace = { everyMs: 12 * HOUR_MS, mirrorsEveryMs: 72 * HOUR_MS };
  try {
    for await (const event of conduct({ line, ports, clock }, pace)) {
      if (event.type !== "fact") continue;
      if (event.fact?.type === "trainArrived")
        pretended?.services.breakVersion({ environment: "client-b", service: "checkout", version: "4.2.0" });
      if (event.fact?.type === "problemOpened") break;
    }
    pretended?.clock.set("2026-11-25T07:00:00Z");
    await tick({ line, ports, clock });
    console.log(report(line, await ports.journal.facts(line.id), clock.now()));
  } finally {
    await here.close();
  }
}

await complain(main);
