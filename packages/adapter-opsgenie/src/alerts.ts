import type { CallOptions, Clock } from "@footplate/core";
import type { Budget, Http } from "@footplate/http";
import { fault } from "./fault.ts";
import { type AlertRow, alertSchema, type StatusRow, statusSchema, takenSchema } from "./wire.ts";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4000;

/** What is done to an alert that exists. */
export type Act = "acknowledge" | "notes" | "responders" | "escalate" | "close";

/** The service's operations on alerts that we use, one method each. */
export interface Alerts {
  /** `undefined` only when the service says that there is none. */
  alert(identifier: string, type: "id" | "alias", call: CallOptions): Promise<AlertRow | undefined>;
  /** Takes a request in; answers its id. */
  raise(body: unknown, call: CallOptions): Promise<string>;
  act(alias: string, act: Act, body: unknown, call: CallOptions): Promise<string>;
  /** What became of a request, asked again and again until the service has done it or the time is over. */
  outcome(requestId: string, budget: Budget): Promise<StatusRow>;
  ping(heartbeat: string, call: CallOptions): Promise<void>;
}

export function createAlerts(http: Http, clock: Clock): Alerts {
  return {
    alert: async (identifier, identifierType, call) => {
      const { status, data } = await http.request({
        ...call,
        method: "GET",
        path: "v2/alerts/{identifier}",
        params: { identifier },
        query: { identifierType },
        schema: alertSchema,
        accept: [404],
      });
      if (status === 404) return undefined;
      if (data.data[identifierType] === identifier) return data.data;
      // A cache in between may answer with another resource (F37).
      throw fault({
        code: "protocol",
        message: "asked for one alert, the service answered with another",
        hint: "look for a proxy or cache between here and Opsgenie",
      });
    },
    raise: async (json, call) =>
      (await http.request({ ...call, method: "POST", path: "v2/alerts", json, schema: takenSchema })).data.requestId,
    act: async (identifier, act, json, call) =>
      (
        await http.request({
          ...call,
          method: "POST",
          path: `v2/alerts/{identifier}/${act}`,
          params: { identifier },
          query: { identifierType: "alias" },
          json,
          schema: takenSchema,
        })
      ).data.requestId,
    outcome: async (request, budget) => {
      for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
        const { status, headers, data } = await http.request({
          ...budget(),
          method: "GET",
          path: "v2/alerts/requests/{request}",
          params: { request },
          schema: statusSchema,
          accept: [404],
        });
        if (status !== 404) return data.data;
        if (headers.get("x-opsgenie-errortype") !== "RequestNotProcessed") throw forgotten();
        const { timeoutMs = Number.POSITIVE_INFINITY, signal } = budget();
        const spareMs = timeoutMs - FIRST_WAIT_MS;
        if (spareMs <= 0) throw notInTime();
        await clock.sleep(Math.min(waitMs, spareMs), signal);
      }
    },
    ping: async (name, call) => {
      await http.request({ ...call, method: "GET", path: "v2/heartbeats/{name}/ping", params: { name } });
    },
  };
}

function forgotten(): Error {
  return fault({
    code: "protocol",
    message: "the service took the request in, and knows nothing of it now",
    written: "maybe",
    hint: "look at the alert before sending it again",
  });
}

function notInTime(): Error {
  return fault({
    code: "timeout",
    message: "the service took the request in, and had not done it when the time was over",
    written: "maybe",
    hint: "look at the alert before sending it again, or allow more time with sendMs",
  });
}
