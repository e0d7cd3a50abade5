import type { Component, Components, ComponentStatus, HeldNotice } from "@footplate/core";
import { type Budget, startBudget } from "../budget.ts";
import { faultOf } from "../fault-of.ts";
import { marking } from "../marking.ts";
import type { NoticeParts } from "./notice-service.ts";

export function createComponents(parts: NoticeParts): Components {
  const { service, settings, sendMs } = parts;
  return {
    get: (id, call) => getComponent(parts, id, () => call ?? {}),
    list: (call) => service.components(startBudget(settings, call)),
    set: (id, status, call) => setComponent(parts, id, status, startBudget(settings, call, sendMs)),
  };
}

async function getComponent({ adapter, service }: NoticeParts, id: string, budget: Budget): Promise<Component> {
  const component = await service.component(id, budget());
  if (component !== undefined) return component;
  throw faultOf(adapter, {
    code: "not_found",
    message: `the page has no component ${id}`,
    hint: "compare the id with the list of components of this page",
  });
}

/** Sets the status and reads it back. */
async function setComponent(
  parts: NoticeParts,
  id: string,
  status: ComponentStatus,
  budget: Budget,
): Promise<Component> {
  await parts.service.setComponent(id, status, budget());
  const component = await marking("maybe", () => getComponent(parts, id, budget));
  if (component.status === status) return component;
  throw faultOf(parts.adapter, {
    code: "protocol",
    message: `the service did not keep ${status} as the status of component ${id}`,
    written: "maybe",
    hint: "look at the component on the status page: something else may be setting it",
  });
}

/** Puts components under maintenance that are not. */
export async function occupy(parts: NoticeParts, ids: readonly string[], budget: Budget): Promise<void> {
  for (const id of ids) {
    const status = (await parts.service.component(id, budget()))?.status;
    if (status !== undefined && status !== "under_maintenance")
      await setComponent(parts, id, "under_maintenance", budget);
  }
}

/** Sets components operational that `isLeft` says a window left behind, but for those that another in progress holds (F86). */
export async function restore(
  parts: NoticeParts,
  { id: notice }: HeldNotice,
  ids: readonly string[],
  isLeft: (status: ComponentStatus) => boolean,
  budget: Budget,
): Promise<void> {
  const left: string[] = [];
  for (const id of ids) {
    const status = (await parts.service.component(id, budget()))?.status;
    // A component that was deleted meanwhile has no status to put right.
    if (status !== undefined && isLeft(status)) left.push(id);
  }
  if (left.length === 0) return;
  const running = await parts.service.running(budget);
  const others = new Set(running.flatMap(({ id, item }) => (id === notice ? [] : item.components)));
  for (const id of left) if (!others.has(id)) await setComponent(parts, id, "operational", budget);
}

/** What only a window sets. Another status was set since, by somebody who knows why. */
export const underMaintenance = (status: ComponentStatus): boolean => status === "under_maintenance";
