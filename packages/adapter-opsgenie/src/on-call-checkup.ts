import { type CallOptions, type Check, type Checkup, lineRefs, type TrainLine } from "@footplate/core";
import { checked, createCheckup, startBudget } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { OpsgenieOptions } from "./options.ts";
import { requiredPermissions } from "./permissions.ts";
import { opsgenieRef } from "./refs.ts";
import type { Schedules } from "./schedules.ts";

const COPY = "copy the id from the page of the schedule or user";

/** Whether the key of API key management is let in, and the account knows the schedules and people that a line names. */
export function createOnCallCheckup(
  schedules: Schedules,
  options: OpsgenieOptions,
  clocks: Checkup["clocks"],
): Checkup {
  const names = new Map<string, string>();
  return createCheckup({
    adapter: ADAPTER,
    permissions: requiredPermissions.filter(({ key }) => key === "apiKey"),
    clocks,
    opening: (_line, call) =>
      checked("credential", async () => {
        names.clear();
        for (const { id, name } of await schedules.all(call)) names.set(id, name);
        return `apiKey may read; the account shows it ${names.size} schedules`;
      }),
    async *further(line, call) {
      for (const id of options.schedules ?? []) yield scheduleCheck("schedule of the config", id, names);
      yield* refChecks(schedules, options, names, line, call);
      yield {
        subject: "rights",
        result: "open",
        found: "only writing tells whether apiKey may create, update and delete overrides",
        hint: "look at the key's rights in API key management",
      };
    },
  });
}

async function* refChecks(
  schedules: Schedules,
  options: OpsgenieOptions,
  names: ReadonlyMap<string, string>,
  line: TrainLine,
  call: CallOptions,
): AsyncGenerator<Check, void, undefined> {
  const budget = startBudget(options, call);
  for (const { name, refs } of lineRefs(line)) {
    if (refs[ADAPTER] === undefined) continue;
    yield await checked(name, async () => {
      const { scheduleId, userId } = opsgenieRef(refs) ?? {};
      if (scheduleId !== undefined) return scheduleCheck(name, scheduleId, names);
      if (userId === undefined) return "it names a team, which no right of ours may read";
      const user = await schedules.user(userId, budget());
      if (user !== undefined) return `the account knows user ${userId}`;
      return { result: "wrong", found: `the account has no user ${userId}`, hint: COPY };
    });
  }
}

function scheduleCheck(subject: string, id: string, names: ReadonlyMap<string, string>): Check {
  const name = names.get(id);
  if (name !== undefined) return { subject, result: "fine", found: `${id} is ${name}` };
  return { subject, result: "wrong", found: `the account shows no schedule ${id}`, hint: COPY };
}
