import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createGitHub } from "@footplate/adapter-github";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import type { ConductContext } from "@footplate/core/conduct";
import { memoryDeployRunner, memoryJournal, memoryTargets, memoryVersionProbe, virtualClock } from "@footplate/testkit";
import { CALENDAR, LINE, NOW, PAGE, PILOTS, TICKETS } from "./stage.ts";

/** Where the services are. */
export interface Reach {
  /** Such as `http://127.0.0.1:40123`, without a slash at the end. */
  readonly baseUrl: string;
  /** Services in this process. @default the runtime's own */
  readonly fetch?: typeof fetch;
}

/** A line, its adapters and a journal in memory, on a clock that stands still. */
export interface Bot {
  /** Wires the line anew, since a transport serves one request in a worker; the journal stays. */
  context(): ConductContext;
}

/** The line wired to its services, in whatever runtime this is. */
export function createBot({ baseUrl, ...reach }: Reach): Bot {
  const clock = virtualClock(NOW);
  const targets = memoryTargets();
  const own = {
    journal: memoryJournal({ clock, birth: "2027-01-01T00:00:00Z" }),
    deployRunner: memoryDeployRunner({ clock, targets }),
    versionProbe: memoryVersionProbe(targets),
  };
  const shared = { ...reach, clock, allowInsecureLoopback: true };
  const { apiKey, schedule } = PILOTS;
  return {
    context: () => {
      const { noticeBoard } = createStatuspage({ ...shared, ...PAGE, baseUrl: `${baseUrl}/v1/` });
      const { calendar } = createGoogleCalendar({ ...shared, ...CALENDAR, baseUrl: `${baseUrl}/calendar/v3/` });
      const { onCall } = createOpsgenie({ ...shared, apiKey, schedules: [schedule], baseUrl });
      const { trainTickets } = createGitHub({ ...shared, ...TICKETS, baseUrl });
      return { line: LINE, clock, ports: { ...own, noticeBoard, calendar, onCall, trainTickets } };
    },
  };
}
