import { fileURLToPath } from "node:url";
import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createGitHub } from "@footplate/adapter-github";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { type Clock, type ConductPorts, instant, type InstantLike, type TrainLine } from "@footplate/core";
import { env, systemClock } from "@footplate/http";
import { openJournal } from "@footplate/journal-sqlite";
import { memoryJournal, type VirtualClock, virtualClock } from "@footplate/testkit";
import { serve } from "@footplate/testkit/node";
import { readLine } from "../demo/read-line.ts";
import { type FakeServices, fakeServices } from "../demo/services.ts";
import { settingsFor } from "../demo/settings.ts";
import { wire } from "../demo/wiring.ts";

/** What an example acts on. */
export interface Place {
  readonly line: TrainLine;
  readonly ports: ConductPorts;
  readonly clock: Clock;
  /** There while nothing is real: a clock that is moved, and the pretended services. */
  readonly pretended?: { readonly clock: VirtualClock; readonly services: FakeServices };
  /** Ends the pretended services. */
  close(): Promise<void>;
}

/** The line that `FOOTPLATE_LINE` names with its real services, or the shop's with pretended ones and a clock that begins at `start`. */
export async function place(start: InstantLike): Promise<Place> {
  const { FOOTPLATE_LINE: file } = process.env;
  return file === undefined ? pretended(start) : real(await readLine(file), systemClock);
}

/** Statuspage, GitHub and, where `GOOGLE_CALENDAR_ID` is set, a calendar, as the environment names them. */
export function real(line: TrainLine, clock: Clock, fetch?: typeof globalThis.fetch): Place {
  const shared = { clock, ...(fetch !== undefined && { fetch }) };
  const { FOOTPLATE_JOURNAL: file = ".footplate/journal.db", GOOGLE_CALENDAR_ID: calendarId } = process.env;
  const [owner = "", name = ""] = env("GITHUB_REPOSITORY")().split("/");
  const { GITHUB_OWNERS_FILE: path } = process.env;
  const services = {
    ...createStatuspage({ ...shared, pageId: env("STATUSPAGE_PAGE_ID")(), apiKey: env("STATUSPAGE_API_KEY") }),
    ...createGitHub({
      ...shared,
      repository: { owner, name },
      token: env("GITHUB_TOKEN"),
      ...(path !== undefined && { owners: { path } }),
    }),
    ...(calendarId !== undefined && createGoogleCalendar({ ...shared, calendarId, token: env("GOOGLE_TOKEN") })),
  };
  const journal = openJournal({ file });
  return { line, ports: { ...services, journal }, clock, close: () => Promise.resolve(journal.close()) };
}

async function pretended(start: InstantLike): Promise<Place> {
  const line = await readLine(fileURLToPath(new URL("../lines/shop.json", import.meta.url)));
  const clock = virtualClock(start);
  const services = fakeServices(settingsFor([line], instant(start)), () => clock.epochMs());
  const served = await serve((request) => services.fetch(request));
  const journal = memoryJournal({ clock, birth: "2026-01-01T00:00:00Z" });
  const ports = wire(line, served.url, clock, journal);
  return { line, ports, clock, pretended: { clock, services }, close: () => served.close() };
}
