import type { DeployRunner } from "@footplate/core";
import type { GitHubOptions } from "../options.ts";
import type { GitHubClient } from "../transport.ts";

/** Deploys by workflow. */
export function createActions(_client: GitHubClient, _options: GitHubOptions): Required<DeployRunner> {
  throw new Error("not there yet");
}
