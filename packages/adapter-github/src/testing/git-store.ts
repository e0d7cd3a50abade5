import { digest } from "./digest.ts";

/** One commit, with all files as they are after it. */
export interface FakeCommit {
  readonly sha: string;
  readonly message: string;
  /** Absent: GitHub knows nobody with the author's address. */
  readonly login?: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** First the one that it was made on. */
  readonly parents: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** A commit to be made. */
export interface NewCommit {
  readonly branch: string;
  readonly message: string;
  /** Text by path; `null` deletes a file. @default nothing changes */
  readonly files?: Readonly<Record<string, string | null>>;
  /** `null`: somebody whom GitHub does not know. @default `"lead"` */
  readonly login?: string | null;
  /** Another branch whose changes come in. */
  readonly merging?: string;
}

/** Commits, branches and tags. */
export interface GitStore {
  readonly branches: Map<string, string>;
  readonly tags: Map<string, string>;
  commit(of: NewCommit): FakeCommit;
  /** The commit of a branch, a tag or an id, which may be cut to 7 digits. */
  resolve(name: string): FakeCommit | undefined;
  /** The commits that the second holds and the first does not, oldest first; without a first, all of the second. */
  between(from: FakeCommit | undefined, to: FakeCommit): readonly FakeCommit[];
}

export const DEFAULT_BRANCH = "main";

/** Begins with one commit, of the files given. */
export function createGitStore(files: Readonly<Record<string, string>>, now: () => number): GitStore {
  const commits = new Map<string, FakeCommit>();
  const branches = new Map<string, string>();
  const tags = new Map<string, string>();

  const add = (of: Omit<FakeCommit, "sha">): FakeCommit => {
    const sha = digest(`${commits.size} ${of.message} ${of.parents.join(" ")}`);
    const made = { ...of, sha };
    commits.set(sha, made);
    return made;
  };
  const reachable = (from: FakeCommit): ReadonlySet<string> => {
    const seen = new Set<string>();
    const open = [from.sha];
    for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
      if (seen.has(sha)) continue;
      seen.add(sha);
      open.push(...(commits.get(sha)?.parents ?? []));
    }
    return seen;
  };

  const first = add({
    message: "First commit",
    login: "lead",
    at: now(),
    parents: [],
    files: new Map(Object.entries(files)),
  });
  branches.set(DEFAULT_BRANCH, first.sha);

  const resolve = (name: string): FakeCommit | undefined => {
    const sha = branches.get(name) ?? tags.get(name);
    if (sha !== undefined) return commits.get(sha);
    if (!/^[0-9a-f]{7,40}$/.test(name)) return undefined;
    return [...commits.values()].find((one) => one.sha.startsWith(name));
  };

  return {
    branches,
    tags,
    resolve,
    commit({ branch, message, files: changed = {}, login = "lead", merging }) {
      const before = resolve(branch);
      if (before === undefined || !branches.has(branch)) throw new Error(`the fake has no branch ${branch}`);
      const other = merging === undefined ? undefined : resolve(merging);
      const after = new Map(before.files);
      const gained = other === undefined ? [] : changesOf(other, before);
      for (const [path, text] of [...gained, ...Object.entries(changed)]) {
        if (text === null) after.delete(path);
        else after.set(path, text);
      }
      const parents = [before.sha, ...(other === undefined ? [] : [other.sha])];
      const made = add({ message, ...(login !== null && { login }), at: now(), parents, files: after });
      branches.set(branch, made.sha);
      return made;
    },
    between(from, to) {
      const known = from === undefined ? new Set<string>() : reachable(from);
      const wanted = reachable(to);
      return [...commits.values()].filter(({ sha }) => wanted.has(sha) && !known.has(sha));
    },
  };
}

/** Good enough for a merge without conflicts: what the other branch has otherwise. */
function changesOf(other: FakeCommit, before: FakeCommit): readonly (readonly [string, string])[] {
  return [...other.files].filter(([path, text]) => before.files.get(path) !== text);
}
