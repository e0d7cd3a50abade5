import type { DeployOrder } from "@footplate/core";

/** An order as a decision would make it. Only a decision carries the brand; a test stands in for one. */
export function order(change: Partial<DeployOrder> = {}): DeployOrder {
  const usual = {
    id: "retail/2026-48/prod/eu/promote",
    kind: "promote",
    line: "retail",
    train: "2026-48",
    stop: "prod",
    target: "prod/eu",
    version: "2.4.0",
    services: {},
    refs: { github: { workflow: "deploy.yml", environment: "production" } },
  } as const;
  return { ...usual, ...change } as DeployOrder;
}
