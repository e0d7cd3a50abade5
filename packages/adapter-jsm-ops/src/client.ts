import type { CallOptions, Instant } from "@footplate/core";
import { answerFor, type HttpAnswer, type HttpRequest, type Schema } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { JsmOpsOptions } from "./options.ts";
import { createTransports } from "./transports.ts";
import {
  acceptedSchema,
  type AlertRow,
  alertSchema,
  type Collection,
  collectionSchema,
  nextOnCallSchema,
  onCallSchema,
  type OutcomeRow,
  outcomeSchema,
  type OverrideRow,
  overrideSchema,
  type ScheduleRow,
  scheduleSchema,
} from "./wire.ts";

/** Rows on a page of schedules and of overrides; more cannot be asked for. */
const PAGE_SIZE = 50;

/** A JSON body. */
export type Fields = Readonly<Record<string, unknown>>;

/** The service's operations that we use, one method each. */
export interface Client {
  schedules(offset: number, call: CallOptions): Promise<Collection>;
  /** `undefined` when it is gone, never was, or may not be seen. */
  schedule(id: string, call: CallOptions): Promise<ScheduleRow | undefined>;
  onCall(schedule: string, at: Instant, call: CallOptions): Promise<readonly string[]>;
  nextOnCall(schedule: string, at: Instant, call: CallOptions): Promise<readonly string[]>;
  overrides(schedule: string, offset: number, call: CallOptions): Promise<Collection>;
  override(schedule: string, alias: string, call: CallOptions): Promise<OverrideRow | undefined>;
  createOverride(schedule: string, fields: Fields, call: CallOptions): Promise<OverrideRow>;
  replaceOverride(schedule: string, alias: string, fields: Fields, call: CallOptions): Promise<OverrideRow>;
  /** Already gone is success. */
  removeOverride(schedule: string, alias: string, call: CallOptions): Promise<void>;
  alert(id: string, call: CallOptions): Promise<AlertRow | undefined>;
  alertByAlias(alias: string, call: CallOptions): Promise<AlertRow | undefined>;
  /** Whether alerts are raised through an integration, which names some fields differently. */
  readonly integrated: boolean;
  /** The id of the request, as of everything that the service does later. */
  raise(fields: Fields, call: CallOptions): Promise<string>;
  act(id: string, action: AlertAction, fields: Fields | undefined, call: CallOptions): Promise<string>;
  addNote(id: string, note: string, call: CallOptions): Promise<void>;
  /** `undefined` until the request is processed. */
  outcome(requestId: string, call: CallOptions): Promise<OutcomeRow | undefined>;
}

/** What is done to an alert later. */
export type AlertAction = "acknowledge" | "close" | "escalate" | "responders";

export function createClient(options: JsmOpsOptions): Client {
  const { operations, integration, prefix } = createTransports(options);
  const send = <Row>(request: HttpRequest<Row>): Promise<HttpAnswer<Row>> =>
    operations.request({
      ...request,
      path: `${prefix}${request.path}`,
      params: { cloudId: options.cloudId, ...request.params },
    });
  const find = async <Row>(request: HttpRequest<Row>): Promise<Row | undefined> => {
    const { status, data } = await send({ ...request, accept: [404, ...(request.accept ?? [])] });
    return status >= 400 ? undefined : data;
  };
  const people = async <Row>(
    which: "on-calls" | "next-on-calls",
    schedule: string,
    at: Instant,
    call: CallOptions,
    schema: Schema<Row>,
  ): Promise<Row> => {
    const query = { flat: true, date: at };
    const path = `schedules/{schedule}/${which}`;
    return (await send({ ...call, method: "GET", path, params: { schedule }, query, schema })).data;
  };
  const overridePath = "schedules/{schedule}/overrides/{alias}";
  return {
    schedules: async (offset, call) =>
      (
        await send({
          ...call,
          method: "GET",
          path: "schedules",
          query: { size: PAGE_SIZE, offset },
          schema: collectionSchema,
        })
      ).data,
    schedule: async (id, call) => {
      const row = await find({
        ...call,
        method: "GET",
        path: "schedules/{id}",
        params: { id },
        schema: scheduleSchema,
        accept: [403],
      });
      return row === undefined ? undefined : answerFor(ADAPTER, id, row.id, row);
    },
    onCall: async (schedule, at, call) => (await people("on-calls", schedule, at, call, onCallSchema)).onCallUsers,
    nextOnCall: async (schedule, at, call) =>
      (await people("next-on-calls", schedule, at, call, nextOnCallSchema)).nextOnCallUsers,
    overrides: async (schedule, offset, call) =>
      (
        await send({
          ...call,
          method: "GET",
          path: "schedules/{schedule}/overrides",
          params: { schedule },
          query: { size: PAGE_SIZE, offset },
          schema: collectionSchema,
        })
      ).data,
    override: async (schedule, alias, call) => {
      const row = await find({
        ...call,
        method: "GET",
        path: overridePath,
        params: { schedule, alias },
        schema: overrideSchema,
      });
      return row === undefined ? undefined : answerFor(ADAPTER, alias, row.alias, row);
    },
    createOverride: async (schedule, json, call) =>
      (
        await send({
          ...call,
          method: "POST",
          path: "schedules/{schedule}/overrides",
          params: { schedule },
          json,
          schema: overrideSchema,
        })
      ).data,
    replaceOverride: async (schedule, alias, json, call) => {
      const { data } = await send({
        ...call,
        method: "PUT",
        path: overridePath,
        params: { schedule, alias },
        json,
        schema: overrideSchema,
      });
      return answerFor(ADAPTER, alias, data.alias, data, "maybe");
    },
    removeOverride: async (schedule, alias, call) => {
      await find({ ...call, method: "DELETE", path: overridePath, params: { schedule, alias } });
    },
    alert: async (id, call) => {
      const row = await find({ ...call, method: "GET", path: "alerts/{id}", params: { id }, schema: alertSchema });
      return row === undefined ? undefined : answerFor(ADAPTER, id, row.id, row);
    },
    alertByAlias: (alias, call) =>
      find({ ...call, method: "GET", path: "alerts/alias", query: { alias }, schema: alertSchema }),
    integrated: integration !== undefined,
    raise: async (json, call) => {
      const { data } = await (integration === undefined
        ? send({ ...call, method: "POST", path: "alerts", json, schema: acceptedSchema })
        : integration.request({
            ...call,
            method: "POST",
            path: "jsm/ops/integration/v2/alerts",
            json,
            schema: acceptedSchema,
          }));
      return data.requestId;
    },
    act: async (id, action, json, call) =>
      (
        await send({
          ...call,
          method: "POST",
          path: `alerts/{id}/${action}`,
          params: { id },
          ...(json !== undefined && { json }),
          schema: acceptedSchema,
        })
      ).data.requestId,
    addNote: async (id, note, call) => {
      await send({ ...call, method: "POST", path: "alerts/{id}/notes", params: { id }, json: { note } });
    },
    outcome: (id, call) =>
      find({ ...call, method: "GET", path: "alerts/requests/{id}", params: { id }, schema: outcomeSchema }),
  };
}
