import {
  type Alert,
  type CallOptions,
  type Checkup,
  type FootplateError,
  type Heartbeats,
  type Pager,
} from "@footplate/core";
import { type Budget, type Http, marking, startBudget, systemClock } from "@footplate/http";
import { alertAlias } from "./alert-alias.ts";
import { type Act, createAlerts } from "./alerts.ts";
import { conflict, fault } from "./fault.ts";
import type { OpsgenieOptions } from "./options.ts";
import { checkKey, noteBody, pageBody, recipient } from "./page-body.ts";
import { createPagerCheckup } from "./pager-checkup.ts";
import { responderOf } from "./refs.ts";
import { type StatusRow, toAlert } from "./wire.ts";

/** Alerts and heartbeats, under the key of an integration. */
export interface OpsgeniePager extends Pager {
  readonly heartbeats: Heartbeats;
  readonly checkup: Checkup;
}

export function createPager(
  http: Http,
  options: OpsgenieOptions,
  clocks: Checkup["clocks"],
): OpsgeniePager {
  const { sendMs = 30_000 } = options;
  const alerts = createAlerts(http, options.clock ?? systemClock);

  const find = async (key: string, call: CallOptions): Promise<Alert | undefined> => {
    const row = await alerts.alert(alertAlias(key), "alias", call);
    return row && toAlert(row);
  };
  /** The alert that a request was about. It is read by its id where that is told: an alias may be of several. */
  const after = async (key: string, status: StatusRow, budget: Budget): Promise<Alert> => {
    const id = status.alertId;
    const row =
      typeof id === "string" && id !== ""
        ? await alerts.alert(id, "id", budget())
        : await alerts.alert(alertAlias(key), "alias", budget());
    if (row?.alias === alertAlias(key)) return toAlert(row);
    throw fault({
      code: "protocol",
      message: "the service said that it did what was asked, and does not show the alert",
      hint: "look at the alert",
    });
  };
  /** Taken in is not done: only the outcome of the request says what became of it. */
  const settled = (requestId: string, budget: Budget): Promise<StatusRow> =>
    marking("maybe", () => alerts.outcome(requestId, budget));
  const act = async (key: string, what: Act, body: unknown, call: CallOptions | undefined): Promise<Alert> => {
    checkKey(key);
    const budget = startBudget(options, call, sendMs);
    const now = await marking("no", () => find(key, budget()));
    if (now === undefined) throw noneOpen();
    if (now.status === "closed" && what === "close") return now;
    if (now.status === "closed") throw noneOpen();
    const status = await settled(await alerts.act(alertAlias(key), what, body, budget()), budget);
    if (status.isSuccess) return marking("maybe", () => after(key, status, budget));
    // Somebody else may have closed it meanwhile.
    const left = await marking("no", () => find(key, budget()));
    if (left?.status === "closed" && what === "close") return left;
    throw left === undefined || left.status === "closed" ? noneOpen() : refused(status);
  };

  return {
    spec: 1,
    checkup: createPagerCheckup(alerts, clocks),
    responderOf,
    page: async (page, call) => {
      const body = pageBody(page);
      const budget = startBudget(options, call, sendMs);
      const status = await settled(await alerts.raise(body, budget()), budget);
      if (!status.isSuccess) throw refused(status);
      return marking("maybe", () => after(page.key, status, budget));
    },
    find: async (key, call) => {
      checkKey(key);
      return find(key, startBudget(options, call)());
    },
    acknowledge: (key, note, call) => act(key, "acknowledge", noteBody(note), call),
    note: async (key, text, call) => {
      if (text.trim() === "") throw emptyNote();
      return act(key, "notes", noteBody(text), call);
    },
    addResponder: (key, to, call) => act(key, "responders", { responder: recipient(to) }, call),
    escalate: (key, escalation, call) =>
      act(key, "escalate", { escalation: { type: "escalation", id: escalation } }, call),
    close: (key, note, call) => act(key, "close", noteBody(note), call),
    heartbeats: {
      ping: (name, call) => alerts.ping(name, startBudget(options, call, sendMs)()),
    },
  };
}

function noneOpen(): FootplateError {
  return fault({
    code: "not_found",
    message: "there is no open alert with this key",
    written: "no",
    hint: "page first, or leave it: somebody may have closed it",
  });
}

function emptyNote(): FootplateError {
  return fault({ code: "invalid_input", message: "a note is empty", written: "no", hint: "say something in it" });
}

function refused({ status }: StatusRow): FootplateError {
  const said = typeof status === "string" && status !== "" ? `: ${status.slice(0, 200)}` : "";
  return conflict(`the service took the request in and then refused it${said}`, "look at the alert, then decide again");
}
