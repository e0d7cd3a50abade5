export { createGitHub, type GitHub } from "./create-github.ts";
export type { ActionsOptions, DeployInput } from "./actions/options.ts";
export type { ProbeOptions } from "./deployments/options.ts";
export type { ApiVersion, GitHubApp, GitHubOptions, Repository } from "./options.ts";
export { type Permission, requiredPermissions } from "./permissions.ts";
export { type GitHubRef, gitHubRef, gitHubRefProblem } from "./refs.ts";
