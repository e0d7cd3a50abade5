import type { FootplateError } from "@footplate/core";
import { type Budget, marking } from "@footplate/http";
import { fault } from "../fault.ts";
import { gitHubRefProblem } from "../refs.ts";
import type { Issues } from "./issues.ts";
import { type IssueRow, ownersOf } from "./wire.ts";

/** Throws `forbidden` for a person whom the service does not assign. The service itself would say nothing. */
export async function checkOwner(issues: Issues, owner: string, budget: Budget): Promise<void> {
  if (gitHubRefProblem({ login: owner }) !== undefined) {
    throw fault({
      code: "invalid_input",
      message: `${JSON.stringify(owner).slice(0, 120)} is no login`,
      written: "no",
      hint: "write the name that stands in the address of the person's page",
    });
  }
  if (!(await marking("no", () => issues.isAssignable(owner, budget())))) throw refusedOwner(owner, "no");
}

/** Makes the person the issue's one owner. Added before the others are taken away, so that it is never without one. */
export async function giveTo(issues: Issues, row: IssueRow, owner: string, budget: Budget): Promise<IssueRow> {
  const id = String(row.number);
  const wanted = owner.toLowerCase();
  const added = ownersOf(row).includes(wanted) ? row : await issues.addAssignee(id, owner, budget());
  if (!ownersOf(added).includes(wanted)) throw refusedOwner(owner, "maybe");
  const others = ownersOf(added).filter((login) => login !== wanted);
  if (others.length === 0) return added;
  const left = await marking("maybe", () => issues.removeAssignees(id, others, budget()));
  if (ownersOf(left).join() === wanted) return left;
  throw fault({
    code: "forbidden",
    message: `issue ${id} still has owners besides ${owner}`,
    written: "maybe",
    hint: "let the credential write issues: it may not take owners away",
  });
}

function refusedOwner(owner: string, written: "no" | "maybe"): FootplateError {
  return fault({
    code: "forbidden",
    message: `the service does not assign ${owner}`,
    written,
    hint: "give the person access to the repository, and let the credential write issues",
  });
}
