import type { Component, Components, ComponentStatus } from "@footplate/core";
import type { MemoryCalls } from "./memory-calls.ts";
import { refusal } from "./memory-input.ts";
import type { MirrorFault } from "./mirror-world.ts";

/** The components of a notice board in memory. */
export interface ComponentStore {
  all(): readonly Component[];
  get(id: string, written?: "no"): Component;
  put(id: string, status: ComponentStatus): Component;
  putAll(ids: readonly string[], status: ComponentStatus): void;
  /** Those of them that are under maintenance. */
  down(ids: readonly string[]): readonly string[];
}

export function componentStore(first: readonly Pick<Component, "id" | "name">[]): ComponentStore {
  const components = new Map<string, Component>(first.map(({ id, name }) => [id, { id, name, status: "operational" }]));
  const get: ComponentStore["get"] = (id, written) => {
    const component = components.get(id);
    if (component !== undefined) return { ...component };
    throw refusal("not_found", `there is no component ${id.slice(0, 100)}`, "name a component of the board", written);
  };
  const put: ComponentStore["put"] = (id, status) => {
    components.set(id, { ...get(id, "no"), status });
    return get(id);
  };
  return {
    all: () => structuredClone([...components.values()]),
    get,
    put,
    putAll: (ids, status) => ids.forEach((id) => void put(id, status)),
    down: (ids) => ids.filter((id) => get(id).status === "under_maintenance"),
  };
}

export function componentCalls(store: ComponentStore, calls: MemoryCalls<MirrorFault>): Components {
  return {
    get: (id, call) => calls.read(call, () => store.get(id)),
    list: (call) => calls.read(call, () => store.all()),
    set: (id, status, call) => calls.write(call, () => store.put(id, status)),
  };
}
