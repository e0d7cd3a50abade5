import { fieldsOf, isRecord, listOf, moment, recipient, text, textOr } from "./check.ts";
import { isRefusal, refuse, type Refusal } from "./refusal.ts";
import { nextOnCallAt, onCallAt, rotationStart } from "./rotations.ts";
import type { Incoming, Outgoing } from "./routes.ts";
import type { FakeRecipient, FakeSchedule, OverrideRow } from "./rows.ts";
import type { Store } from "./store.ts";

const override = {
  user: recipient(["user", "team", "escalation", "none"]),
  startDate: moment,
  endDate: moment,
  rotations: listOf((value) => (isRecord(value) ? text(value["id"]) : "must be rotations"), 100),
};

/** What the service does with a request below `schedules`. */
export function routeSchedules(
  store: Store,
  { method, parts, query, body }: Incoming,
  now: number,
): Outgoing | Refusal {
  const [scheduleId, sub, alias] = parts;
  if (scheduleId === undefined)
    return method === "GET"
      ? { status: 200, data: store.schedules.map(renderSchedule), expandable: ["rotation"] }
      : refuse(405, "Method not allowed");
  const schedule = store.schedules.find(({ id }) => id === scheduleId && !store.withdrawn.has(id));
  if (schedule === undefined) return refuse(404, "No schedule exists with id");
  const parent = { id: schedule.id, name: schedule.name ?? schedule.id, enabled: true };
  const own = store.overrides.filter((row) => row.schedule === scheduleId);
  const at = query.get("date") === null ? now : Date.parse(query.get("date") ?? "");

  if (sub === undefined && method === "GET") return { status: 200, data: renderSchedule(schedule) };
  if ((sub === "on-calls" || sub === "next-on-calls") && method === "GET") {
    if (Number.isNaN(at)) return refuse(422, "date is not a date-time");
    const found = sub === "on-calls" ? onCallAt(schedule, own, at) : nextOnCallAt(schedule, own, at);
    const flat = query.get("flat") === "true";
    const names = found.flatMap((one) => peopleOf(store, one)).map(({ name }) => name);
    const tree = found.map((one) => participant(store, one));
    const data =
      sub === "on-calls"
        ? { _parent: parent, ...(flat ? { onCallRecipients: names } : { onCallParticipants: tree }) }
        : { _parent: parent, ...(flat ? { nextOnCallParticipants: names } : { nextOnCallRecipients: tree }) };
    return { status: 200, data };
  }
  if (sub !== "overrides") return refuse(404, "Not found");
  if (alias === undefined) {
    if (method === "GET") {
      return { status: 200, data: store.listed(scheduleId, now).map((row) => renderOverride(row, parent)) };
    }
    if (method !== "POST") return refuse(405, "Method not allowed");
    const fields = fieldsOf(body, { ...override, alias: text }, ["user", "startDate", "endDate"]);
    if (isRefusal(fields)) return fields;
    const named = textOr(fields["alias"], store.nextId("override"));
    if (own.some((row) => row.alias === named)) return refuse(409, "Override already exists with this alias");
    const made = toRow(store, schedule, named, fields);
    if (isRefusal(made)) return made;
    store.putOverride(made, now);
    return { status: 201, data: { alias: named } };
  }
  const there = own.find((row) => row.alias === alias);
  if (there === undefined) return refuse(404, "Schedule override not found");
  if (method === "GET") return { status: 200, data: renderOverride(there, parent) };
  if (method === "DELETE") {
    store.dropOverride(scheduleId, alias, now);
    return { status: 200, result: "Deleted" };
  }
  if (method !== "PUT") return refuse(405, "Method not allowed");
  const fields = fieldsOf(body, override, ["user", "startDate", "endDate"]);
  if (isRefusal(fields)) return fields;
  const changed = toRow(store, schedule, alias, fields);
  if (isRefusal(changed)) return changed;
  store.putOverride(changed, now);
  return { status: 200, data: { alias } };
}

function toRow(
  store: Store,
  schedule: FakeSchedule,
  alias: string,
  fields: Readonly<Record<string, unknown>>,
): OverrideRow | Refusal {
  const user = fields["user"] as FakeRecipient;
  const rotations = (fields["rotations"] ?? []) as readonly { readonly id: string }[];
  const [startDate, endDate] = [textOr(fields["startDate"], ""), textOr(fields["endDate"], "")];
  if (user.type === "user" && !store.users.some(({ id }) => id === user.id)) return refuse(422, "User does not exist");
  if (Date.parse(endDate) <= Date.parse(startDate)) return refuse(422, "endDate must be after startDate");
  if (rotations.some(({ id }) => !schedule.rotations.some((rotation) => rotation.id === id)))
    return refuse(422, "Rotation does not exist");
  return { alias, schedule: schedule.id, user, startDate, endDate, rotations: rotations.map(({ id }) => ({ id })) };
}

function renderOverride(row: OverrideRow, parent: unknown): unknown {
  const { alias, user, startDate, endDate, rotations } = row;
  return { _parent: parent, alias, user, startDate, endDate, rotations };
}

function renderSchedule({ id, name, timezone, rotations }: FakeSchedule): unknown {
  return {
    id,
    name: name ?? id,
    timezone: timezone ?? "UTC",
    enabled: true,
    rotations: rotations.map((rotation) => ({
      id: rotation.id,
      type: rotation.type,
      length: rotation.length ?? 1,
      startDate: new Date(rotationStart(rotation)).toISOString(),
      participants: rotation.participants,
    })),
  };
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly type: "user";
}

function peopleOf(store: Store, { type, id }: FakeRecipient): readonly Person[] {
  const members = type === "team" ? (store.teams.find((team) => team.id === id)?.members ?? []) : [id];
  return store.users
    .filter((user) => members.includes(user.id))
    .map((user) => ({ id: user.id, name: user.username, type: "user" }));
}

function participant(store: Store, one: FakeRecipient): unknown {
  const people = peopleOf(store, one);
  return one.type === "user" ? people[0] : { id: one.id, name: one.id, type: one.type, onCallParticipants: people };
}
