import type { DeployOrder, DeployRunner } from "@footplate/core";
import {
  type DeployRunnerWorld,
  memoryDeployRunner,
  type MemoryDeployRunner,
  type MemoryDeployRunnerOptions,
  memoryTargets,
  type MemoryTargets,
  memoryVersionProbe,
  type VersionProbeWorld,
  virtualClock,
  type VirtualClock,
} from "@footplate/testkit";

/** An order as a decision would make it. */
export function order(id: string, parts: Partial<DeployOrder> = {}): DeployOrder {
  const said = {
    id,
    kind: "promote",
    line: "retail",
    train: "retail/48",
    stop: "prod",
    target: "prod/client-a",
    version: "2026.48",
    services: {},
    ...parts,
  };
  return said as unknown as DeployOrder;
}

export interface DeployService {
  readonly clock: VirtualClock;
  readonly targets: MemoryTargets;
  readonly runner: MemoryDeployRunner;
}

export function deployService(options: Partial<MemoryDeployRunnerOptions> = {}): DeployService {
  const clock = virtualClock("2026-11-23T12:00:00Z");
  const targets = memoryTargets({
    "prod/client-a": { version: "2026.47", services: { picking: "47", packing: "47" } },
  });
  return { clock, targets, runner: memoryDeployRunner({ clock, targets, ...options }) };
}

/** The world of the cases, with the runner replaced by what `broken` makes of it. */
export function deployWorld(broken: (runner: DeployRunner) => DeployRunner = (runner) => runner): DeployRunnerWorld {
  return {
    name: "memory",
    fresh: async () => {
      const { clock, runner } = deployService({ lagMs: 30_000, script: () => ({ ends: "hang" }) });
      return {
        runner: broken(runner),
        order: (n) => order(`fact-${n}`, { target: `prod/client-${n}` }),
        clock,
        finish: async (id, outcome) => runner.world.finish(id, outcome),
        humanStart: async () => void runner.world.humanStart("prod/client-1", "2026.48", { ends: "hang" }),
        startWaiting: async () => {
          runner.world.script("fact-9", { ends: "hang", waitsFor: ["production", "security"] });
          return (await runner.start(order("fact-9"))).id;
        },
        runs: async () => runner.world.seen().length,
      };
    },
  };
}

export function probeWorld(): VersionProbeWorld {
  return {
    name: "memory",
    fresh: async () => {
      const { targets } = deployService();
      return {
        probe: memoryVersionProbe(targets),
        target: { id: "prod/client-b" },
        other: { id: "prod/client-c" },
        put: async ({ id }, version) => targets.put(id, version === undefined ? undefined : { version }),
        cutOff: async ({ id }) => targets.setReachable(id, false),
      };
    },
  };
}
