import type { HttpSettings, Secret } from "@footplate/http";
import type { ActionsOptions } from "./actions/options.ts";
import type { ProbeOptions } from "./deployments/options.ts";
import type { LineFileOptions } from "./line-files/options.ts";
import type { OwnerOptions } from "./owners/options.ts";
import type { SourceOptions } from "./sources/options.ts";
import type { IssuesOptions } from "./issues/options.ts";

/** A repository, as its address names it. */
export interface Repository {
  /** User or organisation. */
  readonly owner: string;
  readonly name: string;
}

/** A GitHub App that is installed where the repository lives. */
export interface GitHubApp {
  /** The app's client id, or its number. */
  readonly appId: string;
  /** Number of the installation: it stands in the address of the installation's settings page. */
  readonly installationId: string;
  /** The app's private key as PEM, as GitHub gives it out or in PKCS#8. */
  readonly privateKey: Secret;
  /** Names of the repositories that its tokens are for. @default the configured repository alone */
  readonly repositories?: readonly string[];
  /** Narrows its tokens, such as `{ actions: "write" }`. @default everything the installation may do */
  readonly permissions?: Readonly<Record<string, "read" | "write">>;
}

/** Version of GitHub's API that is asked for. */
export type ApiVersion = "2022-11-28" | "2026-03-10";

/** Options of `createGitHub`. */
export interface GitHubOptions extends HttpSettings {
  /** For GitHub Enterprise Server: `https://github.example.com/api/v3`. @default `"https://api.github.com"` */
  readonly baseUrl?: string;
  /** Where tickets, workflows, deployments, and the files of the line live. */
  readonly repository: Repository;
  /** A token: fine-grained, classic, or of a workflow. Not together with `app`. */
  readonly token?: Secret;
  /** An app, which gets its own tokens and renews them. Not together with `token`. */
  readonly app?: GitHubApp;
  /** @default `"2022-11-28"`, which every server knows */
  readonly apiVersion?: ApiVersion;
  /** Shortest time between two writes, in milliseconds: GitHub asks for a second. @default 1000 */
  readonly writeGapMs?: number;
  /** Most writes in any hour: GitHub allows 500. What is too much is refused at once, with the time to wait. @default 500 */
  readonly writesPerHour?: number;
  /** Longest time a write may be under way, in milliseconds. @default 60000 */
  readonly sendMs?: number;
  /** How long after a write a listing may still be wrong, in milliseconds. @default 60000 */
  readonly settleMs?: number;
  /** Deploys by workflow. */
  readonly actions?: ActionsOptions;
  /** Versions from deployments. */
  readonly probe?: ProbeOptions;
  /** Tickets as issues. */
  readonly issues?: IssuesOptions;
  /** Services, their versions and changes. */
  readonly source?: SourceOptions;
  /** Who owns what. */
  readonly owners?: OwnerOptions;
  /** Files of the line, and proposals to change them. */
  readonly lineFiles?: LineFileOptions;
}
