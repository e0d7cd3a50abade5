import { type Check, type Checkup, instant, span } from "@footplate/core";
import { checked, createCheckup, type Http, startBudget, systemClock } from "@footplate/http";
import type { Events } from "./events.ts";
import { askFreeBusy } from "./free-busy.ts";
import type { GoogleCalendarOptions } from "./options.ts";
import { requiredPermissions } from "./permissions.ts";
import type { WireEventPage } from "./wire.ts";

const MAY_WRITE = ["owner", "writer"];

/** Whether the calendar can be read, what the credential may do there, and whether free-busy may be asked. */
export function createCalendarCheckup(
  http: Http,
  events: Events,
  options: GoogleCalendarOptions,
  clocks: Checkup["clocks"],
): Checkup {
  const { calendarId, clock = systemClock } = options;
  let page: WireEventPage = {};
  return createCheckup({
    adapter: "gcal",
    permissions: requiredPermissions,
    clocks,
    opening: (_line, call) =>
      checked("credential", async () => {
        page = await events.page({ maxResults: 1 }, call);
        return `entries of calendar ${calendarId} can be read`;
      }),
    async *further(_line, call) {
      yield rights(page.accessRole, calendarId);
      yield await checked("free-busy", async () => {
        const range = span(instant(clock.now()), "PT1H");
        await askFreeBusy(http, range, [calendarId], startBudget(options, call));
        return "busy times of the calendar can be read";
      });
    },
  });
}

function rights(role: string | undefined, calendarId: string): Check {
  const subject = "rights";
  if (role === undefined) return { subject, result: "open", found: "Google does not say what the account may do" };
  const found = `the account is ${role} of calendar ${calendarId}`;
  if (MAY_WRITE.includes(role)) return { subject, result: "fine", found };
  return { subject, result: "wrong", found, hint: "share the calendar with it, with the right to change entries" };
}
