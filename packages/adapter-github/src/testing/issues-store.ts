import type { FakeWorld } from "./world.ts";

/** A comment as the fake holds it. */
export interface FakeComment {
  readonly id: number;
  readonly body: string;
  readonly login: string;
  readonly createdMs: number;
}

/** An issue or pull request as the fake holds it. */
export interface FakeIssue {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly stateReason: string | null;
  readonly labels: readonly string[];
  /** Logins. */
  readonly assignees: readonly string[];
  /** Login of who made it. */
  readonly login: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly closedMs: number | null;
  readonly comments: readonly FakeComment[];
  /** Ids of its sub-issues, in the order in which they were added. */
  readonly below: readonly number[];
  readonly isPullRequest: boolean;
  /** `owner/name` where it lives, when that is another repository. */
  readonly elsewhere?: string;
  /** Deleted, or moved to the address of another issue. */
  readonly gone?: { readonly to?: string };
}

/** A label as the fake holds it. */
export interface FakeLabel {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** Options of the fake's issues. */
export interface FakeIssuesOptions {
  /** Whether the server has sub-issues. @default true */
  readonly subIssues?: boolean;
  /** Whether the fake's own credential may label and assign. If not, GitHub drops both in silence. @default true */
  readonly mayTriage?: boolean;
}

/** The fake's issues, with what they were before: lists show a moment that lies back. */
export interface IssueStore {
  readonly world: FakeWorld;
  readonly options: Required<FakeIssuesOptions>;
  readonly labels: FakeLabel[];
  /** As they are now, oldest first, those that are gone too. */
  all(): readonly FakeIssue[];
  /** As lists show them. */
  listed(): readonly FakeIssue[];
  find(number: string): FakeIssue | undefined;
  byId(id: number): FakeIssue | undefined;
  add(issue: Pick<FakeIssue, "title" | "login"> & Partial<FakeIssue>): FakeIssue;
  change(issue: FakeIssue, change: Partial<FakeIssue>): FakeIssue;
  /** The label, which is made where there is none: GitHub does that for whoever may label. */
  label(name: string): FakeLabel;
}

export function createIssueStore(world: FakeWorld, options: FakeIssuesOptions = {}): IssueStore {
  const versions = new Map<number, { readonly at: number; readonly issue: FakeIssue }[]>();
  const labels: FakeLabel[] = [];
  const at = (moment: number): readonly FakeIssue[] =>
    [...versions.values()].flatMap((list) => list.findLast((one) => one.at <= moment)?.issue ?? []);
  const put = (issue: FakeIssue): FakeIssue => {
    const list = versions.get(issue.id) ?? [];
    versions.set(issue.id, [...list, { at: world.now(), issue }]);
    return issue;
  };
  const all = (): readonly FakeIssue[] => at(Number.POSITIVE_INFINITY);
  return {
    world,
    options: { subIssues: options.subIssues ?? true, mayTriage: options.mayTriage ?? true },
    labels,
    all,
    listed: () => at(world.now() - world.lagMs),
    find: (number) => all().find((one) => String(one.number) === number && one.elsewhere === undefined),
    byId: (id) => versions.get(id)?.at(-1)?.issue,
    add: (issue) =>
      put({
        id: world.nextId(),
        number: versions.size + 1,
        body: null,
        state: "open",
        stateReason: null,
        labels: [],
        assignees: [],
        createdMs: world.now(),
        updatedMs: world.now(),
        closedMs: null,
        comments: [],
        below: [],
        isPullRequest: false,
        ...issue,
      }),
    change: (issue, change) => put({ ...issue, ...change, updatedMs: world.now() }),
    label(name) {
      const found = labels.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (found !== undefined) return found;
      const made = { id: world.nextId(), name, color: "ededed", description: null };
      labels.push(made);
      return made;
    },
  };
}
