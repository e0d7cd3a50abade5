import { type FakeAnswer, isRecord, notFound, refuse } from "./answer.ts";
import { renderCommit, renderRef } from "./git-render.ts";
import type { GitStore } from "./git-store.ts";
import { page } from "./paging.ts";
import { wholeRepository } from "./repository.ts";
import type { FakeContext, FakeRoute } from "./route.ts";

const REPOSITORY = "repos/{owner}/{repo}";

/** The repository, its branches and tags, and single commits. `listed` is what a list shows of tags by now. */
export function refRoutes(git: GitStore, listed: (tag: string) => boolean): readonly FakeRoute[] {
  return [
    { method: "GET", path: REPOSITORY, handle: ({ world }) => ({ status: 200, body: wholeRepository(world) }) },
    { method: "GET", path: `${REPOSITORY}/git/ref/{ref*}`, handle: (context) => readRef(git, context) },
    { method: "POST", path: `${REPOSITORY}/git/refs`, handle: (context) => makeRef(git, context) },
    { method: "GET", path: `${REPOSITORY}/tags`, handle: (context) => listTags(git, context, listed) },
    {
      method: "GET",
      path: `${REPOSITORY}/commits/{ref*}`,
      handle: ({ world, params: { ref = "" } }) => {
        const commit = git.resolve(ref);
        if (commit === undefined) return refuse(422, `No commit found for SHA: ${ref}`);
        return { status: 200, body: renderCommit(world, commit) };
      },
    },
  ];
}

function readRef(git: GitStore, { world, params: { ref = "" } }: FakeContext): FakeAnswer {
  const [kind, ...rest] = ref.split("/");
  const names = kind === "heads" ? git.branches : kind === "tags" ? git.tags : undefined;
  const sha = names?.get(rest.join("/"));
  return sha === undefined ? notFound() : { status: 200, body: renderRef(world, `refs/${ref}`, sha) };
}

function makeRef(git: GitStore, { world, body }: FakeContext): FakeAnswer {
  if (!isRecord(body)) return refuse(422, "Invalid request.");
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(String(body["ref"])) ?? [];
  if (kind === undefined || name === undefined) return refuse(422, "Reference name must start with 'refs/'.");
  const names = kind === "heads" ? git.branches : git.tags;
  if (names.has(name)) return refuse(422, "Reference already exists");
  const commit = git.resolve(String(body["sha"]));
  if (commit === undefined || commit.sha !== body["sha"]) return refuse(422, "Object does not exist");
  names.set(name, commit.sha);
  return { status: 201, body: renderRef(world, `refs/${kind}/${name}`, commit.sha) };
}

/** By name, backwards. */
function listTags(git: GitStore, context: FakeContext, listed: (tag: string) => boolean): FakeAnswer {
  const { world } = context;
  const rows = [...git.tags]
    .filter(([name]) => listed(name))
    .toSorted(([one], [other]) => (one < other ? 1 : -1))
    .map(([name, sha]) => ({
      name,
      node_id: `TAG_${name}`,
      commit: { sha, url: `${world.api}/commits/${sha}` },
      zipball_url: `${world.api}/zipball/refs/tags/${name}`,
      tarball_url: `${world.api}/tarball/refs/tags/${name}`,
    }));
  return page(context, rows);
}
