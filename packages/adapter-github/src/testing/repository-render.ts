import type { JsonRecord } from "./answer.ts";
import { DEFAULT_BRANCH } from "./git-store.ts";
import { type FakeWorld, userOf } from "./world.ts";

const LINKS = [
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
  "notifications{?since}",
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
const FLAGS = ["archived", "disabled", "fork", "has_discussions", "has_pages", "has_projects", "has_wiki"] as const;

/** The repository as it is shown inside of pull requests. */
export function renderRepository(world: FakeWorld): JsonRecord {
  const { owner, repo, api, site } = world;
  const made = "2025-01-06T09:00:00Z";
  return {
    id: 1,
    node_id: "R_1",
    name: repo,
    full_name: `${owner}/${repo}`,
    owner: userOf(owner),
    private: true,
    html_url: site,
    url: api,
    description: null,
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
    blobs_url: `${api}/git/blobs{/sha}`,
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    git_tags_url: `${api}/git/tags{/sha}`,
    trees_url: `${api}/git/trees{/sha}`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    issue_events_url: `${api}/issues/events{/number}`,
    created_at: made,
    updated_at: made,
    pushed_at: made,
    ...Object.fromEntries(LINKS.map((link) => [`${/^\w+/.exec(link)?.[0]}_url`, `${api}/${link}`])),
    ...Object.fromEntries(COUNTS.map((name) => [name, 0])),
    ...Object.fromEntries(FLAGS.map((name) => [name, false])),
  };
}

/** The repository as it is shown alone. */
export function renderWholeRepository(world: FakeWorld): JsonRecord {
  return { ...renderRepository(world), network_count: 0, subscribers_count: 0 };
}
