import type { ChangeSource, Checkup, DeployRunner, OwnerDirectory, VersionProbe } from "@footplate/core";
import { watchClocks } from "@footplate/http";
import { createActions } from "./actions/create-actions.ts";
import { checkOptions } from "./check-options.ts";
import { createCheckups } from "./checkups/create-checkups.ts";
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
  readonly versionProbe: VersionProbe & { readonly checkup: Checkup };
  /** Tickets of trains, as issues. */
  readonly trainTickets: GitHubTickets & { readonly checkup: Checkup };
  /** Versions and changes of services, by releases or tags. */
  readonly changeSource: ChangeSource & { readonly checkup: Checkup };
  /** Owners of components, by a file. */
  readonly ownerDirectory: OwnerDirectory & { readonly checkup: Checkup };
  /** Files of the line, changed by pull request. */
  readonly lineFiles: LineFiles;
}

/**
 * Connects to one repository on GitHub. Sends nothing until a method is called. Throws `invalid_input` naming all options
 * that cannot be used.
 */
export function createGitHub(options: GitHubOptions): GitHub {
  checkOptions(options);
  const { settings, clocks } = watchClocks(options);
  const client = createClient(settings);
  const versionProbe = createProbe(client, options);
  const changeSource = createSource(client, options);
  const ownerDirectory = createOwners(client, options);
  const checkups = createCheckups({ client, options, clocks, versionProbe, changeSource, ownerDirectory });
  return {
    deployRunner: { ...createActions(client, options), checkup: checkups.deployRunner },
    versionProbe: { ...versionProbe, checkup: checkups.versionProbe },
    trainTickets: { ...createTickets(client, options), checkup: checkups.trainTickets },
    changeSource: { ...changeSource, checkup: checkups.changeSource },
    ownerDirectory: { ...ownerDirectory, checkup: checkups.ownerDirectory },
    lineFiles: createLineFiles(client, options),
  };
}
