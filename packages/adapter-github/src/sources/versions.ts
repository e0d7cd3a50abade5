import type { ReleasedVersion } from "@footplate/core";
import type { Budget } from "@footplate/http";
import type { GitHubClient } from "../transport.ts";
import { highestFirst, newestFirst } from "./newest-first.ts";
import { type Service, versionOf } from "./services.ts";
import { commitSchema, momentOf, parseRelease, rowsSchema, type TagRow, tagsSchema, toVersion } from "./wire.ts";

const DEFAULT_LIMIT = 30;
/** Dates of tags cost a request each. */
const DEFAULT_TAG_LIMIT = 10;

/** The newest versions of a service, newest first. */
export async function versionsOf(
  client: GitHubClient,
  service: Service,
  limit: number | undefined,
  budget: Budget,
): Promise<readonly ReleasedVersion[]> {
  const found =
    service.from === "releases"
      ? await released(client, service, limit ?? DEFAULT_LIMIT, budget)
      : await tagged(client, service, limit ?? DEFAULT_TAG_LIMIT, budget);
  return found.toSorted(newestFirst);
}

/** GitHub lists by the date of the commit, which is near enough to that of the release to stop once there are enough. */
async function released(
  client: GitHubClient,
  service: Service,
  limit: number,
  budget: Budget,
): Promise<readonly ReleasedVersion[]> {
  const versions = new Map<string, ReleasedVersion>();
  const path = "repos/{owner}/{repo}/releases";
  for await (const rows of client.paged({ path, params: service.params, schema: rowsSchema, ...budget() })) {
    for (const row of rows) {
      const release = parseRelease(row);
      const version = release && !release.draft ? versionOf(service, release.tag_name) : undefined;
      if (release !== undefined && version !== undefined) versions.set(version, toVersion(release, version));
    }
    if (versions.size >= limit) break;
  }
  return [...versions.values()].toSorted(newestFirst).slice(0, limit);
}

/** Tags are listed by name. Which are the newest is guessed from the numbers in them, and then asked of their commits. */
async function tagged(
  client: GitHubClient,
  service: Service,
  limit: number,
  budget: Budget,
): Promise<readonly ReleasedVersion[]> {
  const shas = new Map<string, string>();
  const path = "repos/{owner}/{repo}/tags";
  for await (const rows of client.paged<TagRow>({ path, params: service.params, schema: tagsSchema, ...budget() })) {
    for (const { name, commit } of rows) {
      const version = versionOf(service, name);
      if (version !== undefined) shas.set(version, commit.sha);
    }
  }
  const wanted = [...shas].toSorted(([one], [other]) => highestFirst(one, other)).slice(0, limit);
  const versions: ReleasedVersion[] = [];
  for (const [version, sha] of wanted) {
    const { data } = await client.request({
      method: "GET",
      path: "repos/{owner}/{repo}/commits/{sha}",
      params: { ...service.params, sha },
      schema: commitSchema,
      ...budget(),
    });
    const at = momentOf(data);
    if (at !== undefined) versions.push({ version, at, ...(data.html_url && { url: data.html_url }) });
  }
  return versions;
}
