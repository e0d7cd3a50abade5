import { type AlertStore, alertStore } from "./alerts.ts";
import type { FakeJsmOpsOptions, FakeSchedule } from "./options.ts";
import { type OverrideStore, overrideStore } from "./overrides.ts";
import { createRequests, type Requests } from "./requests.ts";

/** What one site holds, and how it behaves. */
export interface Site {
  readonly schedules: ReadonlyMap<string, FakeSchedule>;
  readonly overrides: ReadonlyMap<string, OverrideStore>;
  readonly users: ReadonlySet<string>;
  readonly alerts: AlertStore;
  readonly requests: Requests;
  readonly owner: string;
  readonly lagMs: number;
  teamAccess: boolean;
  readonly readOnly: boolean;
  /** A new alias of an override. */
  nextAlias(): string;
}

export function createSite(options: FakeJsmOpsOptions, owner: string): Site {
  const schedules = options.schedules ?? [{ id: "schedule-1", name: "Release conductors" }];
  const named = schedules.flatMap(({ onCall = [], next = [] }) => [...onCall, ...next]);
  let aliases = 0;
  return {
    schedules: new Map(schedules.map((row) => [row.id, row])),
    overrides: new Map(schedules.map((row) => [row.id, overrideStore()])),
    users: new Set(options.users ?? [...named, "person-1", "person-2", "person-3"]),
    alerts: alertStore(),
    requests: createRequests(options.processMs ?? 0),
    owner,
    lagMs: options.lagMs ?? 0,
    teamAccess: options.teamAccess ?? true,
    readOnly: options.readOnly ?? false,
    nextAlias: () => {
      aliases += 1;
      return `server-alias-${String(aliases).padStart(6, "0")}`;
    },
  };
}
