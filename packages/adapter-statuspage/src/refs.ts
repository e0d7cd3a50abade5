import type { Refs } from "@footplate/core";
import { refOf } from "@footplate/http";
import { isId } from "./check-options.ts";
import { ADAPTER } from "./fault.ts";

/** How a target names its component: `{ "statuspage": { "componentId": "…" } }`. */
export interface StatuspageRef {
  /** The vendor's id of the component. */
  readonly componentId: string;
}

/** What is wrong with the `statuspage` part of a target's refs; `undefined` when nothing is. */
export function statuspageRefProblem(ref: unknown): string | undefined {
  if (typeof ref !== "object" || ref === null || Array.isArray(ref))
    return 'must be an object such as { "componentId": "…" }';
  const { componentId, ...rest } = ref as Readonly<Record<string, unknown>>;
  if (typeof componentId !== "string") return "componentId is missing, or is no text";
  if (!isId(componentId)) return "componentId is not an id: letters, digits, _ and - only";
  const extra = Object.keys(rest);
  return extra.length > 0 ? `${extra.join(", ").slice(0, 100)} is not known; componentId is the only field` : undefined;
}

/** The component that refs name; `undefined` when they say nothing of Statuspage. Throws `invalid_input` when malformed. */
export function statuspageRef(refs: Refs | undefined): StatuspageRef | undefined {
  const ref = refOf(
    ADAPTER,
    refs,
    statuspageRefProblem,
    "copy the id from the component's page in the management interface",
  );
  // Checked: one field, a text.
  return ref as StatuspageRef | undefined;
}
