import type { Difference } from "./diff.ts";
import type { Refusal } from "./plan.ts";

/** Limits that keep a slip in a line document from clearing a board. */
export interface GuardOptions {
  /** Most removals that no recorded fact explains. @default 3 */
  readonly maxRemovals?: number;
  /** Lets a line that wants nothing remove everything. @default false */
  readonly allowEmpty?: boolean;
}

/** Refuses what looks like a slip. Removals that a recorded fact or a no-train week explains do not count (F79, F80). */
export function guard(
  differences: readonly { readonly mirror: string; readonly wanted: number; readonly difference: Difference }[],
  options: GuardOptions,
): readonly Refusal[] {
  const most = options.maxRemovals ?? 3;
  const refusals: Refusal[] = [];
  for (const { mirror, wanted, difference } of differences) {
    const removals = difference.operations.filter((operation) => operation.action === "remove");
    const unexplained = removals.filter(({ explained }) => explained === undefined);
    if (unexplained.length === 0) continue;
    const kept = difference.unchanged + difference.operations.filter(({ action }) => action === "update").length;
    if (wanted === 0 && options.allowEmpty !== true) {
      refusals.push({
        code: "guard_refused",
        message: `${mirror}: the line wants nothing in this range, and ${String(removals.length)} resources would be removed`,
        hint: "check the line document; allow an empty result if that is meant",
      });
    } else if (
      unexplained.length > most ||
      (options.maxRemovals === undefined && kept === 0 && unexplained.length > 1)
    ) {
      refusals.push({
        code: "guard_refused",
        message: `${mirror}: ${String(unexplained.length)} resources would be removed and nothing recorded explains it`,
        hint: `record why (a no-train week, a cancelled train or window), or allow ${String(unexplained.length)} removals`,
      });
    }
  }
  return refusals;
}
