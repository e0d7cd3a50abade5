import type { CallOptions, Check } from "@footplate/core";
import { checked, type Schema } from "@footplate/http";
import * as z from "zod/mini";
import type { GitHubClient } from "../transport.ts";

/** A repository, as far as a checkup reads it. */
export interface RepositoryRow {
  readonly archived?: boolean | null | undefined;
  readonly has_issues?: boolean | null | undefined;
  /** Only told to credentials of people. */
  readonly permissions?: { readonly push?: boolean | null | undefined } | null | undefined;
}

const flag = z.nullish(z.boolean());
const schema: Schema<RepositoryRow> = z.object({
  archived: flag,
  has_issues: flag,
  permissions: z.nullish(z.object({ push: flag })),
});

/** Whether the repository lets the credential in, and may be written to at all. */
export async function repositoryCheck(
  client: GitHubClient,
  call: CallOptions,
  keep: (row: RepositoryRow) => void,
): Promise<Check> {
  const { owner, name } = client.repository;
  return checked("credential", async () => {
    const { data } = await client.request({ ...call, method: "GET", path: "repos/{owner}/{repo}", schema });
    keep(data);
    const found = `repository ${owner}/${name} can be read`;
    if (data.archived !== true) return found;
    const hint = "take it out of the archive, or name another repository in the config";
    return { result: "doubtful", found: `${found}, and is archived: nothing can be written there`, hint };
  });
}

/** Whether the credential may write, as far as GitHub says so to a reader. */
export function writeCheck({ permissions }: RepositoryRow): Check {
  const subject = "rights";
  const push = permissions?.push;
  if (push === true) return { subject, result: "fine", found: "who owns the credential may write to the repository" };
  if (push === false) {
    const hint = "give the credential's account the right to write, or the token the permissions that are listed";
    return { subject, result: "doubtful", found: "who owns the credential may not write to the repository", hint };
  }
  const hint = "look at the settings of the token or app";
  return { subject, result: "open", found: "only writing tells whether the credential may write", hint };
}
