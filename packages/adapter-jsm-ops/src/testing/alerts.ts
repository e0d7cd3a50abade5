import { timestamp } from "./json.ts";

/** An alert as the service answers it. */
export interface AlertRow {
  readonly id: string;
  readonly tinyId: string;
  readonly alias: string;
  readonly message: string;
  readonly description?: string;
  readonly priority: string;
  readonly status: string;
  readonly acknowledged: boolean;
  readonly snoozed: boolean;
  readonly seen: boolean;
  readonly owner: string;
  readonly count: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastOccuredAt: string;
  readonly ackTime?: string;
  readonly closeTime?: string;
  readonly responders: readonly { readonly type: string; readonly id: string }[];
  readonly extraProperties: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly integrationType: string;
  readonly integrationName: string;
}

/** A note on an alert, and when it was made. */
export interface NoteRow {
  readonly alert: string;
  readonly id: string;
  readonly note: string;
  readonly owner: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a body that raises an alert says. */
export type NewAlert = Partial<
  Pick<AlertRow, "alias" | "description" | "priority" | "responders" | "extraProperties" | "tags">
> & { readonly message: string };

/** All alerts of the site. */
export interface AlertStore {
  readonly alerts: Map<string, AlertRow>;
  readonly notes: NoteRow[];
  /** The newest with this alias. */
  byAlias(alias: string): AlertRow | undefined;
  /** Makes an alert, or counts one more on the open one of the same alias. */
  raise(wish: NewAlert, integration: string, at: number): AlertRow;
  change(id: string, change: Partial<AlertRow>, at: number): AlertRow | undefined;
  addNote(alert: string, note: string, owner: string, at: number): NoteRow;
}

export function alertStore(): AlertStore {
  const alerts = new Map<string, AlertRow>();
  const notes: NoteRow[] = [];
  const byAlias = (alias: string): AlertRow | undefined => [...alerts.values()].findLast((row) => row.alias === alias);
  const put = (row: AlertRow): AlertRow => {
    alerts.set(row.id, row);
    return row;
  };
  return {
    alerts,
    notes,
    byAlias,
    raise: (wish, integration, at) => {
      const there = wish.alias === undefined ? undefined : byAlias(wish.alias);
      const now = timestamp(at);
      // The repeat is counted; what it says besides is dropped.
      if (there !== undefined && there.status !== "closed" && there.status !== "resolved")
        return put({ ...there, count: there.count + 1, lastOccuredAt: now, updatedAt: now });
      const number = alerts.size + 1;
      const id = `fake-alert-${number}-${at}`;
      return put({
        alias: id,
        priority: "P3",
        responders: [],
        extraProperties: {},
        tags: [],
        ...wish,
        id,
        tinyId: String(number),
        status: "open",
        acknowledged: false,
        snoozed: false,
        seen: false,
        owner: "",
        count: 1,
        createdAt: now,
        updatedAt: now,
        lastOccuredAt: now,
        integrationType: "API",
        integrationName: integration,
      });
    },
    change: (id, change, at) => {
      const row = alerts.get(id);
      return row === undefined ? undefined : put({ ...row, ...change, updatedAt: timestamp(at) });
    },
    addNote: (alert, note, owner, at) => {
      const row = {
        alert,
        id: `note-${notes.length + 1}`,
        note,
        owner,
        createdAt: timestamp(at),
        updatedAt: timestamp(at),
      };
      notes.push(row);
      return row;
    },
  };
}
