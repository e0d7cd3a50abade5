import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toolVersions } from "../../packages/create-adapter/src/manifest.ts";
import { demand } from "./child.ts";
import { succeeds } from "./modules.ts";
import type { Check, Job } from "./report.ts";

const INSTALL_MS = 120_000;
const root = join(import.meta.dirname, "../..");

/** A folder below the consumer that has what adapters need and our packages do not, so that nothing of ours leans on it. */
async function workshop(folder: string): Promise<void> {
  const made = join(folder, "made");
  mkdirSync(made);
  writeFileSync(join(made, "package.json"), '{ "private": true, "type": "module" }\n');
  const zod = `zod@${toolVersions["zod"] ?? ""}`;
  await demand(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", zod], made, {}, INSTALL_MS);
}

/** An adapter for every port that there is a template for, made by the installed package; its types and its own tests. */
export function scaffoldJob(folder: string): Job {
  const name = "create-adapter";
  return {
    name,
    run: async () => {
      await workshop(folder);
      const node = process.execPath;
      const create = [node, "node_modules/.bin/create-adapter"];
      const tsc = [node, join(root, "node_modules/typescript-7/bin/tsc")];
      const types = ["--typeRoots", join(root, "node_modules/@types")];
      const ports = /^Ports: (.+)\.$/m.exec(await demand([...create, "--help"], folder))?.[1]?.split(", ") ?? [];
      const checks: Check[] = [{ name: "ports", ...(ports.length === 0 && { wrong: "--help names none" }) }];
      checks.push(await succeeds("the guide", [...create, "--guide"], folder));
      for (const port of ports) {
        const [made, service] = [`made/adapter-${port.toLowerCase()}`, port.toLowerCase()];
        checks.push(
          await succeeds(`${port}: is made`, [...create, service, "--port", port, "--folder", made], folder),
          await succeeds(`${port}: its types`, [...tsc, "-p", made, ...types], folder),
        );
      }
      checks.push(await succeeds("their tests", [node, "--test", "made/adapter-*/test/*.test.ts"], folder));
      return { name, parts: { "an adapter for each port, its types and its tests": checks } };
    },
  };
}
