/** One thing the token or the app must be allowed, and why. */
export interface Permission {
  /** As the settings of apps and fine-grained tokens call it. */
  readonly permission: string;
  readonly access: "read" | "write";
  readonly why: string;
}

/** What the token or the app must be allowed, and nothing more. A port that is not used needs none of its own. */
export const requiredPermissions: readonly Permission[] = [
  { permission: "metadata", access: "read", why: "every call needs it" },
  { permission: "actions", access: "write", why: "to start, watch, stop and repeat deploys" },
  { permission: "issues", access: "write", why: "for tickets, comments and blockers, and their labels and owners" },
  { permission: "deployments", access: "write", why: "to read what an environment runs, and to answer its gates" },
  { permission: "contents", access: "read", why: "to read releases, tags, changes, owners and the files of the line" },
  {
    permission: "contents",
    access: "write",
    why: "to have GitHub write notes, and to propose changes to files of the line",
  },
  { permission: "pull_requests", access: "write", why: "to propose changes to files of the line" },
];
