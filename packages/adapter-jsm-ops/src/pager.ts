import type { Alert, CallOptions, FootplateError, Pager } from "@footplate/core";
import { type Budget, marking, startBudget, systemClock } from "@footplate/http";
import { toAlert } from "./alert.ts";
import { alertBody, checkKey, noteText, toWire } from "./alert-body.ts";
import type { AlertAction, Client, Fields } from "./client.ts";
import { fault } from "./fault.ts";
import type { JsmOpsOptions } from "./options.ts";
import { responderOf } from "./refs.ts";
import { refused, settled, until } from "./settled.ts";

export function createPager(client: Client, options: JsmOpsOptions, sendMs: number): Pager {
  const clock = options.clock ?? systemClock;

  const find = async (key: string, call: CallOptions): Promise<Alert | undefined> => {
    checkKey(key);
    const row = await client.alertByAlias(key, call);
    return row === undefined ? undefined : toAlert(key, row);
  };
  const open = async (key: string, budget: Budget): Promise<Alert> => {
    const alert = await marking("no", () => find(key, budget()));
    if (alert === undefined || alert.status === "closed") throw noOpenAlert(key);
    return alert;
  };
  /** Reads by id until the alert shows what was done. */
  const shown = (alert: Pick<Alert, "key" | "id">, what: string, budget: Budget, fits?: Alert["status"]) =>
    until(clock, budget, what, async () => {
      const row = await client.alert(alert.id, budget());
      const now = row === undefined ? undefined : toAlert(alert.key, row);
      return fits === undefined || now?.status === fits || now?.status === "closed" ? now : undefined;
    });
  const act = async (
    alert: Alert,
    action: AlertAction,
    fields: Fields | undefined,
    budget: Budget,
    fits?: Alert["status"],
  ): Promise<Alert> => {
    const what = ACTIONS[action];
    const outcome = await settled(client, clock, await client.act(alert.id, action, fields, budget()), what, budget);
    if (outcome.isSuccess) return shown(alert, what, budget, fits);
    // Somebody else may have been faster.
    const row = await marking("no", () => client.alert(alert.id, budget()));
    const now = row === undefined ? undefined : toAlert(alert.key, row);
    if (now !== undefined && now.status === fits) return now;
    throw now === undefined || now.status === "closed" ? noOpenAlert(alert.key) : refused(what, outcome);
  };
  /** The bodies of actions hold no note: it goes first, so that whoever is told of the action can read why. */
  const noted = async (alert: Alert, note: string, budget: Budget, next: () => Promise<Alert>): Promise<Alert> => {
    const text = noteText(note);
    if (text === "") return next();
    await client.addNote(alert.id, text, budget());
    return marking("maybe", next);
  };

  return {
    spec: 1,
    responderOf,

    page: async (page, call) => {
      const budget = startBudget(options, call, sendMs);
      const requestId = await client.raise(alertBody(page, client.integrated), budget());
      const { key } = page;
      const outcome = await settled(client, clock, requestId, "the alert", budget);
      if (!outcome.isSuccess) throw refused("the alert", outcome);
      const id = outcome.alertId ?? "";
      return id === ""
        ? until(clock, budget, "the alert", () => find(key, budget()))
        : shown({ key, id }, "the alert", budget);
    },

    find: (key, call) => find(key, call ?? {}),

    acknowledge: async (key, note, call) => {
      const budget = startBudget(options, call, sendMs);
      const alert = await open(key, budget);
      return noted(alert, note, budget, () =>
        alert.status === "acknowledged"
          ? shown(alert, "the note", budget)
          : act(alert, "acknowledge", undefined, budget, "acknowledged"),
      );
    },

    note: async (key, text, call) => {
      if (text.trim() === "") throw emptyNote();
      const budget = startBudget(options, call, sendMs);
      const alert = await open(key, budget);
      return noted(alert, text, budget, () => shown(alert, "the note", budget));
    },

    addResponder: async (key, to, call) => {
      const budget = startBudget(options, call, sendMs);
      return act(await open(key, budget), "responders", toWire(to), budget);
    },

    escalate: async (key, escalation, call) => {
      const budget = startBudget(options, call, sendMs);
      return act(await open(key, budget), "escalate", { escalationId: escalation }, budget);
    },

    close: async (key, note, call) => {
      const budget = startBudget(options, call, sendMs);
      const alert = await marking("no", () => find(key, budget()));
      if (alert === undefined) throw noOpenAlert(key);
      if (alert.status === "closed") return alert;
      return noted(alert, note, budget, () => act(alert, "close", undefined, budget, "closed"));
    },
  };
}

const ACTIONS: Readonly<Record<AlertAction, string>> = {
  acknowledge: "the acknowledgement",
  close: "the closing",
  escalate: "the escalation",
  responders: "the responder",
};

function emptyNote(): FootplateError {
  return fault({ code: "invalid_input", message: "a note is empty", written: "no", hint: "say something in it" });
}

function noOpenAlert(key: string): FootplateError {
  return fault({
    code: "not_found",
    message: `there is no open alert of ${key.slice(0, 100)}`,
    written: "no",
    hint: "page first, or see whether it was closed; an account outside the alert's team does not see it",
  });
}
