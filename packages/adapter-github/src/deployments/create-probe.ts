import { type CallOptions, instant, type RunningVersion, type VersionProbe } from "@footplate/core";
import { type Budget, startBudget } from "@footplate/http";
import { fault } from "../fault.ts";
import type { GitHubOptions } from "../options.ts";
import { gitHubRef } from "../refs.ts";
import type { GitHubClient } from "../transport.ts";
import type { ProbeOptions } from "./options.ts";
import { type DeploymentRow, deploymentsSchema, type DeploymentStatusRow, statusesSchema, versionOf } from "./wire.ts";

const DEPLOYMENTS = "repos/{owner}/{repo}/deployments";
const DEFAULT_MOST = 30;

/** What an environment runs, by its deployments. */
export function createProbe(client: GitHubClient, options: GitHubOptions): VersionProbe {
  const { probe = {} } = options;
  return {
    spec: 1,
    running: async ({ id, refs }, call) => {
      const environment = gitHubRef(refs)?.environment;
      if (environment === undefined) throw nameless(id);
      return running(client, probe, environment, startBudget(options, call));
    },
  };
}

/** A deployment that stands as succeeded, and when it came to that. */
interface Success {
  readonly row: DeploymentRow;
  readonly at: string;
}

/**
 * The deployment that succeeded last and still stands so. That may be one that was begun before others, so that older ones
 * are looked at too where they changed since.
 */
async function running(
  client: GitHubClient,
  { version, most = DEFAULT_MOST }: ProbeOptions,
  environment: string,
  budget: Budget,
): Promise<RunningVersion | undefined> {
  const rows = await deployments(client, environment, most, budget());
  let best: Success | undefined;
  for (const row of rows) {
    if (best !== undefined && Date.parse(row.updated_at) <= Date.parse(best.at)) continue;
    const status = await latestStatus(client, row, budget());
    const later = best === undefined || Date.parse(status?.created_at ?? "") > Date.parse(best.at);
    if (status?.state === "success" && later) best = { row, at: status.created_at };
  }
  if (best === undefined) {
    if (rows.length >= most) throw tooMany(environment, most);
    return undefined;
  }
  const found = versionOf(best.row, version);
  if (found === undefined) throw versionless(environment);
  return { ...found, since: instant(best.at) };
}

async function deployments(
  client: GitHubClient,
  environment: string,
  most: number,
  call: CallOptions,
): Promise<readonly DeploymentRow[]> {
  const query = { environment, per_page: most };
  const { data } = await client.request({
    ...call,
    method: "GET",
    path: DEPLOYMENTS,
    query,
    schema: deploymentsSchema,
  });
  // A cache in between may answer for another environment (F37).
  if (data.every((row) => row.environment === environment)) return data.toSorted((a, b) => b.id - a.id);
  throw fault({
    code: "protocol",
    message: "asked for the deployments of one environment, the service answered with those of another",
    hint: "look for a proxy or cache between here and GitHub",
  });
}

async function latestStatus(
  client: GitHubClient,
  row: DeploymentRow,
  call: CallOptions,
): Promise<DeploymentStatusRow | undefined> {
  const { data } = await client.request({
    ...call,
    method: "GET",
    path: `${DEPLOYMENTS}/{deployment_id}/statuses`,
    params: { deployment_id: String(row.id) },
    query: { per_page: 100 },
    schema: statusesSchema,
  });
  return data.toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id)[0];
}

function nameless(target: string): Error {
  return fault({
    code: "invalid_input",
    message: `the target ${JSON.stringify(target).slice(0, 120)} names no environment`,
    hint: 'give the target refs such as { "github": { "environment": "production" } }',
  });
}

function versionless(environment: string): Error {
  return fault({
    code: "invalid_response",
    message: `the deployment of ${JSON.stringify(environment).slice(0, 120)} names no version in its payload`,
    hint: "let the workflow make its deployment with a payload such as { version }, or set probe.version",
  });
}

function tooMany(environment: string, most: number): Error {
  return fault({
    code: "too_large",
    message: `none of the last ${most} deployments of ${JSON.stringify(environment).slice(0, 120)} succeeded`,
    hint: "raise probe.most to look further back",
  });
}
