import { fault } from "./fault.ts";
import type { StatuspageOptions } from "./options.ts";

/** Keys have no scopes: which components may be written to is kept here. */
export function refuseOthers(options: Pick<StatuspageOptions, "componentIds">, ids: readonly string[]): void {
  const allowed = options.componentIds;
  const others = allowed === undefined ? [] : ids.filter((id) => !allowed.includes(id));
  if (others.length === 0) return;
  throw fault({
    code: "forbidden",
    message: `componentIds does not allow writing to ${others.join(", ")}`,
    written: "no",
    hint: "add the component to componentIds, or take it out of the target's refs",
  });
}
