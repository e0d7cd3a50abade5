import { type Outgoing, refuse } from "./json.ts";
import type { FakeSchedule } from "./options.ts";
import { readOverride } from "./overrides.ts";
import type { Incoming } from "./route.ts";
import type { Site } from "./site.ts";

/** What the service does with a request below `schedules`. */
export function scheduleRoute(site: Site, incoming: Incoming, now: number): Outgoing {
  const { method, query } = incoming;
  const [, id, sub, alias] = incoming.parts;
  if (id === undefined) {
    if (method !== "GET") return refuse(405, "method not allowed");
    const rows = site.teamAccess ? [...site.schedules.values()].map(render) : [];
    return pageOf(rows, query, "/v1/schedules", { _expands: ["rotation"] });
  }
  const schedule = site.schedules.get(id);
  if (schedule === undefined) return refuse(404, "the schedule is not found");
  if (sub === undefined) {
    if (method !== "GET") return refuse(405, "method not allowed");
    return site.teamAccess ? { status: 200, json: render(schedule) } : refuse(404, "the schedule is not found");
  }
  if (sub === "overrides")
    return alias === undefined ? collection(site, schedule, incoming, now) : one(site, schedule, alias, incoming, now);
  if ((sub === "on-calls" || sub === "next-on-calls") && method === "GET") {
    const at = Date.parse(query.get("date") ?? new Date(now).toISOString());
    if (Number.isNaN(at)) return refuse(422, "date must be a date-time");
    const people = !site.teamAccess ? [] : sub === "on-calls" ? onCall(site, schedule, at) : (schedule.next ?? []);
    const flat = query.get("flat") === "true";
    const name = `${sub === "on-calls" ? "onCall" : "nextOnCall"}${flat ? "Users" : "Participants"}`;
    return { status: 200, json: { [name]: flat ? people : people.map((person) => ({ id: person, type: "user" })) } };
  }
  return refuse(404, "not found");
}

function collection(site: Site, schedule: FakeSchedule, { method, query, body }: Incoming, now: number): Outgoing {
  const store = site.overrides.get(schedule.id);
  if (store === undefined) return refuse(404, "the schedule is not found");
  if (method === "GET") {
    const rows = site.teamAccess ? store.listed(now - site.lagMs) : [];
    return pageOf(rows, query, `/v1/schedules/${schedule.id}/overrides`);
  }
  if (method !== "POST") return refuse(405, "method not allowed");
  if (site.readOnly || !site.teamAccess) return refuse(403, "no permission to create the override");
  const fields = readOverride(body, schedule, site.users);
  if (typeof fields === "string") return refuse(422, fields);
  return { status: 201, json: store.put({ alias: site.nextAlias(), ...fields }, now) };
}

function one(site: Site, schedule: FakeSchedule, alias: string, { method, body }: Incoming, now: number): Outgoing {
  const store = site.overrides.get(schedule.id);
  const row = site.teamAccess ? store?.find(alias) : undefined;
  if (store === undefined || row === undefined) return refuse(404, "the override is not found");
  if (method === "GET") return { status: 200, json: row };
  if (site.readOnly) return refuse(403, "no permission to change the override");
  if (method === "DELETE") {
    store.drop(alias, now);
    return { status: 204 };
  }
  if (method !== "PUT") return refuse(405, "method not allowed");
  const fields = readOverride(body, schedule, site.users);
  return typeof fields === "string" ? refuse(422, fields) : { status: 200, json: store.put({ alias, ...fields }, now) };
}

/** The newest override that covers the moment goes before the rotations. */
function onCall(site: Site, schedule: FakeSchedule, at: number): readonly string[] {
  const override = site.overrides
    .get(schedule.id)
    ?.listed(Number.POSITIVE_INFINITY)
    .findLast((row) => Date.parse(row.startDate) <= at && at < Date.parse(row.endDate));
  if (override === undefined) return schedule.onCall ?? [];
  return override.responder.id === undefined ? [] : [override.responder.id];
}

function render(row: FakeSchedule): unknown {
  return { id: row.id, name: row.name, timezone: row.timezone ?? "Etc/UTC", enabled: true, teamId: "team-1" };
}

/** At most 50 rows a page, 25 where nothing is said, and a link while there are more. */
function pageOf(rows: readonly unknown[], query: URLSearchParams, path: string, extra: object = {}): Outgoing {
  const size = Number(query.get("size") ?? 25);
  const offset = Number(query.get("offset") ?? 0);
  if (!Number.isInteger(size) || size < 1 || size > 50) return refuse(422, "size must be from 1 to 50");
  if (!Number.isInteger(offset) || offset < 0) return refuse(422, "offset must be from 0");
  const end = offset + size;
  const links = end < rows.length ? { next: `${path}?offset=${end}&size=${size}` } : {};
  return { status: 200, json: { values: rows.slice(offset, end), links, ...extra } };
}
