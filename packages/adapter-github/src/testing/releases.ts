import { type FakeAnswer, isRecord, notFound, refuse } from "./answer.ts";
import type { FakeCommit, GitStore } from "./git-store.ts";
import { page } from "./paging.ts";
import type { FakeContext, FakeRoute } from "./route.ts";
import { type FakeWorld, userOf } from "./world.ts";

/** A release as the fake holds it. */
export interface FakeRelease {
  readonly id: number;
  readonly tag: string;
  readonly name: string;
  readonly notes: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
}

/** Releases, and the notes that are written for one. `rights` is what the credential may do with contents. */
export function releaseRoutes(
  git: GitStore,
  releases: readonly FakeRelease[],
  rights: () => "read" | "write",
): readonly FakeRoute[] {
  const path = "repos/{owner}/{repo}/releases";
  return [
    { method: "GET", path, handle: (context) => list(git, context, releases) },
    {
      method: "POST",
      path: `${path}/generate-notes`,
      handle: (context) =>
        rights() === "write" ? generate(git, context) : refuse(403, "Resource not accessible by integration"),
    },
  ];
}

/** Newest commit first, whenever the release was published. */
function list(git: GitStore, context: FakeContext, releases: readonly FakeRelease[]): FakeAnswer {
  const { world, now } = context;
  const rows = releases
    .filter(({ publishedAt }) => publishedAt <= now - world.lagMs)
    .flatMap((release) => {
      const commit = git.resolve(release.tag);
      return commit === undefined ? [] : [{ release, commit }];
    })
    .toSorted((one, other) => other.commit.at - one.commit.at || other.release.id - one.release.id);
  return page(
    context,
    rows.map(({ release, commit }) => render(world, release, commit)),
  );
}

function render(world: FakeWorld, release: FakeRelease, commit: FakeCommit): unknown {
  const url = `${world.api}/releases/${release.id}`;
  return {
    id: release.id,
    node_id: `RE_${release.id}`,
    url,
    html_url: `${world.site}/releases/tag/${release.tag}`,
    assets_url: `${url}/assets`,
    upload_url: `https://uploads.github.com/repos/${world.owner}/${world.repo}/releases/${release.id}/assets{?name,label}`,
    tarball_url: `${world.api}/tarball/${release.tag}`,
    zipball_url: `${world.api}/zipball/${release.tag}`,
    tag_name: release.tag,
    target_commitish: "main",
    name: release.name,
    body: release.notes,
    draft: release.draft,
    prerelease: release.prerelease,
    created_at: world.stamp(commit.at),
    published_at: release.draft ? null : world.stamp(release.publishedAt),
    author: userOf("lead"),
    assets: [],
  };
}

/** A tag that is not there yet is taken for the newest commit of the default branch. */
function generate(git: GitStore, { world, body }: FakeContext): FakeAnswer {
  if (!isRecord(body) || typeof body["tag_name"] !== "string") return refuse(422, "Invalid request.");
  const [tag, previous] = [body["tag_name"], body["previous_tag_name"]];
  const [to, from] = [git.resolve(tag) ?? git.resolve("main"), git.resolve(String(previous))];
  if (to === undefined || from === undefined) return notFound();
  const changes = git.between(from, to).map(({ message, login }) => `* ${message.split("\n")[0]} by @${login}`);
  const link = `**Full Changelog**: ${world.site}/compare/${String(previous)}...${tag}`;
  return { status: 200, body: { name: tag, body: ["## What's Changed", ...changes, "", link].join("\n") } };
}
