import { type Check, fieldsOf, listOf, map, recipient, text, textOr, upTo } from "./check.ts";
import { isRefusal, refuse, type Refusal } from "./refusal.ts";
import type { Incoming, Outgoing } from "./routes.ts";
import type { FakeAlert, FakeRecipient, JsonRecord } from "./rows.ts";
import type { Store } from "./store.ts";

const action = { user: text, note: upTo(25_000), source: upTo(100) };
const responder = recipient(["user", "team", "escalation", "schedule"]);
const creation = {
  ...action,
  message: upTo(130),
  alias: upTo(512),
  description: upTo(15_000),
  responders: listOf(responder, 50),
  details: map,
  entity: upTo(512),
  tags: listOf(upTo(50), 20),
  priority: (value: unknown) => (/^P[1-5]$/.test(String(value)) ? undefined : "must be P1 to P5"),
};

interface Action {
  readonly fields: Readonly<Record<string, Check>>;
  readonly required: readonly string[];
}

const actions: Readonly<Record<string, Action>> = {
  acknowledge: { fields: action, required: [] },
  close: { fields: action, required: [] },
  notes: { fields: action, required: ["note"] },
  responders: { fields: { ...action, responder }, required: ["responder"] },
  escalate: { fields: { ...action, escalation: recipient(["escalation"]) }, required: ["escalation"] },
};

/** What the service does with a request below `alerts`. */
export function routeAlerts(store: Store, { method, parts, query, body }: Incoming, now: number): Outgoing | Refusal {
  const [identifier, sub] = parts;
  if (identifier === undefined) {
    if (method !== "POST") return refuse(405, "Method not allowed");
    const fields = fieldsOf(body, creation, ["message"]);
    if (isRefusal(fields)) return fields;
    if (textOr(fields["message"], "").trim() === "") return refuse(422, "message can not be empty");
    return store.take(now, "Create", (at) => create(store, fields, at));
  }
  if (identifier === "requests" && sub !== undefined)
    return method === "GET" ? outcome(store, sub, now) : refuse(405, "Method not allowed");
  const type = query.get("identifierType") ?? "id";
  const find = (): FakeAlert | undefined =>
    store.alerts.findLast(
      (row) => (type === "alias" ? row.alias : type === "tiny" ? row.tinyId : row.id) === identifier,
    );
  if (sub === undefined && method === "GET") {
    const alert = find();
    return alert === undefined ? refuse(404, "Alert not found") : { status: 200, data: renderAlert(alert) };
  }
  const known = sub !== undefined && Object.hasOwn(actions, sub) ? actions[sub] : undefined;
  if (sub === undefined || known === undefined || method !== "POST") return refuse(404, "Not found");
  const fields = fieldsOf(body, known.fields, known.required);
  if (isRefusal(fields)) return fields;
  return store.take(now, sub, (at) => {
    const alert = find();
    if (alert === undefined) return { isSuccess: false, status: "Alert does not exist" };
    if (alert.status === "closed") return { isSuccess: false, status: "Alert is already closed", alertId: alert.id };
    store.changeAlert({ ...alert, ...acted(alert, sub, fields), updatedAt: at });
    return { isSuccess: true, status: "Done", alertId: alert.id, alias: alert.alias };
  });
}

function outcome(store: Store, requestId: string, now: number): Outgoing | Refusal {
  const request = store.requests.get(requestId);
  if (request === undefined) return refuse(404, "Request not found");
  const { dueAt, result } = request;
  if (dueAt > now || result === undefined) return refuse(404, "Request is not processed yet", "RequestNotProcessed");
  return { status: 200, data: { action: request.action, processedAt: new Date(dueAt).toISOString(), ...result } };
}

function create(store: Store, fields: JsonRecord, at: string): JsonRecord {
  const id = store.nextId("alert");
  const alias = textOr(fields["alias"], id);
  const open = store.alerts.findLast((row) => row.alias === alias && row.status === "open");
  if (open !== undefined) {
    store.changeAlert({ ...open, count: open.count + 1, lastOccurredAt: at, updatedAt: at });
    return { isSuccess: true, status: "Increased count", alertId: open.id, alias };
  }
  store.alerts.push({
    id,
    tinyId: String(store.alerts.length + 1),
    alias,
    message: textOr(fields["message"], ""),
    ...(typeof fields["description"] === "string" && { description: fields["description"] }),
    status: "open",
    acknowledged: false,
    count: 1,
    createdAt: at,
    updatedAt: at,
    lastOccurredAt: at,
    priority: textOr(fields["priority"], "P3"),
    responders: (fields["responders"] ?? []) as readonly FakeRecipient[],
    details: (fields["details"] ?? {}) as Readonly<Record<string, string>>,
    notes: [],
    escalatedTo: [],
  });
  return { isSuccess: true, status: "Created alert", alertId: id, alias };
}

function acted(alert: FakeAlert, act: string, fields: JsonRecord): Partial<FakeAlert> {
  const note = fields["note"];
  const notes = typeof note === "string" ? { notes: [...alert.notes, note] } : {};
  const user = textOr(fields["user"], "integration");
  if (act === "acknowledge") return { ...notes, acknowledged: true, acknowledgedBy: user };
  if (act === "close") return { ...notes, status: "closed" };
  if (act === "responders")
    return { ...notes, responders: [...alert.responders, fields["responder"] as FakeRecipient] };
  if (act === "escalate")
    return { ...notes, escalatedTo: [...alert.escalatedTo, String((fields["escalation"] as FakeRecipient).id)] };
  return notes;
}

function renderAlert({ notes: _notes, escalatedTo: _to, acknowledgedBy, ...alert }: FakeAlert): unknown {
  return { ...alert, isSeen: false, ...(acknowledgedBy !== undefined && { report: { acknowledgedBy } }) };
}
