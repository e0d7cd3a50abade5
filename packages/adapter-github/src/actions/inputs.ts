import type { DeployOrder } from "@footplate/core";
import { fault } from "../fault.ts";
import type { GitHubRef } from "../refs.ts";
import { correlationOf } from "./correlation.ts";
import type { ActionsOptions, DeployInput } from "./options.ts";

const MOST = 25;
const USUAL: ActionsOptions["inputNames"] = {
  order: "order",
  version: "version",
  target: "target",
  services: "services",
};

/** The inputs of the workflow for an order. Throws `invalid_input` when GitHub would not take them. */
export function inputsFor(
  order: DeployOrder,
  ref: GitHubRef,
  options: ActionsOptions,
): Readonly<Record<string, string>> {
  const names = { ...USUAL, ...options.inputNames };
  const values: Readonly<Record<DeployInput, string | undefined>> = {
    order: correlationOf(order.id),
    version: order.version,
    target: order.target,
    kind: order.kind,
    line: order.line,
    train: order.train,
    stop: order.stop,
    services: Object.keys(order.services).length === 0 ? undefined : JSON.stringify(order.services),
    partial: String(order.partial === true),
    environment: ref.environment,
  };
  const own = (Object.keys(values) as DeployInput[]).flatMap((input): readonly (readonly [string, string])[] => {
    const [name, value] = [names[input], values[input]];
    return typeof name === "string" && value !== undefined ? [[name, value]] : [];
  });
  const all = [...Object.entries(ref.inputs ?? {}), ...own];
  const twice = all.map(([name]) => name).find((name, index, list) => list.indexOf(name) !== index);
  if (twice !== undefined)
    throw refused(`the input ${JSON.stringify(twice)} would be given twice`, "rename it in refs or in inputNames");
  if (all.length > MOST) throw refused(`${all.length} inputs are more than ${MOST}`, "leave some of them out");
  return Object.fromEntries(all);
}

function refused(message: string, hint: string): Error {
  return fault({ code: "invalid_input", message, written: "no", hint });
}
