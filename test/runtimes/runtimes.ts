import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { asked, checkMirrors, checkSaid, checkWebhooks, same } from "./checks.ts";
import { type Server, whileServing } from "./child.ts";
import { useAsModules } from "./modules.ts";
import type { Planned } from "./program/plan-and-apply.ts";
import type { Check, Job, Tried } from "./report.ts";
import { programOf, versionOf } from "./tools.ts";

/** A runtime that serves requests. */
interface Runtime {
  readonly name: string;
  /** Its program; `undefined` where it cannot be fetched. */
  readonly program: (folder: string) => Promise<string | undefined>;
  /** Arguments that make it serve on a free port of this machine, and say `"port":` on standard output. */
  readonly serve: (folder: string) => readonly string[];
  /** Whether it loads packages by itself, from where npm has put them. */
  readonly unbundled: boolean;
}

/** Versions of what is not the workspace's own, named here and nowhere else. */
const VERSIONS = {
  node22: "22.23.3",
  node24: "24.21.0",
  node26: "26.10.0",
  bun: "1.4.5",
  deno: "2.9.6",
  workerd: "1.20261117.1",
} as const;

/** Deno with packages as npm has put them, and no others. */
export const DENO = ["--no-prompt", "--no-remote", "--no-config", "--node-modules-dir=manual"];

const node = (name: string, version: string): Runtime => ({
  name,
  program: (folder) => programOf("node", version, "node", folder),
  serve: () => ["program/host-node.js"],
  unbundled: true,
});

export const bun = (folder: string): Promise<string | undefined> => programOf("bun", VERSIONS.bun, "bun", folder);
export const deno = (folder: string): Promise<string | undefined> => programOf("deno", VERSIONS.deno, "deno", folder);

const RUNTIMES: readonly Runtime[] = [
  node("Node 22", VERSIONS.node22),
  process.version.startsWith("v24.")
    ? { ...node("Node 24", VERSIONS.node24), program: () => Promise.resolve(process.execPath) }
    : node("Node 24", VERSIONS.node24),
  node("Node 26", VERSIONS.node26),
  { name: "Bun", program: bun, serve: () => ["program/host-bun.js"], unbundled: true },
  {
    name: "Deno",
    program: deno,
    serve: () => ["run", ...DENO, "--allow-net=127.0.0.1", "program/host-deno.js"],
    unbundled: true,
  },
  {
    name: "workerd",
    program: (folder) => programOf("workerd", VERSIONS.workerd, "workerd", folder),
    serve: worker,
    unbundled: false,
  },
];

/** Each runtime with the packages that are installed in a folder. */
export function runtimeJobs(folder: string): readonly Job[] {
  return RUNTIMES.map((runtime) => ({
    name: runtime.name,
    run: async () => {
      const program = await runtime.program(folder);
      return program === undefined ? undefined : tried(runtime, program, folder);
    },
  }));
}

async function tried({ name, serve, unbundled }: Runtime, program: string, folder: string): Promise<Tried> {
  const version = await versionOf([program], folder);
  const served = (fakes: Server): Promise<Tried["parts"]> =>
    whileServing([program, ...serve(folder)], folder, async ({ port, said }) => {
      const webhooks = await checkWebhooks(port);
      const services = `http://127.0.0.1:${String(fakes.port)}`;
      const mirrors = checkMirrors(await asked<Planned>(port, `plan-and-apply?services=${services}`));
      const from = unbundled ? { unbundled: [await checkFrom(port, folder)] } : {};
      return { "plan and apply": mirrors, webhooks, ...from, quiet: checkSaid(said()) };
    });
  const parts = await whileServing([process.execPath, "program/fakes.js"], folder, served);
  const modules = name.startsWith("Node") ? { modules: await useAsModules(program, folder) } : {};
  return { name: `${name.split(" ")[0] ?? name} ${version}`, parts: { ...parts, ...modules } };
}

async function checkFrom(port: number, folder: string): Promise<Check> {
  const installed = pathToFileURL(join(folder, "node_modules/@footplate/core/dist/index.js")).href;
  return same("packages come from where they are installed", await asked(port, "from"), installed);
}

function worker(folder: string): readonly string[] {
  const config = join(folder, "worker/worker.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = (name = "main", entrypoint = "receiver"))],
);
const main :Workerd.Worker = (
  modules = [(name = "receiver", esModule = embed "host-workerd.js")],
  compatibilityDate = "2026-11-01",
);
`,
  );
  return ["serve", "--control-fd=1", config];
}
