import type { Refs } from "@footplate/core";
import { idRef } from "@footplate/http";
import { ADAPTER } from "./fault.ts";

/** How a target names its component: `{ "statuspage": { "componentId": "…" } }`. */
export interface StatuspageRef {
  /** The vendor's id of the component. */
  readonly componentId: string;
}

const component = idRef(
  ADAPTER,
  "componentId",
  "copy the id from the component's page in the management interface",
);

/** What is wrong with the `statuspage` part of a target's refs; `undefined` when nothing is. */
export function statuspageRefProblem(ref: unknown): string | undefined {
  return component.problemOf(ref);
}

/** The component that refs name; `undefined` when they say nothing of Statuspage. Throws `invalid_input` when malformed. */
export function statuspageRef(refs: Refs | undefined): StatuspageRef | undefined {
  const componentId = component.idOf(refs);
  return componentId === undefined ? undefined : { componentId };
}
