import { refuseOptions, refuseTimes } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { OpsgenieOptions } from "./options.ts";

const ID = /^[A-Za-z0-9_-]{1,100}$/;

/** Throws `invalid_input` with everything that is wrong with the options, keys apart: those are asked for at each use. */
export function checkOptions(options: OpsgenieOptions): void {
  refuseOptions(ADAPTER, (refuse) => {
    const { region, baseUrl, apiKey, integrationKey, schedules } = options;
    if (region !== undefined && region !== "us" && region !== "eu")
      refuse("region", region, "is no region", 'write "us" or "eu"');
    if (region !== undefined && baseUrl !== undefined)
      refuse("region", region, "is given together with baseUrl", "leave one of them out");
    if (apiKey === undefined && integrationKey === undefined)
      refuse("apiKey", undefined, "is missing, and so is integrationKey", "give at least one of the two keys");
    if (apiKey !== undefined && schedules === undefined)
      refuse("schedules", undefined, "is missing", "name the schedules whose overrides are ours to write, or give []");
    for (const [index, id] of (schedules ?? []).entries()) {
      if (!isId(id))
        refuse(`schedules[${index}]`, id, "is not an id of a schedule", "copy it from the schedule's address");
    }
    refuseTimes(options, refuse);
  });
}

/** Whether the text can be an id of the service: it goes into paths. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}
