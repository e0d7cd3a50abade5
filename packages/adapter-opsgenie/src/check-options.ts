import { FootplateError, type Problem } from "@footplate/core";
import { ADAPTER } from "./fault.ts";
import type { OpsgenieOptions } from "./options.ts";

const ID = /^[A-Za-z0-9_-]{1,100}$/;

/** Throws `invalid_input` with everything that is wrong with the options, keys apart: those are asked for at each use. */
export function checkOptions(options: OpsgenieOptions): void {
  const problems: Problem[] = [];
  const refuse = (path: string, value: unknown, message: string, hint: string): void => {
    problems.push({ path, value: (JSON.stringify(value) ?? "undefined").slice(0, 120), message, hint });
  };
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
  for (const name of ["sendMs", "settleMs"] as const) {
    const value = options[name];
    const usable =
      value === undefined || (Number.isSafeInteger(value) && (value > 0 || name === "settleMs") && value >= 0);
    if (!usable) refuse(name, value, "is not a time in whole milliseconds", `leave ${name} out for the default`);
  }
  if (problems.length === 0) return;
  throw new FootplateError({
    code: "invalid_input",
    adapter: ADAPTER,
    message: `options of ${ADAPTER}: ${problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`,
    hint: problems[0]?.hint,
    problems,
  });
}

/** Whether the text can be an id of the service: it goes into paths. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}
