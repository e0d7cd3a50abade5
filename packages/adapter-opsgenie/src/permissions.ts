/** One thing a key must be able to do, and why. */
export interface Permission {
  /** The option that holds the key. */
  readonly key: "apiKey" | "integrationKey";
  readonly permission: string;
  readonly why: string;
}

/** What the two keys must be allowed, and nothing more. */
export const requiredPermissions: readonly Permission[] = [
  { key: "apiKey", permission: "read", why: "to list schedules and overrides, and to ask who is on call" },
  { key: "apiKey", permission: "create and update", why: "to make overrides and to change those we made" },
  { key: "apiKey", permission: "delete", why: "to take away overrides we made" },
  { key: "integrationKey", permission: "read", why: "to see whether an alert is open, and what became of a request" },
  {
    key: "integrationKey",
    permission: "create and update",
    why: "to raise and to act on alerts, and to send heartbeats",
  },
];
