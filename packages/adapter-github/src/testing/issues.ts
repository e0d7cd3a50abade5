import { belowIssueRoutes } from "./issues-below.ts";
import { issueRoutes } from "./issues-routes.ts";
import { createIssueStore, type FakeIssue, type FakeIssuesOptions, type FakeLabel } from "./issues-store.ts";
import type { FakePart } from "./route.ts";
import type { FakeWorld } from "./world.ts";

/** What people do with issues in the service's own pages, and what the fake holds of them. */
export interface FakeIssues {
  /** Oldest first, without those that are gone. */
  all(): readonly FakeIssue[];
  labels(): readonly FakeLabel[];
  /** Somebody opens an issue, or a pull request. Returns its number. */
  open(issue: Pick<FakeIssue, "title"> & Partial<FakeIssue>): string;
  /** Somebody edits an issue, closes it, assigns it. */
  edit(number: string, change: Partial<FakeIssue>): void;
  comment(number: string, body: string, login?: string): void;
  /** Somebody makes another issue with the same text and labels. Returns its number. */
  copy(number: string): string;
  remove(number: string): void;
  /** Somebody moves the issue to another repository: its number leads there from now on. */
  transfer(number: string, to: string): void;
  /** Puts an issue below another. */
  putBelow(parent: string, child: string): void;
  removeLabel(name: string): void;
}

/** The fake's issues: their routes, and the people at their pages. */
export interface FakeIssuesPart extends FakePart {
  readonly issues: FakeIssues;
}

export function createIssuesPart(world: FakeWorld, options?: FakeIssuesOptions): FakeIssuesPart {
  const store = createIssueStore(world, options);
  const must = (number: string): FakeIssue => {
    const issue = store.all().find((one) => String(one.number) === number && one.gone === undefined);
    if (issue === undefined) throw new Error(`the fake has no issue ${number}`);
    return issue;
  };
  const open: FakeIssues["open"] = (issue) => {
    for (const name of issue.labels ?? []) store.label(name);
    return String(store.add({ login: "lead", ...issue }).number);
  };
  return {
    routes: [...issueRoutes(store), ...belowIssueRoutes(store)],
    issues: {
      all: () => structuredClone(store.all().filter(({ gone }) => gone === undefined)),
      labels: () => structuredClone(store.labels),
      open,
      edit: (number, change) => void store.change(must(number), change),
      comment: (number, body, login = "lead") => {
        const issue = must(number);
        const comment = { id: world.nextId(), body, login, createdMs: world.now() };
        store.change(issue, { comments: [...issue.comments, comment] });
      },
      copy: (number) => {
        const { title, body, labels } = must(number);
        return open({ title, body, labels });
      },
      remove: (number) => void store.change(must(number), { gone: {} }),
      transfer: (number, to) => void store.change(must(number), { gone: { to } }),
      putBelow: (parent, child) => {
        const issue = must(parent);
        store.change(issue, { below: [...issue.below, must(child).id] });
      },
      removeLabel: (name) => {
        store.labels.splice(0, store.labels.length, ...store.labels.filter((label) => label.name !== name));
        for (const issue of store.all().filter(({ labels }) => labels.includes(name)))
          store.change(issue, { labels: issue.labels.filter((label) => label !== name) });
      },
    },
  };
}
