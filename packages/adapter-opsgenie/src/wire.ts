import { type Alert, type Held, instant, type OnCallOverride, type OnCallSchedule } from "@footplate/core";
import type { Schema } from "@footplate/http";
import * as z from "zod/mini";
import { keyOfAlertAlias } from "./alert-alias.ts";
import { markOfAlias } from "./alias.ts";

/** A schedule, as far as we read it. */
export interface ScheduleRow {
  readonly id: string;
  readonly name: string;
  readonly timezone?: string | null | undefined;
}

/** A user, as far as we read it. */
export interface UserRow {
  readonly id: string;
}

/** One who is on call, or a group of those. */
export interface ParticipantRow {
  readonly id?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly onCallParticipants?: readonly ParticipantRow[] | null | undefined;
}

/** An override, as far as we read it. */
export interface OverrideRow {
  readonly alias: string;
  readonly user: { readonly type: string; readonly id?: string | null | undefined };
  readonly startDate: string;
  readonly endDate: string;
  readonly rotations?: readonly { readonly id?: string | null | undefined }[] | null | undefined;
}

/** An alert, as far as we read it. */
export interface AlertRow {
  readonly id: string;
  readonly alias: string;
  readonly message: string;
  readonly status: string;
  readonly acknowledged?: boolean | null | undefined;
  readonly count?: number | null | undefined;
  readonly createdAt: string;
  readonly report?: { readonly acknowledgedBy?: string | null | undefined } | null | undefined;
}

/** What became of a request that was taken in. */
export interface StatusRow {
  readonly isSuccess: boolean;
  readonly status?: string | null | undefined;
  readonly alertId?: string | null | undefined;
}

const text = z.nullish(z.string());
const moment = z.iso.datetime({ offset: true });
const data = <Value>(schema: z.ZodMiniType<Value>): Schema<{ readonly data: Value }> => z.object({ data: schema });

const schedule = z.object({ id: z.string(), name: z.string(), timezone: text });
export const userSchema: Schema<{ readonly data: UserRow }> = data(z.object({ id: z.string() }));
const participant: z.ZodMiniType<ParticipantRow> = z.object({
  id: text,
  type: text,
  get onCallParticipants() {
    return z.nullish(z.array(participant));
  },
});
// The description gives names and objects to lists whose names suggest the other way round: each is read where it is.
const people = z.nullish(z.array(z.union([participant, z.string()])));
const override = z.object({
  alias: z.string(),
  user: z.object({ type: z.string(), id: text }),
  startDate: moment,
  endDate: moment,
  rotations: z.nullish(z.array(z.object({ id: text }))),
});
const alert = z.object({
  id: z.string(),
  alias: z.string(),
  message: z.string(),
  status: z.string(),
  acknowledged: z.nullish(z.boolean()),
  count: z.nullish(z.int()),
  createdAt: moment,
  report: z.nullish(z.object({ acknowledgedBy: text })),
});
const status = z.object({ isSuccess: z.boolean(), status: text, alertId: text });

/** Who is on call, or next: ids are in the objects, names are of no use to us. */
export interface PeopleRow {
  readonly onCallParticipants?: readonly (ParticipantRow | string)[] | null | undefined;
  readonly nextOnCallRecipients?: readonly (ParticipantRow | string)[] | null | undefined;
  readonly nextOnCallParticipants?: readonly (ParticipantRow | string)[] | null | undefined;
}

export const schedulesSchema: Schema<{ readonly data: readonly ScheduleRow[] }> = data(z.array(schedule));
export const peopleSchema: Schema<{ readonly data: PeopleRow }> = data(
  z.object({ onCallParticipants: people, nextOnCallRecipients: people, nextOnCallParticipants: people }),
);
export const overrideSchema: Schema<{ readonly data: OverrideRow }> = data(override);
/** Rows are read one by one: one that cannot be read must not hide the rest. */
export const rowsSchema: Schema<{ readonly data: readonly unknown[] }> = data(z.array(z.unknown()));
export const madeSchema: Schema<{ readonly data: { readonly alias: string } }> = data(z.object({ alias: z.string() }));
export const alertSchema: Schema<{ readonly data: AlertRow }> = data(alert);
export const statusSchema: Schema<{ readonly data: StatusRow }> = data(status);
export const takenSchema: Schema<{ readonly requestId: string }> = z.object({ requestId: z.string() });

export function parseOverride(row: unknown): OverrideRow | undefined {
  return z.safeParse(override, row).data;
}

export function toSchedule({ id, name, timezone }: ScheduleRow): OnCallSchedule {
  return { id, name, ...(typeof timezone === "string" && timezone !== "" && { zone: timezone }) };
}

/** The ids of the people in a tree of participants, each once. */
export function peopleIn(rows: readonly (ParticipantRow | string)[] | null | undefined): readonly string[] {
  const ids = (rows ?? []).flatMap((row) => {
    if (typeof row === "string") return [];
    const own = row.type === "user" && typeof row.id === "string" ? [row.id] : [];
    return [...own, ...peopleIn(row.onCallParticipants)];
  });
  return [...new Set(ids)];
}

/** The id of an override in our words: an alias is only known within its schedule. */
export function overrideId(scheduleId: string, alias: string): string {
  return `${scheduleId}/${alias}`;
}

/** An override in our words. Somebody else's may be for a team or for nobody: its kind then stands before its id. */
export function toHeld(row: OverrideRow, scheduleId: string): Held<OnCallOverride> {
  const { alias, user } = row;
  const mark = markOfAlias(alias);
  const rotations = (row.rotations ?? []).flatMap(({ id }) => (typeof id === "string" ? [id] : []));
  return {
    id: overrideId(scheduleId, alias),
    item: {
      schedule: scheduleId,
      person: user.type === "user" ? (user.id ?? "") : `${user.type}:${user.id ?? ""}`,
      start: instant(row.startDate),
      end: instant(row.endDate),
      rotations: [...new Set(rotations)].toSorted(),
    },
    ...(mark !== undefined && { mark }),
  };
}

export function toAlert(row: AlertRow): Alert {
  const { id, alias, message, status: state, acknowledged, count, createdAt, report } = row;
  const by = report?.acknowledgedBy;
  return {
    key: keyOfAlertAlias(alias),
    id,
    status: state === "open" && acknowledged === true ? "acknowledged" : state,
    message,
    createdAt: instant(createdAt),
    ...(typeof by === "string" && by !== "" && { acknowledgedBy: by }),
    count: count ?? 1,
  };
}
