import type { Comparison, SourceChange } from "@footplate/core";
import type { Budget } from "@footplate/http";
import { nextQuery, queryOf } from "../link.ts";
import { segments } from "../segments.ts";
import type { GitHubClient } from "../transport.ts";
import { type Service, tagOf } from "./services.ts";
import { type ComparisonRow, comparisonSchema, parseChange } from "./wire.ts";

const PER_PAGE = 100;

/**
 * What one version holds that the other does not. Asked for in pages, since GitHub cuts it at 250 changes otherwise. It is
 * complete when every change that GitHub counts was read, and every page was of the same two commits.
 */
export async function comparisonOf(
  client: GitHubClient,
  service: Service,
  range: { readonly from: string; readonly to: string; readonly most: number },
  budget: Budget,
): Promise<Comparison> {
  const tags = `${tagOf(service, range.from)}...${tagOf(service, range.to)}`;
  const { path, params } = segments(tags, "two versions to compare");
  const changes = new Map<string, SourceChange>();
  let first: ComparisonRow | undefined;
  let steady = true;
  let next: string | undefined = `per_page=${PER_PAGE}&page=1`;
  for (let read = 0; next !== undefined && read < range.most; read += PER_PAGE) {
    const { data, headers } = await client.request({
      method: "GET",
      path: `repos/{owner}/{repo}/compare/${path}`,
      params: { ...service.params, ...params },
      query: queryOf(next),
      schema: comparisonSchema,
      ...budget(),
    });
    first ??= data;
    // A tag that moves in between would mix two comparisons.
    steady &&= data.total_commits === first.total_commits && data.permalink_url === first.permalink_url;
    for (const change of data.commits.flatMap((row) => parseChange(row) ?? [])) changes.set(change.id, change);
    next = nextQuery(headers.get("link"));
  }
  const kept = [...changes.values()].slice(0, range.most);
  const status = first?.status ?? "";
  return {
    changes: kept,
    complete: steady && kept.length === first?.total_commits,
    relation: status === "identical" ? "same" : status,
    ...(first?.html_url && { url: first.html_url }),
  };
}
