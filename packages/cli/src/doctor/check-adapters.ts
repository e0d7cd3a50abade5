import type { CallOptions, Checkup, TrainLine } from "@footplate/core";
import { isObject } from "../check-ports.ts";
import type { ConfigPorts } from "../config.ts";
import type { Examined, Needs } from "./examined.ts";

/** What the adapters say of the ports that are wired. What several ports of one adapter have in common is said once. */
export async function* checkAdapters(
  line: TrainLine,
  ports: Partial<ConfigPorts>,
  call: CallOptions,
): AsyncGenerator<Examined, void, undefined> {
  const said = new Set<string>();
  for (const { about, checkup } of checkupsOf(ports)) {
    const { adapter } = checkup;
    for await (const check of checkup.checks(line, call)) {
      const key = JSON.stringify([adapter, check]);
      if (said.has(key)) continue;
      said.add(key);
      yield { about, adapter, ...check };
    }
  }
}

/** What the credentials of the ports must be allowed. */
export function needsOf(ports: Partial<ConfigPorts>): readonly Needs[] {
  return checkupsOf(ports).map(({ about, checkup: { adapter, permissions } }) => ({ about, adapter, permissions }));
}

function checkupsOf(ports: Partial<ConfigPorts>): readonly { readonly about: string; readonly checkup: Checkup }[] {
  return Object.entries(ports).flatMap(([about, port]: [string, unknown]) => {
    const checkup = isObject(port) ? port["checkup"] : undefined;
    return isCheckup(checkup) ? [{ about, checkup }] : [];
  });
}

function isCheckup(value: unknown): value is Checkup {
  return isObject(value) && typeof value["checks"] === "function" && Array.isArray(value["permissions"]);
}
