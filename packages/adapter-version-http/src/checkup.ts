import { type Checkup, lineRefs, type VersionProbe } from "@footplate/core";
import { checked, createCheckup } from "@footplate/http";
import { addressOf } from "./address.ts";
import { ADAPTER } from "./fault.ts";
import type { VersionProbeOptions } from "./options.ts";
import { versionHttpRef } from "./refs.ts";

/** Whether each target of a line that names an address tells its version there, and who gets the secret. */
export function createVersionCheckup(
  running: VersionProbe["running"],
  options: VersionProbeOptions,
  clocks: Checkup["clocks"],
): Checkup {
  const { secret, origins = [] } = options;
  return createCheckup({
    adapter: ADAPTER,
    permissions: [],
    clocks,
    opening: () =>
      checked("credential", async () =>
        secret === undefined ? "none is sent" : `the secret is sent to ${origins.join(", ")} alone`,
      ),
    async *further(line, call) {
      for (const { kind, name, refs } of lineRefs(line)) {
        if (kind !== "target") continue;
        yield await checked(`version of ${name}`, async () => {
          const found = await running({ id: name.slice("target ".length), refs }, call);
          const { origin } = addressOf(versionHttpRef(refs)?.url ?? "");
          return found === undefined ? `${origin} says that nothing runs yet` : `${origin} says ${found.version}`;
        });
      }
    },
  });
}
