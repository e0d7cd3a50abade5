import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Clock, FootplateError, type Problem, type RotationStrategy } from "@footplate/core";
import { badInput, problem, refuseIf } from "./bad-input.ts";
import { isObject, type PortNeed, portProblems } from "./check-ports.ts";
import type { ConfigPorts, FootplateConfig } from "./config.ts";

const NAMES = ["footplate.config.ts", "footplate.config.mts", "footplate.config.js", "footplate.config.mjs"];

/** A config that was loaded and checked. */
export interface LoadedConfig {
  readonly ports: Partial<ConfigPorts>;
  readonly clock?: Clock;
  readonly strategies?: FootplateConfig["strategies"];
}

/** The path of the nearest config in the folder or above it. */
export async function findConfig(from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      // One after the other: the first name that is there wins.
      if (await isFile(path)) return path;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** Loads a config. Throws `invalid_input` naming file and reason; the ports must be there that are needed. */
export async function loadConfig(path: string, need: PortNeed): Promise<LoadedConfig> {
  const name = basename(path);
  if (!(await isFile(path))) throw badInput(`${path} cannot be read: there is no such file`, "check --config");
  const module = await imported(path);
  const ports = module["ports"];
  if (!isObject(ports)) {
    const found = "default" in module ? ", only a default one" : "";
    throw badInput(`${name} has no named export \`ports\`${found}`, "write `export const ports = { … };`");
  }
  const { clock, strategies } = module;
  const problems = [...portProblems(ports, need), ...strategyProblems(strategies)];
  if (clock !== undefined && !isClock(clock)) {
    problems.push(
      problem("clock", typeof clock, "it is no clock", "give now(), monotonicMs() and sleep(), or leave it out"),
    );
  }
  refuseIf(problems, `${name} cannot be used`);
  // Checked just above, as far as a program can.
  return {
    ports: ports as Partial<ConfigPorts>,
    ...(isClock(clock) && { clock }),
    ...(isStrategies(strategies) && { strategies }),
  };
}

function strategyProblems(strategies: unknown): readonly Problem[] {
  if (strategies === undefined || isStrategies(strategies)) return [];
  const hint = "write `export const strategies = { name: ({ index, order }) => ({ primary: order[0] }) };`";
  if (!isObject(strategies)) return [problem("strategies", typeof strategies, "it holds no functions by name", hint)];
  return Object.entries(strategies).flatMap(([name, one]) =>
    typeof one === "function" ? [] : [problem(`strategies.${name}`, typeof one, "it is no function", hint)],
  );
}

function isStrategies(value: unknown): value is Readonly<Record<string, RotationStrategy>> {
  return isObject(value) && Object.values(value).every((one) => typeof one === "function");
}

async function imported(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof FootplateError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ERR_UNKNOWN_FILE_EXTENSION") {
      throw badInput(
        `${basename(path)} cannot be loaded: Node ${process.versions.node} reads no TypeScript`,
        "use Node 22.18 or later, or write footplate.config.mjs",
      );
    }
    const said =
      error instanceof Error ? `${error.name}: ${error.message.split("\n")[0] ?? ""}` : "it threw no error object";
    throw Object.assign(badInput(`${basename(path)} cannot be loaded: ${said}`, "set FOOTPLATE_DEBUG=1 to see where"), {
      stack: error instanceof Error ? error.stack : undefined,
    });
  }
}

function isClock(value: unknown): value is Clock {
  return isObject(value) && ["now", "monotonicMs", "sleep"].every((name) => typeof value[name] === "function");
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
