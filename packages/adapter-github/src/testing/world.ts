import type { JsonRecord } from "./answer.ts";

const HOST = "https://api.github.com";
const SITE = "https://github.com";

/** What all areas of the fake have in common. */
export interface FakeWorld {
  readonly owner: string;
  readonly repo: string;
  /** Address of the repository in the API, without a slash at its end. */
  readonly api: string;
  /** Address of the repository's pages, without a slash at its end. */
  readonly site: string;
  /** How long after a change lists still show what was there before, in milliseconds. */
  readonly lagMs: number;
  readonly now: () => number;
  /** A moment as GitHub writes it: whole seconds, UTC. */
  readonly stamp: (ms: number) => string;
  /** A number that nothing else has. */
  readonly nextId: () => number;
  /** Logins that may push and be assigned. */
  readonly members: readonly string[];
}

export function createWorld(options: {
  readonly owner: string;
  readonly repo: string;
  readonly lagMs: number;
  readonly now: () => number;
  readonly members: readonly string[];
}): FakeWorld {
  let id = 1000;
  return {
    ...options,
    api: `${HOST}/repos/${options.owner}/${options.repo}`,
    site: `${SITE}/${options.owner}/${options.repo}`,
    stamp: (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`,
    nextId: () => {
      id += 1;
      return id;
    },
  };
}

/** A person or bot, as GitHub shows one inside of other things. */
export function userOf(login: string): JsonRecord {
  const api = `${HOST}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: Array.from(login).reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 100_000_007, 7),
    node_id: `U_${login}`,
    avatar_url: `https://avatars.githubusercontent.com/${encodeURIComponent(login)}`,
    gravatar_id: "",
    url: api,
    html_url: `${SITE}/${encodeURIComponent(login)}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: login.endsWith("[bot]") ? "Bot" : "User",
    site_admin: false,
  };
}
