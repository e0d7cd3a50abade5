/** One thing the credential must be able to do, and why. */
export interface Permission {
  readonly permission: string;
  readonly why: string;
}

/** What the API key's user must be allowed. Keys have no scopes: a user of its own, for one page, is the smallest there is. */
export const requiredPermissions: readonly Permission[] = [
  { permission: "read incidents of the page", why: "to list maintenances and to look again before each write" },
  {
    permission: "create, edit and delete incidents of the page",
    why: "to publish, move, conduct and withdraw maintenances",
  },
  { permission: "read components of the page", why: "to read back what a completed window left" },
  {
    permission: "edit components of the page",
    why: "to set a component operational that a window left under maintenance",
  },
];
