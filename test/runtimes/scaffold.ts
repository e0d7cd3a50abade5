import { join } from "node:path";
import { demand } from "./child.ts";
import { succeeds } from "./modules.ts";
import type { Check, Job } from "./report.ts";

const root = join(import.meta.dirname, "../..");

/** An adapter for every port that there is a template for, made by the installed package; its types and its own tests. */
export function scaffoldJob(folder: string): Job {
  const name = "create-adapter";
  return {
    name,
    run: async () => {
      const node = process.execPath;
      const create = [node, "node_modules/.bin/create-adapter"];
      const tsc = [node, join(root, "node_modules/typescript-7/bin/tsc")];
      const types = ["--typeRoots", join(root, "node_modules/@types")];
      const ports = /^Ports: (.+)\.$/m.exec(await demand([...create, "--help"], folder))?.[1]?.split(", ") ?? [];
      const checks: Check[] = [{ name: "ports", ...(ports.length === 0 && { wrong: "--help names none" }) }];
      for (const port of ports) {
        const [made, service] = [`adapter-${port.toLowerCase()}`, port.toLowerCase()];
        checks.push(
          await succeeds(`${port}: is made`, [...create, service, "--port", port, "--folder", made], folder),
          await succeeds(`${port}: its types`, [...tsc, "-p", made, ...types], folder),
        );
      }
      checks.push(await succeeds("their tests", [node, "--test", "adapter-*/test/*.test.ts"], folder));
      return { name, parts: { "an adapter for each port, its types and its tests": checks } };
    },
  };
}
