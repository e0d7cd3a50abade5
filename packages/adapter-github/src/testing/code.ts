import { compareRoutes } from "./compare.ts";
import { contentRoutes } from "./contents.ts";
import { createGitStore, type NewCommit } from "./git-store.ts";
import { type FakePull, pullRoutes } from "./pulls.ts";
import { refRoutes } from "./refs.ts";
import { type FakeRelease, releaseRoutes } from "./releases.ts";
import type { FakePart } from "./route.ts";
import type { FakeWorld } from "./world.ts";

/** What the fake's repository holds at first. */
export interface FakeCodeOptions {
  /** Texts by path, on the branch `main`. @default none */
  readonly files?: Readonly<Record<string, string>>;
  /** What the credential may do with contents. @default `"write"` */
  readonly rights?: "read" | "write";
}

/** A release to be published. */
export interface NewRelease {
  readonly tag: string;
  /** @default the tag */
  readonly name?: string;
  /** @default none */
  readonly notes?: string;
  /** @default false */
  readonly draft?: boolean;
  /** @default false */
  readonly prerelease?: boolean;
}

/** The code that the fake holds, and what people do with it. */
export interface FakeCode {
  /** Commits to a branch. Gives the id of the commit. */
  commit(of: NewCommit): string;
  /** Makes a branch where another one, a tag or a commit is. @default from `main` */
  branch(name: string, from?: string): void;
  /** Takes a branch away, and closes its pull requests. */
  dropBranch(name: string): void;
  /** Puts a tag where a branch or a commit is, or moves it there. @default at `main` */
  tag(name: string, at?: string): void;
  /** Publishes a release of a tag, which is put at `main` where there is none. */
  release(of: NewRelease): void;
  merge(pull: number): void;
  close(pull: number): void;
  state(): FakeCodeState;
}

/** Branches, tags and what stands below them, as JSON. */
export interface FakeCodeState {
  /** Texts by path, by branch. */
  readonly branches: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Commits by tag. */
  readonly tags: Readonly<Record<string, string>>;
  readonly releases: readonly FakeRelease[];
  /** Oldest first. */
  readonly pulls: readonly FakePull[];
}

/** Files, commits, branches, tags, releases and pull requests of the fake. */
export function createCode(world: FakeWorld, options: FakeCodeOptions = {}): FakePart & { readonly code: FakeCode } {
  const { files = {}, rights = "write" } = options;
  const git = createGitStore(files, world.now);
  const releases: FakeRelease[] = [];
  const pulls: FakePull[] = [];
  const taggedAt = new Map<string, number>();

  const commitAt = (name: string): string => {
    const found = git.resolve(name);
    if (found === undefined) throw new Error(`the fake has no commit ${name}`);
    return found.sha;
  };
  const change = (pull: number, fields: Partial<FakePull>): FakePull => {
    const index = pulls.findIndex((one) => one.number === pull && one.state === "open");
    const before = pulls[index];
    if (before === undefined) throw new Error(`the fake has no open pull request ${pull}`);
    const after: FakePull = { ...before, ...fields, state: "closed", closedAt: world.now() };
    pulls[index] = after;
    return after;
  };
  const tag = (name: string, at = "main"): void => {
    git.tags.set(name, commitAt(at));
    taggedAt.set(name, world.now());
  };

  return {
    routes: [
      ...refRoutes(git, (name) => (taggedAt.get(name) ?? 0) <= world.now() - world.lagMs),
      ...contentRoutes(git),
      ...compareRoutes(git),
      ...releaseRoutes(git, releases, () => rights),
      ...pullRoutes(git, pulls),
    ],
    code: {
      commit: (of) => git.commit(of).sha,
      branch: (name, from = "main") => void git.branches.set(name, commitAt(from)),
      dropBranch(name) {
        git.branches.delete(name);
        for (const { number } of pulls.filter(({ head, state }) => head === name && state === "open"))
          change(number, {});
      },
      tag,
      release({ tag: name, notes = "", draft = false, prerelease = false, ...rest }) {
        if (!git.tags.has(name)) tag(name);
        const id = world.nextId();
        releases.push({ id, tag: name, name: rest.name ?? name, notes, draft, prerelease, publishedAt: world.now() });
      },
      merge(number) {
        const { head, base } = change(number, { merged: true });
        git.commit({ branch: base, message: `Merge pull request #${number}`, merging: head });
      },
      close: (number) => void change(number, {}),
      state: () => ({
        branches: Object.fromEntries(
          [...git.branches].map(([name, sha]) => [name, Object.fromEntries(git.resolve(sha)?.files ?? [])]),
        ),
        tags: Object.fromEntries(git.tags),
        releases: structuredClone(releases),
        pulls: structuredClone(pulls),
      }),
    },
  };
}
