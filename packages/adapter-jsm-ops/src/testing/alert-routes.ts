import { readAlert, responderProblem } from "./alert-body.ts";
import type { AlertRow } from "./alerts.ts";
import { isRecord, type Outgoing, refuse, timestamp } from "./json.ts";
import type { Outcome } from "./requests.ts";
import type { Incoming } from "./route.ts";
import type { Site } from "./site.ts";

/** What the service does with a request below `alerts` of the Operations API. */
export function alertRoute(site: Site, incoming: Incoming, now: number): Outgoing {
  const { method, query, body } = incoming;
  const [, id, sub, requestId] = [...incoming.parts, undefined, undefined];
  const write = method !== "GET";
  if (id === undefined) {
    if (!write) return listAlerts(site, query);
    if (site.readOnly) return refuse(403, "no permission to create alerts");
    return raise(site, body, false, now);
  }
  if (id === "requests" && sub !== undefined) {
    const status = site.requests.status(sub);
    return status === undefined ? refuse(404, "the request is not found") : { status: 200, json: status };
  }
  if (id === "alias" && !write) return shown(site, site.alerts.byAlias(query.get("alias") ?? ""));
  const row = site.alerts.alerts.get(id);
  if (sub === undefined) return write ? refuse(405, "method not allowed") : shown(site, row);
  if (sub === "notes" && requestId === undefined) return notes(site, id, incoming, now);
  if (!write) return refuse(404, "not found");
  return act(site, id, sub, body, now);
}

/** Takes in an alert, whichever surface it comes by. */
export function raise(site: Site, body: unknown, integrated: boolean, now: number): Outgoing {
  const wish = readAlert(body, integrated);
  if (typeof wish === "string") return refuse(422, wish);
  const name = integrated ? "Fake integration" : "Default API";
  const run = (at: number): Outcome => done(site.alerts.raise(wish, name, at), "Created alert");
  return accepted(site, "Create", run, now, integrated ? 202 : 200);
}

function act(site: Site, id: string, action: string, body: unknown, now: number): Outgoing {
  if (site.readOnly) return refuse(422, "no permission to act on alerts");
  const changing =
    (change: (row: AlertRow, at: number) => Partial<AlertRow> | string) =>
    (at: number): Outcome => {
      const row = site.teamAccess ? site.alerts.alerts.get(id) : undefined;
      if (row === undefined) return { isSuccess: false, status: "Alert does not exist" };
      if (row.status === "closed") return { isSuccess: false, status: "Alert is already closed", alertId: row.id };
      const changed = change(row, at);
      if (typeof changed === "string") return { isSuccess: false, status: changed, alertId: row.id };
      site.alerts.change(id, changed, at);
      return done({ ...row, ...changed }, "Processed");
    };
  if (action === "acknowledge" || action === "close" || action === "unacknowledge") {
    // These three take no body at all.
    if (body !== undefined) return refuse(422, "the operation takes no body");
    const owner = site.owner;
    return accepted(
      site,
      action,
      changing((row, at) => {
        if (action === "close") return { status: "closed", closeTime: timestamp(at) };
        if (action === "unacknowledge") return { status: "open", acknowledged: false, owner: "" };
        return row.acknowledged
          ? "Alert is already acknowledged"
          : { status: "acked", acknowledged: true, owner, ackTime: timestamp(at) };
      }),
      now,
    );
  }
  if (action === "escalate") {
    const escalation = isRecord(body) && Object.keys(body).length === 1 ? body["escalationId"] : undefined;
    if (typeof escalation !== "string") return refuse(422, "escalationId is missing, or not alone");
    const added = { type: "escalation", id: escalation };
    return accepted(
      site,
      action,
      changing((row) => ({ responders: [...row.responders, added] })),
      now,
    );
  }
  if (action === "responders") {
    const problem = responderProblem(body);
    if (problem !== undefined || !isRecord(body)) return refuse(422, `the body ${problem}`);
    const added = { type: String(body["type"]), id: String(body["id"]) };
    return accepted(
      site,
      action,
      changing((row) => ({ responders: [...row.responders, added] })),
      now,
    );
  }
  return refuse(404, "not found");
}

function notes(site: Site, id: string, { method, body }: Incoming, now: number): Outgoing {
  if (!site.alerts.alerts.has(id) || !site.teamAccess) return refuse(404, "the alert is not found");
  if (method === "GET") {
    const values = site.alerts.notes.filter((row) => row.alert === id).map(({ alert: _alert, ...row }) => row);
    return { status: 200, json: { values: values.toReversed(), links: {} } };
  }
  if (site.readOnly) return refuse(403, "no permission to add notes");
  const note = isRecord(body) && Object.keys(body).length === 1 ? body["note"] : undefined;
  if (typeof note !== "string" || note === "" || note.length > 25_000) return refuse(422, "note must be text alone");
  const { alert: _alert, ...row } = site.alerts.addNote(id, note, site.owner, now);
  return { status: 200, json: row };
}

function listAlerts(site: Site, query: URLSearchParams): Outgoing {
  const size = Number(query.get("size") ?? 20);
  const offset = Number(query.get("offset") ?? 0);
  if (!(size >= 1 && size <= 100)) return refuse(422, "size must be from 1 to 100");
  const all = site.teamAccess ? [...site.alerts.alerts.values()].toReversed() : [];
  return { status: 200, json: { values: all.slice(offset, offset + size), count: all.length, links: {} } };
}

function shown(site: Site, row: AlertRow | undefined): Outgoing {
  return row === undefined || !site.teamAccess ? refuse(404, "the alert is not found") : { status: 200, json: row };
}

function accepted(site: Site, action: string, run: (at: number) => Outcome, now: number, status = 202): Outgoing {
  const requestId = site.requests.accept(action, run, now);
  site.requests.advance(now);
  return { status, json: { result: "Request will be processed", requestId, took: 0 } };
}

function done(row: AlertRow, status: string): Outcome {
  return { isSuccess: true, status, alertId: row.id, alias: row.alias };
}
