import type { FootplateError } from "@footplate/core";
import { type Budget, marking } from "@footplate/http";
import { fault } from "../fault.ts";
import type { Fields, Issues } from "./issues.ts";
import { hasLabel, type IssueRow, ownersOf } from "./wire.ts";

/** A label that we put on issues. */
export interface Label {
  readonly name: string;
  readonly description: string;
  /** Six hexadecimal digits. */
  readonly color: string;
}

/** What a new issue is made of. */
export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly owner?: string;
}

/** Makes issues that can be found again. */
export interface LabelledIssues {
  /**
   * Makes the label where the repository lacks it, then the issue. The service drops labels and owners in silence when the
   * credential may not set them: such an issue is closed again, since no listing of ours would show it, and `forbidden` thrown.
   */
  make(label: Label, issue: NewIssue, budget: Budget): Promise<IssueRow>;
  /** A listing showed the label, so that it need not be looked for. */
  saw(name: string): void;
}

export function createLabelled(issues: Issues): LabelledIssues {
  const known = new Set<string>();
  const ensure = async ({ name, description, color }: Label, budget: Budget): Promise<void> => {
    if (known.has(name)) return;
    if (!(await issues.hasLabel(name, budget()))) await issues.makeLabel(name, description, color, budget());
    known.add(name);
  };
  return {
    saw: (name) => known.add(name),
    make: async (label, { title, body, owner }, budget) => {
      await marking("no", () => ensure(label, budget));
      const fields: Fields = { title, body, labels: [label.name], ...(owner !== undefined && { assignees: [owner] }) };
      const row = await issues.create(fields, budget());
      const dropped = [
        ...(hasLabel(row, label.name) ? [] : ["its label"]),
        ...(owner === undefined || ownersOf(row).includes(owner.toLowerCase()) ? [] : ["its owner"]),
      ];
      if (dropped.length === 0) return row;
      // The label may have been deleted meanwhile: the next issue asks anew.
      known.delete(label.name);
      await marking("maybe", () =>
        issues.change(String(row.number), { state: "closed", state_reason: "not_planned" }, budget()),
      );
      throw refusedParts(row, dropped);
    },
  };
}

function refusedParts(row: IssueRow, dropped: readonly string[]): FootplateError {
  return fault({
    code: "forbidden",
    message: `the service made issue ${row.number} without ${dropped.join(" and ")}, so that it was closed again`,
    written: "maybe",
    hint: "let the credential write issues: it may open them, but not label or assign them",
  });
}
