import type { JsonRecord } from "./answer.ts";
import { DEFAULT_BRANCH } from "./git-store.ts";
import { type FakeWorld, userOf } from "./world.ts";

/** Addresses below the repository's own, each under its first word. */
const BELOW = [
  "archive/{archive_format}{/ref}",
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
  "issues{/number}",
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
const COUNTS = [
  "forks",
  "forks_count",
  "open_issues",
  "open_issues_count",
  "size",
  "stargazers_count",
  "watchers",
  "watchers_count",
] as const;
const FLAGS = ["archived", "disabled", "has_discussions", "has_pages", "has_projects", "has_wiki"] as const;

/** The repository as runs of workflows show it. */
export function minimalRepository(world: FakeWorld): JsonRecord {
  const { api, site, owner, repo } = world;
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
    ...Object.fromEntries(BELOW.map((path) => [`${/^\w+/.exec(path)?.[0]}_url`, `${api}/${path}`])),
    blobs_url: `${api}/git/blobs{/sha}`,
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    git_tags_url: `${api}/git/tags{/sha}`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    issue_events_url: `${api}/issues/events{/number}`,
    trees_url: `${api}/git/trees{/sha}`,
  };
}

/** The repository as pull requests show it. */
export function repositoryOf(world: FakeWorld): JsonRecord {
  const { owner, repo, site } = world;
  const made = "2025-01-06T09:00:00Z";
  return {
    ...minimalRepository(world),
    homepage: null,
    language: null,
    license: null,
    mirror_url: null,
    default_branch: DEFAULT_BRANCH,
    has_downloads: true,
    has_issues: true,
    clone_url: `${site}.git`,
    git_url: `git://github.com/${owner}/${repo}.git`,
    ssh_url: `git@github.com:${owner}/${repo}.git`,
    svn_url: site,
    created_at: made,
    updated_at: made,
    pushed_at: made,
    ...Object.fromEntries(COUNTS.map((name) => [name, 0])),
    ...Object.fromEntries(FLAGS.map((name) => [name, false])),
  };
}

/** The repository as it is shown alone. */
export function wholeRepository(world: FakeWorld): JsonRecord {
  return { ...repositoryOf(world), network_count: 0, subscribers_count: 0 };
}
