import type { JsonRecord } from "./answer.ts";
import { type FakeWorld, userOf } from "./world.ts";

const BELOW = [
  "assignees{/user}",
  "branches{/branch}",
  "collaborators{/collaborator}",
  "comments{/number}",
  "commits{/sha}",
  "compare/{base}...{head}",
  "contents/{+path}",
  "contributors",
  "deployments",
  "downloads",
  "events",
  "forks",
  "hooks",
  "keys{/key_id}",
  "labels{/name}",
  "languages",
  "merges",
  "milestones{/number}",
  "notifications{?since,all,participating}",
  "pulls{/number}",
  "releases{/id}",
  "stargazers",
  "statuses/{sha}",
  "subscribers",
  "subscription",
  "tags",
  "teams",
] as const;

/** The repository as GitHub shows it inside of other things. */
export function repositoryOf(world: FakeWorld): JsonRecord {
  const { api, site, owner, repo } = world;
  const below = BELOW.map((path) => [`${/^[a-z]+/.exec(path)?.[0]}_url`, `${api}/${path}`] as const);
  return {
    id: 1,
    node_id: "R_1",
    name: repo,
    full_name: `${owner}/${repo}`,
    owner: userOf(owner),
    private: true,
    html_url: site,
    description: null,
    fork: false,
    url: api,
    ...Object.fromEntries(below),
    archive_url: `${api}/{archive_format}{/ref}`,
    blobs_url: `${api}/git/blobs{/sha}`,
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    git_tags_url: `${api}/git/tags{/sha}`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    issue_events_url: `${api}/issues/events{/number}`,
    issues_url: `${api}/issues{/number}`,
    trees_url: `${api}/git/trees{/sha}`,
  };
}
