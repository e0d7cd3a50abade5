import { refuseOptions } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { StatuspageOptions } from "./options.ts";

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const COPY_ID = "copy the id from the API settings of the page";

/** Throws `invalid_input` with everything that is wrong with the options, the key apart: that is asked for at each use. */
export function checkOptions(options: StatuspageOptions): void {
  refuseOptions(ADAPTER, (refuse) => {
    if (!isId(options.pageId)) refuse("pageId", options.pageId, "is not an id of a page", COPY_ID);
    for (const [index, id] of (options.componentIds ?? []).entries()) {
      if (!isId(id)) refuse(`componentIds[${index}]`, id, "is not an id of a component", COPY_ID);
    }
    for (const name of ["settleMs", "sendMs", "leadMs"] as const) {
      const value = options[name];
      if (value === undefined || (Number.isFinite(value) && (value > 0 || (value === 0 && name === "settleMs"))))
        continue;
      refuse(name, value, "is not a time in milliseconds", `leave ${name} out for the default`);
    }
  });
}

/** Whether the text can be an id of the service: it goes into paths. */
export function isId(value: unknown): boolean {
  return typeof value === "string" && ID.test(value);
}
