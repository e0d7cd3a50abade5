import type { VersionProbe } from "@footplate/core";
import type { MemoryTargets } from "./memory-targets.ts";
import { unavailable } from "./mirror-errors.ts";

/** Reads what `memoryTargets` says. A target that is not reachable throws `unavailable`. */
export function memoryVersionProbe(targets: MemoryTargets): VersionProbe {
  return {
    spec: 1,
    async running({ id }, call) {
      call?.signal?.throwIfAborted();
      await Promise.resolve();
      call?.signal?.throwIfAborted();
      if (!targets.isReachable(id)) throw unavailable("the target cannot be reached");
      return targets.running(id);
    },
  };
}
