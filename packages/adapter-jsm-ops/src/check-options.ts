import { refuseOptions, refuseTimes } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { JsmOpsOptions } from "./options.ts";

const ID = /^[A-Za-z0-9:_-]{1,128}$/;

/** Throws `invalid_input` with everything that is wrong with the options. Never shows a secret. */
export function checkOptions(options: JsmOpsOptions): void {
  refuseOptions(ADAPTER, (refuse) => {
    const { cloudId, email, apiToken, token, schedules = [] } = options;
    if (!isId(cloudId)) refuse("cloudId", cloudId, "is not a cloud id", "copy it from the site's /_edge/tenant_info");
    const basic = email !== undefined || apiToken !== undefined;
    if (basic === (token !== undefined)) {
      const found = basic ? "both are given" : "neither is given";
      refuse("token", found, "exactly one of token, and email with apiToken, is needed", "give one of the two");
    }
    if (basic && !(typeof email === "string" && /^[^@\s:]+@[^@\s:]+$/.test(email)))
      refuse("email", email, "is not an address", "give the e-mail address of the account that the token belongs to");
    if (email !== undefined && apiToken === undefined)
      refuse(
        "apiToken",
        "(not given)",
        "is missing",
        "give an API token of the account, or a function that fetches one",
      );
    for (const [index, id] of schedules.entries()) {
      const path = `schedules[${index}]`;
      if (!isId(id)) refuse(path, id, "is not an id of a schedule", "copy the id from the schedule's address");
      else if (schedules.indexOf(id) !== index) refuse(path, id, "is there twice", "name each schedule once");
    }
    refuseTimes(options, refuse);
  });
}

/** Whether the text can be an id of the service. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}
