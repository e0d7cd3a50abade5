import type { CallOptions, OnCallOverride } from "@footplate/core";
import { answerFor, type Http, stillThere } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import {
  madeSchema,
  type OverrideRow,
  overrideSchema,
  type PeopleRow,
  peopleSchema,
  rowsSchema,
  type ScheduleRow,
  schedulesSchema,
  type UserRow,
  userSchema,
} from "./wire.ts";

const ALL = "v2/schedules/{schedule}/overrides";
const ONE = "v2/schedules/{schedule}/overrides/{alias}";
const byId = { scheduleIdentifierType: "id" } as const;
const idOfOne = { identifierType: "id" } as const;

/** The service's operations on schedules that we use, one method each. */
export interface Schedules {
  all(call: CallOptions): Promise<readonly ScheduleRow[]>;
  /** `undefined` only when the service says that there is none. */
  user(id: string, call: CallOptions): Promise<UserRow | undefined>;
  people(which: "on-calls" | "next-on-calls", schedule: string, date: string, call: CallOptions): Promise<PeopleRow>;
  overrides(schedule: string, call: CallOptions): Promise<readonly unknown[]>;
  /** `undefined` only when the service says that it is gone or never was. */
  override(schedule: string, alias: string, call: CallOptions): Promise<OverrideRow | undefined>;
  make(item: OnCallOverride, alias: string, call: CallOptions): Promise<void>;
  change(item: OnCallOverride, alias: string, call: CallOptions): Promise<void>;
  /** Throws `not_found` or `forbidden`, naming the schedule, where it does not answer. */
  mustAnswer(schedule: string, call: CallOptions): Promise<void>;
  /** Gone already is success. */
  drop(schedule: string, alias: string, call: CallOptions): Promise<void>;
}

export function createSchedules(http: Http): Schedules {
  return {
    all: async (call) =>
      (await http.request({ ...call, method: "GET", path: "v2/schedules", schema: schedulesSchema })).data.data,
    user: async (identifier, call) => {
      const { status, data } = await http.request({
        ...call,
        method: "GET",
        path: "v2/users/{identifier}",
        params: { identifier },
        schema: userSchema,
        accept: [404],
      });
      return status === 404 ? undefined : data.data;
    },
    people: async (which, schedule, date, call) =>
      (
        await http.request({
          ...call,
          method: "GET",
          path: `v2/schedules/{schedule}/${which}`,
          params: { schedule },
          // Flat answers hold names; only the tree holds ids.
          query: { ...byId, flat: false, date },
          schema: peopleSchema,
        })
      ).data.data,
    overrides: async (schedule, call) =>
      (await http.request({ ...call, method: "GET", path: ALL, params: { schedule }, query: byId, schema: rowsSchema }))
        .data.data,
    override: async (schedule, alias, call) => {
      const { status, data } = await http.request({
        ...call,
        method: "GET",
        path: ONE,
        params: { schedule, alias },
        query: byId,
        schema: overrideSchema,
        accept: [404],
      });
      return status === 404 ? undefined : answerFor(ADAPTER, alias, data.data.alias, data.data);
    },
    make: async (item, alias, call) => {
      const { data } = await http.request({
        ...call,
        method: "POST",
        path: ALL,
        params: { schedule: item.schedule },
        query: byId,
        json: { alias, ...body(item), ...(item.rotations.length > 0 && { rotations: rotations(item) }) },
        schema: madeSchema,
      });
      answerFor(ADAPTER, alias, data.data.alias, data.data, "maybe");
    },
    change: async (item, alias, call) => {
      await http.request({
        ...call,
        method: "PUT",
        path: ONE,
        params: { schedule: item.schedule, alias },
        query: byId,
        // Said even when empty: left out, the rotations might stay as they were.
        json: { ...body(item), rotations: rotations(item) },
      });
    },
    mustAnswer: (schedule, call) =>
      stillThere({
        name: `schedule ${schedule}`,
        hint: "check the option schedules, and that the key may still read the schedule",
        read: () =>
          http.request({
            ...call,
            method: "GET",
            path: "v2/schedules/{schedule}",
            params: { schedule },
            query: idOfOne,
          }),
      }),
    drop: async (schedule, alias, call) => {
      await http.request({
        ...call,
        method: "DELETE",
        path: ONE,
        params: { schedule, alias },
        query: byId,
        accept: [404],
      });
    },
  };
}

function body({ person, start, end }: OnCallOverride): Readonly<Record<string, unknown>> {
  return { user: { type: "user", id: person }, startDate: start, endDate: end };
}

function rotations(item: OnCallOverride): readonly { readonly id: string }[] {
  return item.rotations.map((id) => ({ id }));
}
