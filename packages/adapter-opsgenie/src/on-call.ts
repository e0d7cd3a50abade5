import { type Checkup, instant, type OnCall } from "@footplate/core";
import { type Http, startBudget } from "@footplate/http";
import { createOnCallCheckup } from "./on-call-checkup.ts";
import type { OpsgenieOptions } from "./options.ts";
import { createOverrides, type OpsgenieOverrides } from "./overrides.ts";
import { opsgenieRef } from "./refs.ts";
import { createSchedules } from "./schedules.ts";
import { peopleIn, toSchedule } from "./wire.ts";

/** Who is on call, under the key of API key management. */
export interface OpsgenieOnCallPort extends OnCall {
  readonly overrides: OpsgenieOverrides;
  readonly checkup: Checkup;
}

export function createOnCall(
  http: Http,
  options: OpsgenieOptions,
  clocks: Checkup["clocks"],
): OpsgenieOnCallPort {
  const schedules = createSchedules(http);
  return {
    spec: 1,
    personOf: (refs) => opsgenieRef(refs)?.userId,
    scheduleOf: (refs) => opsgenieRef(refs)?.scheduleId,
    schedules: async (call) => (await schedules.all(startBudget(options, call)())).map(toSchedule),
    onCall: async (schedule, at, call) => {
      const found = await schedules.people("on-calls", schedule, instant(at), startBudget(options, call)());
      return peopleIn(found.onCallParticipants);
    },
    nextOnCall: async (schedule, at, call) => {
      const found = await schedules.people("next-on-calls", schedule, instant(at), startBudget(options, call)());
      return peopleIn([...(found.nextOnCallRecipients ?? []), ...(found.nextOnCallParticipants ?? [])]);
    },
    overrides: createOverrides(schedules, options),
    checkup: createOnCallCheckup(schedules, options, clocks),
  };
}
