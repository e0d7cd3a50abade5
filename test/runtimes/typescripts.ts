import { join } from "node:path";
import { typeChecks } from "../../scripts/consumer.ts";
import { succeeds } from "./modules.ts";
import type { Check, Job } from "./report.ts";
import { packageFolder } from "./tools.ts";

const VERSIONS = ["5.5.4", "5.6.3", "5.7.3", "5.8.3", "5.9.3", "6.0.3", "7.0.2"];

/** The declarations of the installed packages, in an application, under each TypeScript. */
export function typeScriptJobs(folder: string): readonly Job[] {
  return VERSIONS.map((version) => ({
    name: `TypeScript ${version}`,
    run: async () => {
      const place = await packageFolder("typescript", version, folder);
      if (place === undefined) return undefined;
      const checks: Check[] = [];
      for (const { name, project } of typeChecks(version)) {
        checks.push(await succeeds(name, [process.execPath, join(place, "bin/tsc"), "-p", project], folder));
      }
      return { name: `TypeScript ${version}`, parts: { "module systems, with and without Node's types": checks } };
    },
  }));
}
