import { spawnSync } from "node:child_process";

/** Runs a program and gives what it printed; throws with its whole output where it fails. */
export function run(program: string, args: readonly string[], cwd: string): string {
  const result = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 300_000,
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0)
    throw new Error(`${program} ${args.join(" ")} ended with ${result.status}\n${result.stdout}${result.stderr}`);
  return result.stdout;
}
