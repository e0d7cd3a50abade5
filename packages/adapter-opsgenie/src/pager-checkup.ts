import type { Checkup } from "@footplate/core";
import { checked, createCheckup } from "@footplate/http";
import { alertAlias } from "./alert-alias.ts";
import type { Alerts } from "./alerts.ts";
import { ADAPTER } from "./fault.ts";
import { requiredPermissions } from "./permissions.ts";

/** Whether the key of the integration is let in. */
export function createPagerCheckup(alerts: Alerts, clocks: Checkup["clocks"]): Checkup {
  return createCheckup({
    adapter: ADAPTER,
    permissions: requiredPermissions.filter(({ key }) => key === "integrationKey"),
    clocks,
    opening: (_line, call) =>
      checked("credential", async () => {
        await alerts.alert(alertAlias("checkup"), "alias", call);
        return "integrationKey may read alerts";
      }),
    async *further() {
      yield {
        subject: "rights",
        result: "open",
        found: "only an alert tells whether integrationKey may raise one",
        hint: "page yourself once, in working hours",
      };
    },
  });
}
