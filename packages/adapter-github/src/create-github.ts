import type { ChangeSource, DeployRunner, OwnerDirectory, VersionProbe } from "@footplate/core";
import { createActions } from "./actions/create-actions.ts";
import { checkOptions } from "./check-options.ts";
import { createProbe } from "./deployments/create-probe.ts";
import { createTickets, type GitHubTickets } from "./issues/create-tickets.ts";
import { createLineFiles } from "./line-files/create-line-files.ts";
import type { LineFiles } from "./line-files/line-files.ts";
import type { GitHubOptions } from "./options.ts";
import { createOwners } from "./owners/create-owners.ts";
import { createSource } from "./sources/create-source.ts";
import { createClient } from "./transport.ts";

/** The ports that GitHub fills. */
export interface GitHub {
  /** Deploys by workflow. */
  readonly deployRunner: Required<DeployRunner>;
  /** What an environment runs, by its deployments. */
  readonly versionProbe: VersionProbe;
  /** Tickets of trains, as issues. */
  readonly trainTickets: GitHubTickets;
  /** Versions and changes of services, by releases or tags. */
  readonly changeSource: ChangeSource;
  /** Owners of components, by a file. */
  readonly ownerDirectory: OwnerDirectory;
  /** Files of the line, changed by pull request. */
  readonly lineFiles: LineFiles;
}

/**
 * Connects to one repository on GitHub. Sends nothing until a method is called. Throws `invalid_input` naming all options
 * that cannot be used.
 */
export function createGitHub(options: GitHubOptions): GitHub {
  checkOptions(options);
  const client = createClient(options);
  return {
    deployRunner: createActions(client, options),
    versionProbe: createProbe(client, options),
    trainTickets: createTickets(client, options),
    changeSource: createSource(client, options),
    ownerDirectory: createOwners(client, options),
    lineFiles: createLineFiles(client, options),
  };
}
