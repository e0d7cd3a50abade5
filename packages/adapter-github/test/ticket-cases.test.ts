import { trainTicketCases } from "@footplate/testkit";
import { describe, test } from "vitest";
import { ticket } from "./support/tickets.ts";
import { world, type WorldOptions } from "./support/world.ts";

const settings: Readonly<Record<string, WorldOptions>> = {
  "a repository": {},
  "a repository whose lists lag": { lagMs: 45_000 },
  "a server without sub-issues": { issues: { subIssues: false } },
  "the newer version of the API": { ports: { apiVersion: "2026-03-10" } },
};

describe.each(Object.keys(settings))("what every ticket service must do, on %s", (name) => {
  const { issues, ...rest } = settings[name] ?? {};
  const cases = trainTicketCases({
    name: "github",
    fresh: async () => {
      const { trainTickets, clock, fake } = world({ ...rest, ...(issues !== undefined && { issues }) });
      return {
        tickets: trainTickets,
        ticket: ticket(),
        people: ["conductor-a", "conductor-b"],
        clock,
        stranger: "client-a",
        humanComment: async (id, text) => fake.issues.comment(id, text),
        ...(issues?.subIssues !== false && {
          humanBlock: async (id: string, title: string) => fake.issues.putBelow(id, fake.issues.open({ title })),
        }),
        humanAssign: async (id, assignees) => fake.issues.edit(id, { assignees }),
        sent: () => fake.state().calls.length,
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});
