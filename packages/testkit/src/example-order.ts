import type { DeployOrder, Refs } from "@footplate/core";

/** An order for tests of a deploy runner: another one, on another target, for every n. Only a decision makes real ones. */
export function exampleOrder(n: number, refs?: Refs): DeployOrder {
  const order: Omit<DeployOrder, keyof DeployOrder & symbol> = {
    id: `fact-${n}`,
    kind: "promote",
    line: "line",
    train: "line/e1.1",
    stop: "prod",
    target: `prod/client-${n}`,
    version: "2026.48",
    services: { routing: "1.27.3" },
    ...(refs !== undefined && { refs }),
  };
  // The brand is for the type checker alone.
  return order as DeployOrder;
}
