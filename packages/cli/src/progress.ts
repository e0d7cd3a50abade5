import { type ApplyEvent, formatApplyEvent, formatOperation, type Plan, planLines, printable } from "@footplate/core";
import type { Output } from "./output.ts";

/** One operation that failed. */
export interface Failure {
  readonly mirror: string;
  readonly key: string;
  readonly label: string;
  readonly action: string;
  readonly error: unknown;
}

/** What became of a run. */
export interface Applied {
  readonly plan: Plan | undefined;
  /** Whether what was not certain at first has settled meanwhile. */
  readonly settled: boolean;
  readonly done: number;
  readonly left: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
}

/** Says what happens while a plan is applied, and keeps account of it. */
export function progress(out: Output): {
  readonly follow: (event: ApplyEvent) => void;
  readonly applied: () => Applied;
  readonly dispose: () => void;
} {
  let plan: Plan | undefined;
  let settled = false;
  let counts = { done: 0, left: 0, failed: 0 };
  let open = false;
  const failures: Failure[] = [];
  const finish = (text: string): void => {
    out.tell(`${text}\n`);
    open = false;
  };
  const follow = (event: ApplyEvent): void => {
    switch (event.type) {
      case "planned":
        plan = event.plan;
        settled = false;
        for (const line of planLines(event.plan)) out.say(`${line}\n`);
        out.say("\n");
        break;
      case "started":
        open = true;
        out.tell(formatApplyEvent(event));
        break;
      case "done":
      case "left":
        finish(ending(event));
        break;
      case "failed": {
        const { operation, error } = event;
        const { mirror, key, label, action } = operation;
        failures.push({ mirror, key, label, action, error });
        finish(ending(event));
        if (error.hint !== undefined) out.tell(`    ${printable(error.hint)}\n`);
        break;
      }
      case "waiting":
      case "warning":
      case "recorded":
      case "finished":
        if (event.type === "waiting") settled = true;
        if (event.type === "finished") counts = { done: event.done, left: event.left, failed: event.failed };
        out.tell(`${formatApplyEvent(event)}\n`);
        break;
    }
  };
  return {
    follow,
    applied: () => ({ plan, settled, ...counts, failures }),
    dispose: () => {
      if (open) finish("");
    },
  };
}

/** What became of an operation, without the operation: that stands on the line already. */
function ending(event: Extract<ApplyEvent, { readonly type: "done" | "left" | "failed" }>): string {
  return formatApplyEvent(event).slice(printable(formatOperation(event.operation)[0] ?? "").length);
}
