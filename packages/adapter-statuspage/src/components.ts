import type { Component, Components, ComponentStatus, FootplateError } from "@footplate/core";
import { refuseOthers } from "./allowed.ts";
import { type Budget, marking, startBudget } from "@footplate/http";
import { allPages, type Client } from "./client.ts";
import { fault } from "./fault.ts";
import type { StatuspageOptions } from "./options.ts";
import type { ComponentRow } from "./wire.ts";

export function createComponents(client: Client, options: StatuspageOptions, sendMs: number): Components {
  return {
    get: async (id, call) => {
      const row = await client.component(id, call ?? {});
      if (row === undefined) throw unknownComponent(id, undefined);
      return toComponent(row);
    },
    list: async (call) => {
      const budget = startBudget(options, call);
      const rows = await allPages((page) => client.components(page, budget()));
      return rows.filter((row) => row.group !== true).map(toComponent);
    },
    set: async (id, status, call) => {
      refuseOthers(options, [id]);
      return setComponent(client, id, status, startBudget(options, call, sendMs));
    },
  };
}

/** Sets the status and reads it back. */
export async function setComponent(
  client: Client,
  id: string,
  status: ComponentStatus,
  budget: Budget,
): Promise<Component> {
  if ((await client.changeComponent(id, { status }, budget())) === undefined) throw unknownComponent(id, "no");
  const row = await marking("maybe", () => client.component(id, budget()));
  if (row?.status === status) return toComponent(row);
  throw fault({
    code: "protocol",
    message: `the service did not keep ${status} as the status of component ${id}`,
    written: "maybe",
    hint: "look at the component on the status page: something else may be setting it",
  });
}

function toComponent(row: ComponentRow): Component {
  return { id: row.id, name: row.name ?? row.id, status: row.status ?? "" };
}

function unknownComponent(id: string, written: "no" | undefined): FootplateError {
  return fault({
    code: "not_found",
    message: `the page has no component ${id}`,
    written,
    hint: "compare the id with the list of components of this page",
  });
}
