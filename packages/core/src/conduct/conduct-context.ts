import type { PlanContext } from "../plan/context.ts";
import type { ConductPorts } from "../ports/ports.ts";

/** What conducting acts on. */
export interface ConductContext extends Omit<PlanContext, "ports"> {
  readonly ports: ConductPorts;
}

/** The program as an author of facts. */
export const BOT = { bot: "footplate" } as const;
