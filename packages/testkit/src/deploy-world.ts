import type { CallFaults } from "./memory-calls.ts";
import type { MemoryRun, MemoryRunScript } from "./memory-run.ts";

/** Behind the deploy service: what it holds, and what people do there. */
export interface DeployWorld extends CallFaults {
  /** Every run that ever was, oldest first, as JSON. */
  seen(): readonly MemoryRun[];
  /** How often `start` was called, whatever became of it. */
  attempts(): number;
  /** How runs of this order, or on this `stop/target`, go from their next attempt on. The order comes first, then the target. */
  script(orderOrTarget: string, script: MemoryRunScript): void;
  /** A person starts a deploy that rests on no order. Returns the run's id. */
  humanStart(target: string, version: string, script?: MemoryRunScript): string;
  /** A person stops the run. */
  humanCancel(id: string): void;
  /** The run ends now, whatever it was told or waits for. */
  finish(id: string, outcome: "succeeded" | "failed" | "cancelled"): void;
  /** A person runs it again (F91); what has not finished is stopped first. */
  humanRerun(id: string): void;
  /** A person approves or rejects all that the run waits for. */
  humanAnswer(id: string, approve: boolean): void;
}
