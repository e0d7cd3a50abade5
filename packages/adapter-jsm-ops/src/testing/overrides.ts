import { isRecord } from "./json.ts";
import type { FakeSchedule } from "./options.ts";

/** An override as the service answers it. */
export interface OverrideRow {
  readonly alias: string;
  readonly responder: { readonly type: "user" | "noone"; readonly id?: string };
  readonly startDate: string;
  readonly endDate: string;
  readonly rotationIds?: readonly string[];
}

interface Version {
  readonly at: number;
  /** Absent: deleted. */
  readonly row?: OverrideRow;
}

/** The overrides of one schedule. Rows are replaced, never changed, so that a lagging list can show the old ones. */
export interface OverrideStore {
  find(alias: string): OverrideRow | undefined;
  put(row: OverrideRow, at: number): OverrideRow;
  drop(alias: string, at: number): void;
  /** All as they were at a moment, oldest first. */
  listed(at: number): readonly OverrideRow[];
}

export function overrideStore(): OverrideStore {
  const histories = new Map<string, readonly Version[]>();
  const push = (alias: string, version: Version): void =>
    void histories.set(alias, [...(histories.get(alias) ?? []), version]);
  return {
    find: (alias) => histories.get(alias)?.at(-1)?.row,
    put: (row, at) => {
      push(row.alias, { at, row });
      return row;
    },
    drop: (alias, at) => push(alias, { at }),
    listed: (at) =>
      [...histories.values()].flatMap((versions) => versions.findLast((version) => version.at <= at)?.row ?? []),
  };
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const FIELDS: readonly string[] = ["responder", "startDate", "endDate", "rotationIds"];

/** The override that a body describes, without its alias, or what is wrong with it. */
export function readOverride(
  body: unknown,
  schedule: FakeSchedule,
  users: ReadonlySet<string>,
): Omit<OverrideRow, "alias"> | string {
  if (!isRecord(body)) return "the body is not JSON";
  const extra = Object.keys(body).find((name) => !FIELDS.includes(name));
  if (extra !== undefined) return `${extra} is not a known field`;
  const responder = readResponder(body["responder"], users);
  if (typeof responder === "string") return responder;
  const { startDate, endDate, rotationIds } = body;
  if (typeof startDate !== "string" || !MOMENT.test(startDate)) return "startDate must be a date-time";
  if (typeof endDate !== "string" || !MOMENT.test(endDate)) return "endDate must be a date-time";
  if (Date.parse(endDate) <= Date.parse(startDate)) return "endDate must be after startDate";
  const times = { startDate: seconds(startDate), endDate: seconds(endDate) };
  if (rotationIds === undefined) return { responder, ...times };
  if (!Array.isArray(rotationIds)) return "rotationIds must be a list";
  const unknown: unknown = rotationIds.find((id) => !schedule.rotations?.includes(id));
  return unknown === undefined
    ? { responder, ...times, rotationIds }
    : `rotation ${JSON.stringify(unknown)} does not exist`;
}

function readResponder(value: unknown, users: ReadonlySet<string>): OverrideRow["responder"] | string {
  if (!isRecord(value)) return "responder is missing";
  const { type, id, ...rest } = value;
  if (Object.keys(rest).length > 0) return `responder.${Object.keys(rest)[0]} is not a known field`;
  if (type === "noone") return id === undefined ? { type } : "responder.id must be empty";
  if (type !== "user") return "responder.type must be user or noone";
  return typeof id === "string" && users.has(id) ? { type, id } : "the user does not exist";
}

/** The service writes times in UTC, without milliseconds where there are none. */
function seconds(text: string): string {
  return new Date(text).toISOString().replace(".000Z", "Z");
}
