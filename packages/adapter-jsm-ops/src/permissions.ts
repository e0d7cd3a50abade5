/** One thing the credential must be able to do, and why. */
export interface Permission {
  /** The OAuth scope. An API token has no scopes: its account must be allowed the same. */
  readonly permission: string;
  readonly why: string;
}

/** The smallest set that serves both ports. A write scope is granted only together with the read scope. */
export const requiredPermissions: readonly Permission[] = [
  {
    permission: "read:ops-config:jira-service-management",
    why: "to read schedules, who is on call, and overrides; the account must also belong to the schedule's team",
  },
  { permission: "write:ops-config:jira-service-management", why: "to make and move overrides" },
  { permission: "delete:ops-config:jira-service-management", why: "to take overrides away" },
  {
    permission: "read:ops-alert:jira-service-management",
    why: "to find alerts, and to see whether what was asked for is done",
  },
  {
    permission: "write:ops-alert:jira-service-management",
    why: "to raise alerts without an integration, and to acknowledge, note, pass on and close them",
  },
];
