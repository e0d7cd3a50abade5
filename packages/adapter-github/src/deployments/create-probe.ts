import type { VersionProbe } from "@footplate/core";
import type { GitHubOptions } from "../options.ts";
import type { GitHubClient } from "../transport.ts";

/** What an environment runs, by its deployments. */
export function createProbe(_client: GitHubClient, _options: GitHubOptions): VersionProbe {
  throw new Error("not there yet");
}
