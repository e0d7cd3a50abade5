/** A JSON object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Who stands in a rotation, or is called. */
export interface FakeRecipient {
  /** In a rotation `user`, `team` and `none` have an effect. */
  readonly type: string;
  readonly id?: string;
}

/** A rotation: its participants take turns of `length` days or weeks, from its start on. */
export interface FakeRotation {
  readonly id: string;
  readonly type: "hourly" | "daily" | "weekly";
  /** @default 1 */
  readonly length?: number;
  /** RFC 3339. Minutes are rounded down to 0 or 30, as the service does to rotations. */
  readonly startDate: string;
  readonly participants: readonly FakeRecipient[];
}

/** A schedule. */
export interface FakeSchedule {
  readonly id: string;
  readonly name?: string;
  readonly timezone?: string;
  readonly rotations: readonly FakeRotation[];
}

/** A user. */
export interface FakeUser {
  readonly id: string;
  readonly username: string;
}

/** A team, which stands for its members wherever it is on call. */
export interface FakeTeam {
  readonly id: string;
  readonly members: readonly string[];
}

/** An override as the fake holds it. */
export interface OverrideRow {
  readonly alias: string;
  readonly schedule: string;
  readonly user: FakeRecipient;
  readonly startDate: string;
  readonly endDate: string;
  readonly rotations: readonly { readonly id: string }[];
}

/** An alert as the fake holds it, in the service's own shape but for its notes. */
export interface FakeAlert {
  readonly id: string;
  readonly tinyId: string;
  readonly alias: string;
  readonly message: string;
  readonly description?: string;
  readonly status: "open" | "closed";
  readonly acknowledged: boolean;
  readonly count: number;
  /** RFC 3339, as all times here. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastOccurredAt: string;
  readonly priority: string;
  readonly responders: readonly FakeRecipient[];
  readonly details: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  readonly escalatedTo: readonly string[];
  readonly acknowledgedBy?: string;
}
