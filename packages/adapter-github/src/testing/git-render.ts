import type { JsonRecord } from "./answer.ts";
import { digest } from "./digest.ts";
import type { FakeCommit } from "./git-store.ts";
import { type FakeWorld, userOf } from "./world.ts";

export function renderCommit(world: FakeWorld, { sha, message, login, at, parents, files }: FakeCommit): JsonRecord {
  const url = `${world.api}/commits/${sha}`;
  const name = login ?? "somebody";
  const by = { name, email: `${name}@example.com`, date: world.stamp(at) };
  const user = login === undefined ? null : userOf(login);
  const tree = digest([...files].map(([path, text]) => `${path}\n${text}`).join("\n"));
  return {
    sha,
    node_id: `C_${sha}`,
    url,
    html_url: `${world.site}/commit/${sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${world.api}/git/commits/${sha}`,
      author: by,
      committer: by,
      message,
      comment_count: 0,
      tree: { sha: tree, url: `${world.api}/git/trees/${tree}` },
    },
    author: user,
    committer: user,
    parents: parents.map((one) => ({
      sha: one,
      url: `${world.api}/commits/${one}`,
      html_url: `${world.site}/commit/${one}`,
    })),
  };
}

export function renderRef(world: FakeWorld, ref: string, sha: string): JsonRecord {
  return {
    ref,
    node_id: `REF_${ref}`,
    url: `${world.api}/git/${ref}`,
    object: { type: "commit", sha, url: `${world.api}/git/commits/${sha}` },
  };
}

/** What a file is known by: its content alone. */
export function blobOf(text: string): string {
  return digest(`blob ${text}`);
}

/** A file without its content. */
export function renderEntry(world: FakeWorld, path: string, text: string, ref: string): JsonRecord {
  const [url, sha] = [`${world.api}/contents/${path}?ref=${ref}`, blobOf(text)];
  const [git, html] = [`${world.api}/git/blobs/${sha}`, `${world.site}/blob/${ref}/${path}`];
  return {
    type: "file",
    name: path.split("/").at(-1),
    path,
    sha,
    size: new TextEncoder().encode(text).length,
    url,
    git_url: git,
    html_url: html,
    download_url: `https://raw.githubusercontent.com/${world.owner}/${world.repo}/${ref}/${path}`,
    _links: { self: url, git, html },
  };
}
