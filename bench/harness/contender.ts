import { spawn } from "node:child_process";
import { places } from "./places.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** What one process measured: numbers by name, and a digest of its answers. */
export interface Sample {
  readonly numbers: Readonly<Record<string, number>>;
  readonly digest?: string;
}

/** Something to be measured, in a process of its own for each round. */
export interface Contender {
  readonly name: string;
  /** File in `probes`, which prints a sample as its last line. */
  readonly probe: string;
  readonly args?: readonly string[];
  readonly flags?: readonly string[];
  /** @default the Node that runs the benchmark */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** @default 120000 */
  readonly timeoutMs?: number;
}

/** What became of a contender over all rounds. */
export interface Measured {
  readonly name: string;
  readonly samples: readonly Sample[];
  /** The first failure, if there was one. Its rounds are missing. */
  readonly failed?: string;
}

/** Measures contenders in turn, another one first in each round, so that what disturbs the machine disturbs all. */
export async function interleaved(contenders: readonly Contender[], rounds: number): Promise<readonly Measured[]> {
  const samples = contenders.map((): Sample[] => []);
  const failed: (string | undefined)[] = contenders.map(() => undefined);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (turn + round) % contenders.length;
      const contender = contenders[index];
      if (contender === undefined || failed[index] !== undefined) continue;
      try {
        samples[index]?.push(await runOnce(contender));
      } catch (error) {
        failed[index] = error instanceof Error ? error.message : String(error);
      }
    }
  }
  return contenders.map(({ name }, index) => {
    const failure = failed[index];
    return { name, samples: samples[index] ?? [], ...(failure !== undefined && { failed: failure }) };
  });
}

/** One number of a contender over all rounds; nothing where it was not measured. */
export function numberOf(all: readonly Measured[], name: string, key: string): Spread | undefined {
  const found = all.find((one) => one.name === name);
  const values = (found?.samples ?? []).flatMap(({ numbers }) => numbers[key] ?? []);
  return values.length === 0 ? undefined : spreadOf(values);
}

/** One number less that of another contender in the same round. */
export function numberAbove(all: readonly Measured[], name: string, base: string, key: string): Spread | undefined {
  const bases = all.find((one) => one.name === base)?.samples ?? [];
  const values = (all.find((one) => one.name === name)?.samples ?? []).flatMap(({ numbers }, round) => {
    const [value, less] = [numbers[key], bases[round]?.numbers[key]];
    return value === undefined || less === undefined ? [] : [value - less];
  });
  return values.length === 0 ? undefined : spreadOf(values);
}

/** Runs a probe once. Rejects with what it printed where it fails or says nothing. */
export function runOnce(contender: Contender): Promise<Sample> {
  const { probe, args = [], flags = [], node = process.execPath, env = {}, timeoutMs = 120_000 } = contender;
  return new Promise((resolve, reject) => {
    const child = spawn(node, [...flags, `${places.probes}/${probe}`, ...args], {
      env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const last = out.trim().split("\n").at(-1) ?? "";
      if (code === 0 && last.startsWith("{")) resolve(JSON.parse(last) as Sample);
      else reject(new Error(`${contender.name}: ${signal ?? code} ${(err || out).trim().slice(-600)}`));
    });
  });
}
