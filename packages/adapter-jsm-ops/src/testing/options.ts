import type { Limit } from "@footplate/http/testing";

/** A schedule that the fake starts with. */
export interface FakeSchedule {
  readonly id: string;
  readonly name: string;
  /** IANA zone. @default `"Etc/UTC"` */
  readonly timezone?: string;
  /** Account ids of who is on call where no override says otherwise. @default nobody */
  readonly onCall?: readonly string[];
  /** Account ids of who comes next. @default nobody */
  readonly next?: readonly string[];
  /** Ids of its rotations. @default none */
  readonly rotations?: readonly string[];
}

/** Options of the fake. */
export interface FakeJsmOpsOptions {
  /** The fake's clock, in epoch milliseconds. @default `Date.now` */
  readonly now?: () => number;
  /** @default `"fake-cloud"` */
  readonly cloudId?: string;
  /** The one account that is let in with an API token. @default `"bot@example.com"` */
  readonly email?: string;
  /** @default `"fake-token"` */
  readonly apiToken?: string;
  /** The one access token that is let in, at the address for OAuth. @default `"fake-access-token"` */
  readonly token?: string;
  /** The one key that the integration lets in. @default `"fake-integration-key"` */
  readonly integrationKey?: string;
  /** @default one, `schedule-1` */
  readonly schedules?: readonly FakeSchedule[];
  /** Account ids that exist. @default all that are on a schedule, and `person-1` to `person-3` */
  readonly users?: readonly string[];
  /** False: the account is in no team, so that lists come empty and nothing is shown. @default true */
  readonly teamAccess?: boolean;
  /** True: the account may read only, and every write is refused. @default false */
  readonly readOnly?: boolean;
  /** How long what is asked of an alert takes, in milliseconds. @default 0 */
  readonly processMs?: number;
  /** How long after a change the lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** The real one is not published. @default none */
  readonly limit?: Limit | false;
}
