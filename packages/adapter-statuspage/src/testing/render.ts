import type { Page } from "./page.ts";
import type { ComponentRow, IncidentRow, JsonRecord } from "./rows.ts";

/** What is unset, field by field: the service says null, its description only allows leaving it out. */
const INCIDENT_NULLS: JsonRecord = {
  impact_override: null,
  monitoring_at: null,
  postmortem_body: null,
  postmortem_body_last_updated_at: null,
  postmortem_published_at: null,
  reminder_intervals: null,
  resolved_at: null,
  scheduled_for: null,
  scheduled_reminded_at: null,
  scheduled_until: null,
};
const UPDATE_NULLS: JsonRecord = { custom_tweet: null, tweet_id: null, twitter_updated_at: null };
const COMPONENT_NULLS: JsonRecord = { group_id: null };
const PAGE_NULLS: JsonRecord = { domain: null, headline: null, support_url: null };

/** The page itself as JSON. */
export function renderPage({ id, createdAt }: Page, nulls: boolean): JsonRecord {
  return {
    ...(nulls && PAGE_NULLS),
    id,
    name: "Fake page",
    url: "https://www.example.com",
    subdomain: "fake-page",
    time_zone: "UTC",
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export function renderComponent(row: ComponentRow, nulls: boolean): JsonRecord {
  return { ...(nulls && COMPONENT_NULLS), ...row };
}

/** The incident as JSON: its components in full, with the status they have now. */
export function renderIncident(page: Page, row: IncidentRow, nulls: boolean): JsonRecord {
  const { component_ids, incident_updates, ...rest } = row;
  return {
    ...(nulls && INCIDENT_NULLS),
    ...rest,
    page_id: page.id,
    components: component_ids.flatMap((id) => {
      const component = page.components.get(id);
      return component === undefined ? [] : [renderComponent(component, nulls)];
    }),
    incident_updates: incident_updates.map((update) => ({ ...(nulls && UPDATE_NULLS), ...update })),
    incident_impacts: [],
    postmortem_ignored: false,
    postmortem_notified_subscribers: false,
    postmortem_notified_twitter: false,
  };
}
