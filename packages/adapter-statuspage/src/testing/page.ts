import { type ComponentRow, type IncidentRow, type Notification, timestamp, type UpdateRow } from "./rows.ts";

/** A component that the fake starts with. */
export interface FakeComponent {
  readonly id: string;
  readonly name: string;
  /** Id of the group it is in. The group is listed among the components, as the service does. */
  readonly group?: string;
}

interface Version {
  readonly at: number;
  /** Absent: deleted. */
  readonly row?: IncidentRow;
}

/** What one status page holds. Rows are replaced, never changed, so that a lagging list can show the old ones. */
export interface Page {
  readonly id: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly components: Map<string, ComponentRow>;
  readonly notifications: Notification[];
  find(id: string): IncidentRow | undefined;
  put(row: IncidentRow, at: number): IncidentRow;
  drop(id: string, at: number): void;
  /** All incidents as they were at a moment, newest first. */
  listed(at: number): readonly IncidentRow[];
  /** A new id of 12 characters. */
  nextId(): string;
  setComponent(id: string, change: Partial<ComponentRow>, at: number): void;
  /** A new component with these fields, last on the page. */
  addComponent(fields: Partial<ComponentRow>, at: number): ComponentRow;
  /** The row with one more update on top, and a mail when it says so. */
  withUpdate(row: IncidentRow, update: NewUpdate, at: number): IncidentRow;
}

/** What a new update says. */
export interface NewUpdate {
  readonly body: string;
  readonly status: string;
  readonly components: Readonly<Record<string, string>>;
  readonly mail: Notification["kind"] | undefined;
}

export function createPage(id: string, components: readonly FakeComponent[], at: number): Page {
  const histories = new Map<string, readonly Version[]>();
  const componentRows = new Map<string, ComponentRow>();
  const notifications: Notification[] = [];
  let ids = 0;

  const addComponent = (row: Partial<ComponentRow> & { readonly id: string }, when: number): ComponentRow => {
    const added: ComponentRow = {
      page_id: id,
      created_at: timestamp(when),
      updated_at: timestamp(when),
      group: false,
      name: "",
      description: "",
      position: componentRows.size + 1,
      status: "operational",
      showcase: true,
      only_show_if_degraded: false,
      automation_email: "",
      start_date: timestamp(when).slice(0, 10),
      ...row,
    };
    componentRows.set(row.id, added);
    return added;
  };
  for (const group of new Set(components.map((row) => row.group))) {
    if (group !== undefined) addComponent({ id: group, name: group, group: true }, at);
  }
  for (const { id: component, name, group } of components) {
    addComponent({ id: component, name, ...(group !== undefined && { group_id: group }) }, at);
  }

  const newest = (incident: string): IncidentRow | undefined => histories.get(incident)?.at(-1)?.row;
  const push = (incident: string, version: Version): void => {
    histories.set(incident, [...(histories.get(incident) ?? []), version]);
  };
  const page: Page = {
    id,
    createdAt: timestamp(at),
    components: componentRows,
    notifications,
    find: newest,
    put: (row, when) => {
      const kept = { ...row, updated_at: timestamp(when) };
      push(row.id, { at: when, row: kept });
      return kept;
    },
    drop: (incident, when) => push(incident, { at: when }),
    listed: (moment) =>
      [...histories.values()]
        .flatMap((versions) => versions.findLast((version) => version.at <= moment)?.row ?? [])
        .toReversed()
        .toSorted((a, b) => b.created_at.localeCompare(a.created_at)),
    nextId: () => {
      ids += 1;
      return `x${ids.toString(36).padStart(11, "0")}`;
    },
    setComponent: (component, change, when) => {
      const row = componentRows.get(component);
      if (row !== undefined) componentRows.set(component, { ...row, ...change, updated_at: timestamp(when) });
    },
    addComponent: (fields, when) => addComponent({ ...fields, id: page.nextId() }, when),
    withUpdate: (row, update, when) => {
      const changes = Object.entries(update.components).map(([component, status]) => {
        const before = componentRows.get(component);
        page.setComponent(component, { status }, when);
        return { code: component, name: before?.name ?? "", old_status: before?.status ?? "", new_status: status };
      });
      const added: UpdateRow = {
        id: page.nextId(),
        incident_id: row.id,
        affected_components: changes,
        body: update.body,
        created_at: timestamp(when),
        deliver_notifications: update.mail !== undefined,
        display_at: timestamp(when),
        status: update.status,
        updated_at: timestamp(when),
        wants_twitter_update: false,
      };
      if (update.mail !== undefined) notifications.push({ incident: row.id, kind: update.mail, at: timestamp(when) });
      return { ...row, status: update.status, incident_updates: [added, ...row.incident_updates] };
    },
  };
  return page;
}
