import type { Clock, ComponentOwner, OwnerDirectory } from "@footplate/core";
import { type CallFaults, memoryCalls } from "./memory-calls.ts";

/** What an owner directory in memory is made of. */
export interface MemoryOwnerDirectoryOptions {
  readonly clock: Clock;
  readonly owners: readonly ComponentOwner[];
}

/** Behind the directory. */
export interface OwnerWorld extends CallFaults {
  /** Somebody enters a component, or changes its entry. */
  put(owner: ComponentOwner): void;
  /** Somebody strikes a component out. */
  drop(component: string): void;
}

/** An owner directory in memory. */
export interface MemoryOwnerDirectory extends OwnerDirectory {
  readonly world: OwnerWorld;
}

/** Owners of components in memory. An entry without owners names nobody. */
export function memoryOwnerDirectory(options: MemoryOwnerDirectoryOptions): MemoryOwnerDirectory {
  const calls = memoryCalls(options.clock, 10_000);
  const entries = new Map(options.owners.map((one) => [one.component, structuredClone(one)]));
  return {
    spec: 1,
    ownerOf: (component, call) =>
      calls.read(call, () => {
        const entry = entries.get(component);
        return entry === undefined || entry.owners.length === 0 ? undefined : structuredClone(entry);
      }),
    all: (call) => calls.read(call, () => structuredClone([...entries.values()])),
    world: {
      put: (owner) => void entries.set(owner.component, structuredClone(owner)),
      drop: (component) => void entries.delete(component),
      failNext: calls.failNext,
      pendingFaults: calls.pendingFaults,
    },
  };
}
