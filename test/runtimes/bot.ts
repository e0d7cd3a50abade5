import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createStatuspage, statuspageRef } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { type ConductContext, type Interval, instant, span, type TrainLine } from "@footplate/core";
import { memoryDeployRunner, memoryJournal, memoryTargets, memoryVersionProbe, virtualClock } from "@footplate/testkit";
import { harbour } from "../ci/lines.ts";

/** What a bot's services hold. */
export interface Held {
  /** Keys of the maintenances, sorted. */
  readonly notices: readonly string[];
  /** Titles and starts of the calendar's entries, sorted. */
  readonly entries: readonly string[];
  /** Requests that changed something, or tried to. */
  readonly writes: number;
}

/** A line, its services and a journal in the memory of one process, on a clock that stands still. */
export interface Bot {
  /** Wires the line anew, since a transport serves one request in a worker; services and journal stay. */
  context(): ConductContext;
  readonly range: Interval;
  held(): Held;
}

const LINE: TrainLine = { ...harbour, record: "line" };
const NOW = instant("2027-02-01T08:00:00Z");

/** The line wired to a status page and a calendar, in whatever runtime this is. */
export function createBot(): Bot {
  const clock = virtualClock(NOW);
  const components = LINE.stops
    .flatMap(({ targets }) => targets)
    .map(({ name, refs }) => ({ id: statuspageRef(refs)?.componentId ?? "", name }));
  const page = fakeStatuspage({ now: clock.epochMs, components });
  const google = fakeGoogleCalendar({ now: clock.epochMs, calendars: [{ id: "trains", timeZone: LINE.zone }] });
  const targets = memoryTargets();
  const own = {
    journal: memoryJournal({ clock, birth: "2027-01-01T00:00:00Z" }),
    deployRunner: memoryDeployRunner({ clock, targets }),
    versionProbe: memoryVersionProbe(targets),
  };
  return {
    context: () => ({
      line: LINE,
      clock,
      ports: {
        ...own,
        ...createStatuspage({ pageId: page.pageId, apiKey: page.apiKey, fetch: page.fetch, clock }),
        ...createGoogleCalendar({ calendarId: "trains", token: "any", fetch: google.fetch, clock }),
      },
    }),
    range: span(NOW, "P5W"),
    held: () => {
      const [board, calendar] = [page.state(), google.state()];
      return {
        notices: board.incidents.map(({ metadata }) => keyIn(metadata)).toSorted(),
        entries: calendar.events.map(({ summary, start }) => JSON.stringify([summary, start])).toSorted(),
        writes: [...board.calls, ...calendar.calls].filter(({ method }) => method !== "GET").length,
      };
    },
  };
}

function keyIn(metadata: unknown): string {
  return String((metadata as { readonly footplate?: { readonly key?: string } }).footplate?.key);
}
