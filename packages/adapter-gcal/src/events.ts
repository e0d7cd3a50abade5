import type { CallOptions } from "@footplate/core";
import { answerFor, type Http } from "@footplate/http";
import { eventPageSchema, eventSchema, type WireEvent, type WireEventPage } from "./wire.ts";

/** The requests for events of one calendar. */
export interface Events {
  get(id: string, options: CallOptions): Promise<WireEvent | undefined>;
  page(
    query: Readonly<Record<string, string | number | boolean | undefined>>,
    options: CallOptions,
  ): Promise<WireEventPage>;
  insert(body: unknown, options: CallOptions): Promise<WireEvent>;
  patch(id: string, version: string, body: unknown, options: CallOptions): Promise<WireEvent>;
  /** False when it was gone already. */
  delete(id: string, version: string | undefined, options: CallOptions): Promise<boolean>;
  /** Zone of the calendar. */
  zone(options: CallOptions): Promise<string>;
}

const ALL = "calendars/{calendar}/events";
const ONE = "calendars/{calendar}/events/{event}";

export function createEvents(http: Http, calendar: string, sendUpdates: string): Events {
  const query = { sendUpdates };
  const matching = (version: string | undefined) => (version === undefined ? {} : { headers: { "if-match": version } });
  const page: Events["page"] = async (wanted, options) => {
    const { data } = await http.request<WireEventPage>({
      ...options,
      method: "GET",
      path: ALL,
      params: { calendar },
      query: wanted,
      schema: eventPageSchema,
    });
    return data;
  };
  const zone: Events["zone"] = async (options) => (await page({ maxResults: 1 }, options)).timeZone ?? "UTC";
  /** A calendar that is gone answers 404 for all of its events too: nothing may be taken for deleted then. */
  const sureIfMissing = async (status: number, options: CallOptions): Promise<boolean> => {
    if (status === 404) await zone(options);
    return status === 404 || status === 410;
  };
  return {
    page,
    zone,
    get: async (id, options) => {
      const params = { calendar, event: id };
      const { status, data } = await http.request<WireEvent>({
        ...options,
        method: "GET",
        path: ONE,
        params,
        schema: eventSchema,
        accept: [404, 410],
      });
      return (await sureIfMissing(status, options)) ? undefined : answerFor("gcal", id, data.id, data);
    },
    insert: async (body, options) => {
      const { data } = await http.request<WireEvent>({
        ...options,
        method: "POST",
        path: ALL,
        params: { calendar },
        query,
        json: body,
        schema: eventSchema,
      });
      return data;
    },
    patch: async (id, version, body, options) => {
      const { data } = await http.request<WireEvent>({
        ...options,
        ...matching(version),
        method: "PATCH",
        path: ONE,
        params: { calendar, event: id },
        query,
        json: body,
        schema: eventSchema,
      });
      return answerFor("gcal", id, data.id, data, "maybe");
    },
    delete: async (id, version, options) => {
      const { status } = await http.request({
        ...options,
        ...matching(version),
        method: "DELETE",
        path: ONE,
        params: { calendar, event: id },
        query,
        accept: [404, 410],
      });
      return !(await sureIfMissing(status, options));
    },
  };
}
