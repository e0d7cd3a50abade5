import { type CallOptions, type Check, type Checkup, lineRefs, type TrainLine } from "@footplate/core";
import { checked, createCheckup, startBudget } from "@footplate/http";
import type { Client } from "./client.ts";
import { ADAPTER } from "./fault.ts";
import type { JsmOpsOptions } from "./options.ts";
import { requiredPermissions } from "./permissions.ts";
import { jsmOpsRef } from "./refs.ts";

/** Whether the site lets the account in, and shows it the schedules that the config and a line name. */
export function createOnCallCheckup(
  client: Client,
  options: JsmOpsOptions,
  clocks: Checkup["clocks"],
): Checkup {
  return createCheckup({
    adapter: ADAPTER,
    permissions: requiredPermissions.filter(({ permission }) => permission.includes("ops-config")),
    clocks,
    opening: (_line, call) =>
      checked("credential", async () => {
        await client.schedules(0, call);
        return "the account may read schedules of the site";
      }),
    async *further(line, call) {
      const budget = startBudget(options, call);
      for (const id of options.schedules ?? [])
        yield await scheduleCheck("schedule of the config", client, id, budget());
      yield* refChecks(client, line, budget);
      yield {
        subject: "rights to schedules",
        result: "open",
        found: "only writing tells whether the account may make overrides",
        hint: "look at its scopes, and at its role in the schedule's team",
      };
    },
  });
}

/** Whether the site lets the account in to alerts. */
export function createPagerCheckup(client: Client, clocks: Checkup["clocks"]): Checkup {
  return createCheckup({
    adapter: ADAPTER,
    permissions: requiredPermissions.filter(({ permission }) => permission.includes("ops-alert")),
    clocks,
    opening: (_line, call) =>
      checked("credential", async () => {
        await client.alertByAlias("footplate-checkup", call);
        return "the account may read alerts";
      }),
    async *further() {
      const found = client.integrated
        ? "only an alert tells whether the integration may raise one"
        : "only an alert tells whether the account may raise one";
      yield { subject: "rights to alerts", result: "open", found, hint: "page yourself once, in working hours" };
    },
  });
}

async function* refChecks(
  client: Client,
  line: TrainLine,
  budget: () => CallOptions,
): AsyncGenerator<Check, void, undefined> {
  let people = 0;
  for (const { name, refs } of lineRefs(line)) {
    if (refs[ADAPTER] === undefined) continue;
    let schedule: string | undefined;
    const read = await checked(name, async () => {
      const ref = jsmOpsRef(refs) ?? {};
      if (ref.accountId !== undefined) people += 1;
      schedule = ref.scheduleId;
      return "";
    });
    if (read.result !== "fine") yield read;
    else if (schedule !== undefined) yield await scheduleCheck(name, client, schedule, budget());
  }
  if (people === 0) return;
  const found = `reading people takes a right that nothing else needs, so the accounts of ${people} stay unread`;
  yield { subject: "people", result: "open", found, hint: "compare their account ids with their profiles" };
}

/** Without access to its team, the service says of a schedule only that there is none. */
async function scheduleCheck(subject: string, client: Client, id: string, call: CallOptions): Promise<Check> {
  return checked(subject, async () => {
    const row = await client.schedule(id, call);
    if (row !== undefined) return `${id} is ${row.name ?? id}`;
    const hint = "check the id, and add the account to the schedule's team";
    return { result: "wrong", found: `the site shows no schedule ${id}`, hint };
  });
}
