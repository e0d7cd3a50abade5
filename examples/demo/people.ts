import type { Fakes, FakesState } from "./control.ts";
import { apiKey, calendarOf, pageId, token } from "./wiring.ts";

/** Somebody moves a calendar event by hand, through the calendar's own API. */
export async function moveEvent(
  fakes: Fakes,
  line: { readonly id: string },
  eventId: string,
  start: Date,
  end: Date,
): Promise<void> {
  const path = `calendars/${encodeURIComponent(calendarOf(line))}/events/${encodeURIComponent(eventId)}`;
  const answer = await fetch(`${fakes.services}/calendar/v3/${path}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ start: { dateTime: start.toISOString() }, end: { dateTime: end.toISOString() } }),
  });
  if (!answer.ok) throw new Error(`the calendar answered ${String(answer.status)}`);
}

/** Somebody deletes a maintenance by hand, through the status page's own API. */
export async function deleteMaintenance(fakes: Fakes, incidentId: string): Promise<void> {
  const answer = await fetch(`${fakes.services}/v1/pages/${pageId}/incidents/${incidentId}`, {
    method: "DELETE",
    headers: { authorization: `OAuth ${apiKey}` },
  });
  if (!answer.ok) throw new Error(`the status page answered ${String(answer.status)}`);
}

/** Somebody makes a maintenance by hand, which the page will complete by itself. Answers its id. */
export async function makeMaintenance(
  fakes: Fakes,
  {
    name,
    start,
    end,
    components,
  }: {
    readonly name: string;
    readonly start: string;
    readonly end: string;
    readonly components: readonly string[];
  },
): Promise<string> {
  const incident = {
    name,
    status: "scheduled",
    body: "We will be working on it.",
    scheduled_for: start,
    scheduled_until: end,
    scheduled_auto_in_progress: true,
    scheduled_auto_completed: true,
    auto_transition_to_maintenance_state: true,
    auto_transition_to_operational_state: true,
    component_ids: components,
  };
  const answer = await fetch(`${fakes.services}/v1/pages/${pageId}/incidents`, {
    method: "POST",
    headers: { authorization: `OAuth ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ incident }),
  });
  if (!answer.ok) throw new Error(`the status page answered ${String(answer.status)}`);
  const { id }: { readonly id: string } = JSON.parse(await answer.text());
  return id;
}

/** The maintenance of a key that is still to come, as the page holds it. */
export function maintenanceOf(state: FakesState, key: string): FakesState["statuspage"]["incidents"][number] {
  const found = state.statuspage.incidents.find(
    ({ metadata, status }) => metadata?.footplate?.key === key && status === "scheduled",
  );
  if (found === undefined) throw new Error(`the page has no maintenance ${key}`);
  return found;
}

/** The event that starts then, as the calendar holds it. */
export function eventAt(
  state: FakesState,
  line: { readonly id: string },
  start: string,
): FakesState["calendar"]["events"][number] {
  const at = Date.parse(start);
  const found = state.calendar.events.find(
    (event) =>
      event.calendarId === calendarOf(line) &&
      event.status === "confirmed" &&
      Date.parse(event.start?.dateTime ?? "") === at,
  );
  if (found === undefined) throw new Error(`the calendar has nothing at ${start}`);
  return found;
}
