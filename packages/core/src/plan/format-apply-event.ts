import { printable } from "../text.ts";
import type { ApplyEvent } from "./apply-event.ts";
import { formatOperation, summary } from "./format-plan.ts";

/**
 * An event of `apply` in one line, for a log or a terminal; of a plan its summary. Moments are RFC 3339 in UTC. Control
 * characters are stripped. The hint of what failed is in `event.error`.
 */
export function formatApplyEvent(event: ApplyEvent): string {
  return printable(lineOf(event));
}

function lineOf(event: ApplyEvent): string {
  switch (event.type) {
    case "planned":
      return summary(event.plan);
    case "waiting":
      return `Waiting until ${event.until}, when it is certain what earlier writes became of.`;
    case "warning":
      return `! ${event.text}`;
    case "recorded":
      return `Recorded ${event.facts === 1 ? "1 fact" : `${String(event.facts)} facts`}.`;
    case "started":
      return `[${String(event.number)}/${String(event.of)}] ${headOf(event)}`;
    case "done":
      return `${headOf(event)} ✓`;
    case "left":
      return `${headOf(event)} left: ${event.why}`;
    case "failed":
      return `${headOf(event)} failed: ${event.error.message}`;
    case "finished":
      return finished(event);
  }
}

function headOf({ operation }: Extract<ApplyEvent, { readonly operation: unknown }>): string {
  return formatOperation(operation)[0] ?? "";
}

function finished({ done, left, failed }: Extract<ApplyEvent, { readonly type: "finished" }>): string {
  const rest = [left > 0 ? `${String(left)} left for the next run` : "", failed > 0 ? `${String(failed)} failed` : ""];
  return `${[`${String(done)} done`, ...rest.filter((text) => text !== "")].join(", ")}.`;
}
