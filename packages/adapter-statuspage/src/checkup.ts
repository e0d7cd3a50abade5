import type { CallOptions, Check, Checkup, TrainLine } from "@footplate/core";
import { lineRefs } from "@footplate/core";
import { checked, createCheckup, startBudget } from "@footplate/http";
import { allPages, type Client } from "./client.ts";
import { ADAPTER } from "./fault.ts";
import type { StatuspageOptions } from "./options.ts";
import { requiredPermissions } from "./permissions.ts";
import { statuspageRef } from "./refs.ts";

/** Whether the page can be read, and knows the components that the targets of a line name. */
export function createStatuspageCheckup(
  client: Client,
  options: StatuspageOptions,
  clocks: Checkup["clocks"],
): Checkup {
  return createCheckup({
    adapter: ADAPTER,
    permissions: requiredPermissions,
    clocks,
    opening: (_line, call) =>
      checked("credential", async () => {
        await client.activeMaintenances(1, call);
        return `the key may read maintenances of page ${options.pageId}`;
      }),
    async *further(line, call) {
      yield* componentChecks(client, options, line, call);
      yield {
        subject: "rights",
        result: "open",
        found: "keys have no scopes, so that only writing tells whether the key's user may edit the page",
        hint: "let a user of its own, who manages this page alone, have the key",
      };
    },
  });
}

async function* componentChecks(
  client: Client,
  options: StatuspageOptions,
  line: TrainLine,
  call: CallOptions,
): AsyncGenerator<Check, void, undefined> {
  const budget = startBudget(options, call);
  const known = new Map<string, { readonly name: string; readonly group: boolean }>();
  const listed = await checked("components", async () => {
    const rows = await allPages((page) => client.components(page, budget()));
    for (const { id, name, group } of rows) known.set(id, { name: name ?? id, group: group === true });
    return `the page has ${known.size} components`;
  });
  yield listed;
  if (listed.result !== "fine") return;
  for (const { name, refs } of lineRefs(line)) {
    if (refs[ADAPTER] === undefined) continue;
    yield await checked(`component of ${name}`, async () => {
      const id = statuspageRef(refs)?.componentId ?? "";
      const row = known.get(id);
      if (row === undefined) return { result: "wrong", found: `the page has no component ${id}`, hint: COPY };
      if (row.group) return { result: "wrong", found: `${id} is a group of components`, hint: COPY };
      if (options.componentIds?.includes(id) === false)
        return { result: "wrong", found: `componentIds lacks ${id}`, hint: "add it to componentIds in the config" };
      return `${id} is ${row.name}`;
    });
  }
}

const COPY = "copy the id from the component's page in the management interface";
