import { type ApplyEvent, formatOperation, type Plan, planLines, printable } from "@footplate/core";
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
      case "waiting":
        settled = true;
        out.tell(`Waiting until ${event.until}, when it is certain what earlier writes became of.\n`);
        break;
      case "warning":
        out.tell(`! ${printable(event.text)}\n`);
        break;
      case "recorded":
        out.tell(`Recorded ${event.facts === 1 ? "1 fact" : `${String(event.facts)} facts`}.\n`);
        break;
      case "started":
        open = true;
        out.tell(
          `[${String(event.number)}/${String(event.of)}] ${printable(formatOperation(event.operation)[0] ?? "")}`,
        );
        break;
      case "done":
        finish(" ✓");
        break;
      case "left":
        finish(` left: ${printable(event.why)}`);
        break;
      case "failed": {
        const { operation, error } = event;
        const { mirror, key, label, action } = operation;
        failures.push({ mirror, key, label, action, error });
        finish(` failed: ${printable(error.message)}`);
        if (error.hint !== undefined) out.tell(`    ${printable(error.hint)}\n`);
        break;
      }
      case "finished":
        counts = { done: event.done, left: event.left, failed: event.failed };
        out.tell(`${summary(counts)}\n`);
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

function summary({ done, left, failed }: Pick<Applied, "done" | "left" | "failed">): string {
  const rest = [left > 0 ? `${String(left)} left for the next run` : "", failed > 0 ? `${String(failed)} failed` : ""];
  return `${[`${String(done)} done`, ...rest.filter((text) => text !== "")].join(", ")}.`;
}
