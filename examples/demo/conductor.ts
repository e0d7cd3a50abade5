/** A conductor in a process of its own: conducts one train until it is told to end, or killed. */
import { epochMs, instant } from "@footplate/core";
import { openJournal } from "@footplate/journal-sqlite";
import { remoteClock } from "./control.ts";
import { readLine } from "./read-line.ts";
import { ride } from "./ride.ts";
import { wire } from "./wiring.ts";

/** What the process is told, as JSON. */
export interface ConductorSettings {
  readonly services: string;
  readonly control: string;
  readonly now: string;
  /** File of the line. */
  readonly line: string;
  readonly journal: string;
  readonly train: string;
}

async function main(settings: ConductorSettings): Promise<void> {
  const line = await readLine(settings.line);
  const clock = remoteClock(settings.control, epochMs(instant(settings.now)));
  const journal = openJournal({ file: settings.journal, now: () => epochMs(clock.now()) });
  await ride({ line, ports: wire(line, settings.services, clock, journal), clock }, settings.train);
  journal.close();
}

void main(JSON.parse(process.argv[2] ?? "{}"));
