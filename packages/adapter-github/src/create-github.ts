import type { DeployRunner, VersionProbe } from "@footplate/core";
import { createActions } from "./actions/create-actions.ts";
import { checkOptions } from "./check-options.ts";
import { createProbe } from "./deployments/create-probe.ts";
import type { GitHubOptions } from "./options.ts";
import { createClient } from "./transport.ts";

/** The ports that GitHub fills. */
export interface GitHub {
  /** Deploys by workflow. */
  readonly deployRunner: Required<DeployRunner>;
  /** What an environment runs, by its deployments. */
  readonly versionProbe: VersionProbe;
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
  };
}
