import type { DeployOrder, RunningVersion } from "@footplate/core";

/** What targets run: written by deploys in memory, read by probes in memory. */
export interface MemoryTargets {
  /** What the target runs, once everything that is due has happened. */
  running(target: string): RunningVersion | undefined;
  /** Somebody puts a version on the target, or takes everything off it. */
  put(target: string, version: RunningVersion | undefined): void;
  /** Takes the target off the network, or back on it. */
  setReachable(target: string, reachable: boolean): void;
  isReachable(target: string): boolean;
  /** Called before anything is read or written, so that what was due has happened. */
  follow(land: () => void): void;
  /** What every target runs, as JSON, sorted by target. */
  seen(): Readonly<Record<string, RunningVersion>>;
}

/** Targets by `stop/target`, with what they run at first. Those that are not named run nothing. */
export function memoryTargets(first: Readonly<Record<string, RunningVersion>> = {}): MemoryTargets {
  const versions = new Map(Object.entries(structuredClone(first)));
  const away = new Set<string>();
  const followed: (() => void)[] = [];
  const land = (): void => followed.forEach((one) => one());

  return {
    running: (target) => (land(), structuredClone(versions.get(target))),
    put(target, version) {
      land();
      if (version === undefined) versions.delete(target);
      else versions.set(target, structuredClone(version));
    },
    setReachable: (target, reachable) => void (reachable ? away.delete(target) : away.add(target)),
    isReachable: (target) => !away.has(target),
    follow: (one) => void followed.push(one),
    seen: () => (
      land(),
      structuredClone(
        Object.fromEntries([...versions].toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))),
      )
    ),
  };
}

/** What a target runs after an order: of a partial one only the services that it names move (R16). */
export function afterOrder(order: DeployOrder, before: RunningVersion | undefined): RunningVersion {
  const services = order.partial === true ? { ...before?.services, ...order.services } : order.services;
  return { version: order.version, ...(Object.keys(services).length > 0 && { services }) };
}
