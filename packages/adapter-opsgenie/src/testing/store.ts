import type { Outgoing } from "./routes.ts";
import type { FakeAlert, FakeSchedule, FakeTeam, FakeUser, JsonRecord, OverrideRow } from "./rows.ts";

/** A request that was taken in. */
export interface TakenRequest {
  readonly dueAt: number;
  readonly action: string;
  readonly run: (at: string) => JsonRecord;
  /** Absent until it is done. */
  readonly result?: JsonRecord;
}

/** Everything that the fake holds. */
export interface Store {
  readonly schedules: readonly FakeSchedule[];
  readonly users: readonly FakeUser[];
  readonly teams: readonly FakeTeam[];
  readonly overrides: readonly OverrideRow[];
  /** Ids of schedules that the key may not see any more. */
  readonly withdrawn: Set<string>;
  readonly alerts: FakeAlert[];
  readonly requests: Map<string, TakenRequest>;
  readonly pings: Map<string, string[]>;
  nextId(kind: string): string;
  /** The overrides that a list shows. */
  listed(schedule: string, now: number): readonly OverrideRow[];
  putOverride(row: OverrideRow, now: number): void;
  dropOverride(schedule: string, alias: string, now: number): void;
  changeAlert(row: FakeAlert): void;
  /** Takes a request in, to be done later. */
  take(now: number, action: string, run: (at: string) => JsonRecord): Outgoing;
  /** Does what is due. */
  advance(now: number): void;
}

export function createStore(options: {
  readonly schedules: readonly FakeSchedule[];
  readonly users: readonly FakeUser[];
  readonly teams: readonly FakeTeam[];
  readonly heartbeats: readonly string[];
  readonly processMs: number;
  readonly lagMs: number;
}): Store {
  let made = 0;
  let history: readonly { readonly at: number; readonly rows: readonly OverrideRow[] }[] = [
    { at: Number.NEGATIVE_INFINITY, rows: [] },
  ];
  const rows = (): readonly OverrideRow[] => history.at(-1)?.rows ?? [];
  const others = (schedule: string, alias: string) =>
    rows().filter((row) => row.schedule !== schedule || row.alias !== alias);
  const keep = (at: number, next: readonly OverrideRow[]): void => {
    history = [...history.slice(-500), { at, rows: next }];
  };
  const alerts: FakeAlert[] = [];
  const requests = new Map<string, TakenRequest>();
  const nextId = (kind: string): string => `${kind}-${(made += 1)}`;
  return {
    schedules: options.schedules,
    users: options.users,
    teams: options.teams,
    get overrides() {
      return rows();
    },
    withdrawn: new Set(),
    alerts,
    requests,
    pings: new Map(options.heartbeats.map((name) => [name, []])),
    nextId,
    listed: (schedule, now) =>
      (history.findLast(({ at }) => at <= now - options.lagMs)?.rows ?? []).filter((row) => row.schedule === schedule),
    putOverride: (row, now) => keep(now, [...others(row.schedule, row.alias), row]),
    dropOverride: (schedule, alias, now) => keep(now, others(schedule, alias)),
    changeAlert: (row) => {
      alerts.splice(
        alerts.findIndex(({ id }) => id === row.id),
        1,
        row,
      );
    },
    take: (now, action, run) => {
      const requestId = nextId("request");
      requests.set(requestId, { dueAt: now + options.processMs, action, run });
      return { status: 202, result: "Request will be processed", requestId };
    },
    advance: (now) => {
      for (const [id, request] of requests) {
        if (request.dueAt > now || request.result !== undefined) continue;
        requests.set(id, { ...request, result: request.run(new Date(request.dueAt).toISOString()) });
      }
    },
  };
}
