import type { CallOptions } from "@footplate/core";
import { type Schema, stillThere } from "@footplate/http";
import * as z from "zod/mini";
import { fault } from "./fault.ts";
import type { GitHubClient } from "./transport.ts";

interface RepositoryRow {
  readonly has_issues?: boolean | null | undefined;
}

const schema: Schema<RepositoryRow> = z.object({ has_issues: z.nullish(z.boolean()) });

/**
 * Asked when GitHub answered 404, which it does for all that the credential may not see, or 410, which it does for an
 * issue where issues are switched off. Throws `not_found` or `forbidden` where it is the repository that does not answer.
 */
export async function repositoryAnswers(
  client: GitHubClient,
  what: "files" | "issues" | "runs",
  call: CallOptions,
  params: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { owner = client.repository.owner, repo = client.repository.name } = params;
  const name = `repository ${owner}/${repo}`;
  await stillThere({
    name,
    hint: "check its name in the options, and that the credential may still see it: GitHub answers 404 for both",
    read: async () => {
      const request = { ...call, method: "GET", path: "repos/{owner}/{repo}", params, schema } as const;
      const { data } = await client.request(request);
      if (what !== "issues" || data.has_issues !== false) return;
      throw fault({ code: "not_found", message: "issues are switched off there" });
    },
  });
}
