import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HOSTS } from "./bundle.ts";

/** Where the bundles can run. */
export interface Runtime {
  readonly name: string;
  /** The command that starts it, without arguments. */
  readonly command: readonly string[];
  readonly host: (typeof HOSTS)[number];
  /** Arguments that make it serve a file on a free port of this machine, and say `"port":` on standard output. */
  readonly serve: (folder: string, file: string) => readonly string[];
}

const fetched = (spec: string, program: string): readonly string[] => ["npx", "--yes", "-p", spec, program];
const plain = (_folder: string, file: string): readonly string[] => [file];

/** All of them. Those that are not Node are pinned here and nowhere else, since nothing of ours depends on them. */
export const RUNTIMES: readonly Runtime[] = [
  { name: "Node of the workspace", command: [process.execPath], host: "host-node", serve: plain },
  { name: "Node 22", command: fetched("node@22", "node"), host: "host-node", serve: plain },
  { name: "Node 26", command: fetched("node@26", "node"), host: "host-node", serve: plain },
  { name: "Bun", command: fetched("bun@1.4.5", "bun"), host: "host-bun", serve: plain },
  {
    name: "Deno",
    command: fetched("deno@2.9.6", "deno"),
    host: "host-deno",
    serve: (_folder, file) => ["run", "--no-prompt", "--no-remote", "--no-config", "--allow-net=127.0.0.1", file],
  },
  { name: "workerd", command: fetched("workerd@1.20261117.1", "workerd"), host: "host-workerd", serve: worker },
];

function worker(folder: string, file: string): readonly string[] {
  const config = join(folder, "worker.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = (name = "main", entrypoint = "receiver"))],
);
const main :Workerd.Worker = (
  modules = [(name = "receiver", esModule = embed "${file}")],
  compatibilityDate = "2026-11-01",
);
`,
  );
  return ["serve", "--control-fd=1", config];
}
