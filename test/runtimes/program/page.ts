import { type Planned, planAndApply } from "./plan-and-apply.ts";

/** What a page leaves behind. */
export interface Visit {
  readonly done: Planned;
  /** What nobody caught. */
  readonly said: readonly string[];
}

const said: string[] = [];
addEventListener("error", ({ message }) => void said.push(message));
addEventListener("unhandledrejection", ({ reason }) => void said.push(`nobody caught: ${String(reason)}`));

const done = await planAndApply(location.origin);
const visit: Visit = { done, said };
await fetch("/done", { method: "POST", body: JSON.stringify(visit) });
