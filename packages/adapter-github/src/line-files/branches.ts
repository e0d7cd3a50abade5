import { FootplateError } from "@footplate/core";
import { type Budget, marking } from "@footplate/http";
import { segments } from "../segments.ts";
import type { GitHubClient } from "../transport.ts";
import { homeSchema, refSchema } from "./wire.ts";

type Params = Readonly<Record<string, string>>;

/** Name of the default branch. */
export async function defaultBranch(client: GitHubClient, params: Params, budget: Budget): Promise<string> {
  const path = "repos/{owner}/{repo}";
  return (await client.request({ method: "GET", path, params, schema: homeSchema, ...budget() })).data.default_branch;
}

/** The commit that a branch stands at; `undefined` when there is no such branch. */
export async function commitOf(
  client: GitHubClient,
  branch: string,
  params: Params,
  budget: Budget,
): Promise<string | undefined> {
  const part = segments(branch, "a branch");
  const { status, data } = await client.request({
    method: "GET",
    path: `repos/{owner}/{repo}/git/ref/heads/${part.path}`,
    params: { ...params, ...part.params },
    accept: [404],
    schema: refSchema,
    ...budget(),
  });
  return status === 404 ? undefined : data.object.sha;
}

/** Makes a branch. One that is there already is left where it is: another process made it. */
export async function makeBranch(
  client: GitHubClient,
  branch: string,
  sha: string,
  params: Params,
  budget: Budget,
): Promise<void> {
  try {
    await client.request({
      method: "POST",
      path: "repos/{owner}/{repo}/git/refs",
      params,
      json: { ref: `refs/heads/${branch}`, sha },
      ...budget(),
    });
  } catch (error) {
    const refused = error instanceof FootplateError && (error.status === 422 || error.status === 409);
    if (!refused) throw error;
    const there = await marking("no", () => commitOf(client, branch, params, budget));
    if (there === undefined) throw error;
  }
}
