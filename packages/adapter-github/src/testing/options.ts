import type { FakeActionsOptions } from "./actions-options.ts";
import type { FakeAnswer } from "./answer.ts";
import type { FakeCodeOptions } from "./code.ts";
import type { FakeIssuesOptions } from "./issues-store.ts";
import type { FakeLimits } from "./limits.ts";

/** What goes wrong with one request: an answer instead of the fake's own, or no answer, before or after it was done. */
export type FakeFault = FakeAnswer | "unsent" | "lost";

/** Options of the fake. */
export interface FakeGitHubOptions {
  /** The fake's clock, in epoch milliseconds. @default `Date.now` */
  readonly now?: () => number;
  /** @default `{ owner: "octo", name: "trains" }` */
  readonly repository?: { readonly owner: string; readonly name: string };
  /** @default `"fake-token"` */
  readonly token?: string;
  /** Whose token that is. @default `"footplate-bot"` */
  readonly login?: string;
  /** Logins that may push and be assigned, besides the token's own. @default `["lead", "conductor-a", "conductor-b"]` */
  readonly members?: readonly string[];
  /** How long after a change lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** @default GitHub's own */
  readonly limits?: FakeLimits;
  /** Versions of the API that the server has; others are refused. @default both that the adapter knows */
  readonly apiVersions?: readonly string[];
  /** Asked before each request is done; says what goes wrong with it. @default nothing does */
  readonly fault?: (request: { readonly method: string; readonly path: string }) => FakeFault | undefined;
  /** What the server and the credential can do with issues. @default everything */
  readonly issues?: FakeIssuesOptions;
  /** Workflows, and what the server can do with them. @default one, `deploy.yml`, that succeeds after a minute */
  readonly actions?: FakeActionsOptions;
  /** What the repository holds at first, and what the credential can do with it. @default one empty commit on `main` */
  readonly code?: FakeCodeOptions;
  /** Where the repository has moved to: every request for it is redirected. @default it has not */
  readonly movedTo?: string;
}
