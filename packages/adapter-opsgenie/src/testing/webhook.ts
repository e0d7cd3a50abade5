import type { FakeAlert, JsonRecord } from "./rows.ts";

const MOST_TEXT = 1000;

/** What happened to an alert, in the words of outgoing webhooks. Others are actions of the account's own. */
export type WebhookAction =
  | "Create"
  | "Acknowledge"
  | "Close"
  | "AddNote"
  | "AddResponder"
  | "EscalateNext"
  | (string & {});

const BUILT_IN: readonly string[] = ["Acknowledge", "Close", "AddNote", "AddResponder", "EscalateNext"];

/**
 * The body of an outgoing webhook. It is not signed: a header that the integration is told to send is all the proof there
 * is. `createdAt` is in milliseconds, `updatedAt` in nanoseconds. Description and details come only with `Create` and with
 * the account's own actions, cut to 1000 characters.
 */
export function alertWebhook(alert: FakeAlert, action: WebhookAction): JsonRecord {
  const whole = !BUILT_IN.includes(action);
  const note = alert.notes.at(-1);
  return {
    source: { name: "footplate", type: "API" },
    alert: {
      alertId: alert.id,
      tinyId: alert.tinyId,
      alias: alert.alias,
      message: alert.message,
      tags: [],
      teams: alert.responders.flatMap(({ type, id }) => (type === "team" ? [id] : [])),
      recipients: alert.responders.flatMap(({ type, id }) => (type === "user" ? [id] : [])),
      username: alert.acknowledgedBy ?? "integration",
      userId: "user-of-integration",
      source: "integration",
      entity: "",
      priority: alert.priority,
      createdAt: Date.parse(alert.createdAt),
      updatedAt: Date.parse(alert.updatedAt) * 1_000_000,
      ...(action === "AddNote" && note !== undefined && { note }),
      ...(whole && alert.description !== undefined && { description: alert.description.slice(0, MOST_TEXT) }),
      ...(whole && {
        details: Object.fromEntries(
          Object.entries(alert.details).map(([name, value]) => [name, value.slice(0, MOST_TEXT)]),
        ),
      }),
    },
    action,
    integrationId: "integration-1",
    integrationName: "Footplate",
  };
}
