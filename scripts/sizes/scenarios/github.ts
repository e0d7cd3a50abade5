import { createGitHub } from "@footplate/adapter-github";
import type { DeployOrder } from "@footplate/core";

/** Finds the run of a deploy among those of its workflow, and comments on the ticket. */
export async function tell(token: string, order: DeployOrder, ticket: string): Promise<void> {
  const { deployRunner, trainTickets } = createGitHub({ repository: { owner: "octo", name: "trains" }, token });
  const run = await deployRunner.find(order);
  await trainTickets.comment(ticket, { key: `${order.id}/found`, text: run?.url ?? "There is no run." });
}
