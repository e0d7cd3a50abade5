import { FootplateError } from "@footplate/core";
import type { Budget } from "@footplate/http";
import { fault } from "../fault.ts";
import type { GitHubClient } from "../transport.ts";
import type { FileProposal, ProposedChange } from "./line-files.ts";
import { pullSchema, pullsSchema, toChange } from "./wire.ts";

/** Where proposals of one repository go. */
export interface Destination {
  readonly owner: string;
  /** Parameters that name the repository, where it is not the configured one. */
  readonly params: Readonly<Record<string, string>>;
  readonly base: string;
}

/** The pull request from a branch: the open one, else the newest. GitHub keeps them when the branch is gone. */
export async function findPull(
  client: GitHubClient,
  { owner, params, base }: Destination,
  { key, branch }: { readonly key: string; readonly branch: string },
  budget: Budget,
): Promise<ProposedChange | undefined> {
  const { data } = await client.request({
    method: "GET",
    path: "repos/{owner}/{repo}/pulls",
    params,
    query: { state: "all", head: `${owner}:${branch}`, base, sort: "created", direction: "desc", per_page: 100 },
    schema: pullsSchema,
    ...budget(),
  });
  // An unknown head is no filter at all on some servers.
  const ours = data.filter(({ head }) => head.ref === branch);
  const row = ours.find(({ state }) => state === "open") ?? ours[0];
  return row && toChange(row, key);
}

/** Opens the pull request. GitHub keeps at most one open for a branch and refuses the second. */
export async function openPull(
  client: GitHubClient,
  destination: Destination,
  { key, title, body = "" }: FileProposal,
  branch: string,
  budget: Budget,
): Promise<ProposedChange> {
  try {
    const { data } = await client.request({
      method: "POST",
      path: "repos/{owner}/{repo}/pulls",
      params: destination.params,
      json: { title, body, head: branch, base: destination.base },
      schema: pullSchema,
      ...budget(),
    });
    return toChange(data, key);
  } catch (error) {
    if (!(error instanceof FootplateError) || error.status !== 422) throw error;
    if (/no commits between/i.test(error.message))
      throw error.with({
        code: "conflict",
        hint: "the branch changes nothing any more: propose it under another key",
      });
    if (!/already exists/i.test(error.message)) throw error;
    const there = await findPull(client, destination, { key, branch }, budget);
    if (there !== undefined) return there;
    throw fault({
      code: "unavailable",
      message: "GitHub says that the pull request is there, and does not list it yet",
      written: "no",
      retryable: true,
      hint: "propose it again later: nothing is doubled",
    });
  }
}
